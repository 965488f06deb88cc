"""One message over addresses that fail at random: never lost, never twice in one channel, a human at the end."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.app.ports import Delivery, Refused, Retry, Unreachable
from bot.domain.notice import NoticeState
from bot.storage import Storage, open_storage
from tests.kit.databases import KEYS
from tests.kit.kept_lines import empty
from tests.kit.tool import Tool
from tests.kit.world import World
from tests.stories.reaching import also_at

FAILS: tuple[Delivery, ...] = (
    Unreachable("blocked"),
    Refused("too_big"),
    Retry(timedelta(seconds=5), "status_503"),
    Retry(timedelta(seconds=300), "rate_limited"),
    Retry(timedelta(seconds=5), "status_504", in_doubt=True),
)
CHANNELS = ("teams", "slack", "paper")
ACCOUNTS = {"teams": "acc-hv1", "slack": "slack-hv1", "paper": "paper-hv1"}


class OneNotice(RuleBasedStateMachine):
    """Priya is asked, while her addresses work or do not."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="quorate-notice-")

    def run(self, work: Any) -> Any:
        return self.loop.run(work)

    @initialize(urgency=st.sampled_from(("emergency", "same_day", "planned")), others=st.integers(0, 2))
    def begins(self, urgency: str, others: int) -> None:
        self.run(self._begins(urgency, others))

    async def _begins(self, urgency: str, others: int) -> None:
        self.storage: Storage = open_storage(self.database(), KEYS)
        self.world = await World(self.storage, Path(self.folder.name)).with_everybody()
        self.world.tools["paper"] = Tool("paper")
        for channel in CHANNELS[1 : 1 + others]:
            await also_at(self.world, "hv1", channel)
        self.urgency = urgency

    def database(self) -> str:
        """A migrated, empty one."""
        raise AssertionError

    @rule(channel=st.sampled_from(CHANNELS), how=st.sampled_from(FAILS))
    def fails(self, channel: str, how: Delivery) -> None:
        self.world.tools[channel].always[ACCOUNTS[channel]] = how

    @rule(channel=st.sampled_from(CHANNELS), how=st.lists(st.sampled_from(FAILS), min_size=1, max_size=3))
    def fails_for_a_while(self, channel: str, how: list[Delivery]) -> None:
        self.world.tools[channel].scripted = list(how)

    @rule(channel=st.sampled_from(CHANNELS))
    def works_again(self, channel: str) -> None:
        self.world.tools[channel].always.pop(ACCOUNTS[channel], None)

    @rule(seconds=st.sampled_from((5, 61, 400)))
    def time_passes(self, seconds: int) -> None:
        if self.run(self.world.rows("meetings")):
            self.run(self.world.wait(seconds=seconds))

    @rule()
    def is_asked(self) -> None:
        if not self.run(self.world.rows("meetings")):
            self.run(self.world.called(self.urgency))

    @invariant()
    def never_two_live_cards_in_one_channel(self) -> None:
        if not hasattr(self, "world"):
            return
        rows = self.run(self.world.rows("notices", person_id="hv1", kind="invitation", retired=False))
        live = Counter((each.subject_id, each.channel) for each in rows if each.post_id)
        assert not [each for each, many in live.items() if many > 1]

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.run(self._ends())
            self.run(self.storage.close())
        self.loop.close()
        self.folder.cleanup()

    async def _ends(self) -> None:
        """Whatever goes on failing: within the minute of an urgent asking, it has arrived or somebody rings."""
        if not await self.world.rows("meetings"):
            await self.world.called(self.urgency)
        await self.world.wait(seconds=61)
        (asked,) = await self.world.rows("invitations", person_id="hv1", order="asked_at", limit=1)
        rows = await self.world.rows("notices", person_id="hv1", kind="invitation", subject_id=asked.id)
        assert rows, "it was asked for"
        arrived = any(each.post_id and not each.retired for each in rows)
        trying = any(each.state in (NoticeState.RETRY, NoticeState.PENDING) for each in rows)
        rung = await self.world.rows("obligations", kind="ring", subject_id=asked.id)
        waits = trying and self.urgency == "planned"
        assert arrived or rung or waits or asked.answer != "none", [(each.state, each.reason) for each in rows]


def on_sqlite(migrated: Path) -> type[OneNotice]:
    class OnSqlite(OneNotice):
        def database(self) -> str:
            file = Path(self.folder.name) / "quorate.db"
            shutil.copyfile(migrated, file)
            return f"sqlite:///{file}"

    return OnSqlite


def on_postgresql(address: str) -> type[OneNotice]:
    class OnPostgresql(OneNotice):
        def database(self) -> str:
            empty(address)
            return address

    return OnPostgresql


def play(machine: type[OneNotice], examples: int, steps: int) -> None:
    """Try so many courses of so many steps."""
    health = list(HealthCheck)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=health
        ),
    )


def test_one_message_is_never_lost_on_sqlite(migrated_file: Path) -> None:
    play(on_sqlite(migrated_file), 8, 8)


def test_one_message_is_never_lost_on_postgresql(postgres_url: str) -> None:
    play(on_postgresql(postgres_url), 2, 6)


@pytest.mark.long
def test_one_message_is_never_lost_for_long(migrated_file: Path) -> None:
    play(on_sqlite(migrated_file), 100, 20)
