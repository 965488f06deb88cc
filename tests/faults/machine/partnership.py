"""People press whatever is in front of them, time passes, somebody leaves, tools fail and the process dies."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.app.cards import Card, Field, Form, Value
from bot.app.claiming import LEASE
from bot.app.commands import PersonLeaves
from bot.app.ports import Delivery, Refused, Retry, Unreachable
from bot.app.work import OPERATOR
from bot.storage import Storage, open_storage
from tests.faults.machine.holding import EXCLUDED, WORDS, Holding
from tests.kit.databases import KEYS
from tests.kit.killed import Killed, killed, nothing_goes_on
from tests.kit.world import World

ACTING = ("sam", "tm", "pc1", "pc2", "hv1", "hv2", "hv3", "ola")
GOING = ("hv1", "pc1", "hvm", "sam", "hv2")
TIMES = ("", "ASAP", "today", "3 working days", "within 24 hours")
NAMES = ("Grace Obi", "Rota Nurse", "Ola Second", "Pip Constable", "Priya Nair")
HOURS = ("09:00", "11:00", "15:30")
FAILURES = (
    Retry(timedelta(seconds=30), "rate_limited"),
    Retry(timedelta(seconds=5), "status_504", in_doubt=True),
    Unreachable("blocked"),
    Refused("no"),
)


class Partnership(RuleBasedStateMachine):
    """People press whatever is in front of them and fill in whatever they are asked."""

    address = ""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="quorate-story-"))
        self.last: tuple[str, str, str, str] | None = None

    def run(self, work: Any) -> Any:
        return self.loop.run(work)

    @initialize(urgency=st.sampled_from(("emergency", "same_day", "planned")))
    def begins(self, urgency: str) -> None:
        self.run(self._begins(urgency))

    async def _begins(self, urgency: str) -> None:
        self.storage: Storage = open_storage(self.database(), KEYS)
        self.world = await World(self.storage, self.folder).with_everybody()
        self.holding = Holding(self.world)
        structlog.configure(processors=[self._logged])
        await self.world.joins("exc", EXCLUDED, "health", ("health_visitor",), "teams", manager="hvm")
        await self.world.joins("gp", "Gale Surgery", "health", ("gp",), "teams", manager="hvm")
        await self.world.has_mail("gp", "gp@example.org")
        await self.world.has_mail("hv1", "hv1@example.org", alone=False)
        sam = self.world.people["sam"]
        await sam.types("")
        await sam.fills(references="CSC-104233", urgency=urgency, ages="3 years", not_told=EXCLUDED, services=("gp",))
        await sam.fills()

    def _logged(self, _logger: object, _name: str, event: structlog.typing.EventDict) -> str:
        self.holding.log.append(dict(event))
        raise structlog.DropEvent

    def database(self) -> str:
        return self.address

    @rule(who=st.sampled_from(ACTING), which=st.integers(0, 30))
    def presses(self, who: str, which: int) -> None:
        somebody = self.world.people[who]
        buttons = [each for card in reversed(somebody.cards[-3:]) for each in card.all_buttons()]
        if isinstance(somebody.shown, Card):
            buttons = [*somebody.shown.all_buttons(), *buttons]
        if buttons:
            button = buttons[which % len(buttons)]
            self.last = who, button.verb, button.subject, self.world.key()
            self.run(somebody.sends(button.verb, button.subject, self.last[3]))

    @rule()
    def the_last_click_is_delivered_again(self) -> None:
        if self.last is not None:
            who, verb, subject, key = self.last
            self.run(self.world.people[who].sends(verb, subject, key))

    @rule(tool=st.sampled_from(("slack", "teams", "email")), how=st.sampled_from(FAILURES))
    def a_tool_fails(self, tool: str, how: Delivery) -> None:
        self.world.tools[tool].scripted.append(how)

    @rule(tool=st.sampled_from(("slack", "teams", "email")))
    def the_process_dies_while_something_is_sent(self, tool: str) -> None:
        self.run(self._dies(tool))

    async def _dies(self, tool: str) -> None:
        self.world.tools[tool].after = killed
        try:
            await self.world.bus.deliver()
        except Killed:
            await nothing_goes_on()
        finally:
            self.world.tools[tool].after = None
        self.world.clock += LEASE + timedelta(seconds=1)

    @rule(who=st.sampled_from(ACTING), data=st.data())
    def fills_in(self, who: str, data: st.DataObject) -> None:
        somebody = self.world.people[who]
        if isinstance(somebody.shown, Form):
            values = {each.name: self._value(each, data) for each in somebody.shown.fields}
            self.run(somebody.fills(**values))

    def _value(self, asked: Field, data: st.DataObject) -> Value:
        if asked.kind == "date":
            day = self.world.clock.date() + timedelta(days=data.draw(st.integers(0, 3)))
            return day.isoformat()
        choices: dict[str, tuple[str, ...]] = {"time": HOURS, "person": ("", *NAMES)}
        if asked.options:
            one = data.draw(st.sampled_from(asked.options)).value
            return (one,) if asked.kind in ("choices", "people") else one
        if asked.name in ("timescale", "when"):
            return data.draw(st.sampled_from(TIMES))
        if asked.kind in choices:
            return data.draw(st.sampled_from(choices[asked.kind]))
        return () if asked.kind in ("choices", "people") else WORDS

    @rule(minutes=st.sampled_from((1, 6, 25, 70, 300, 1440, 4320)))
    def time_passes(self, minutes: int) -> None:
        self.run(self.world.wait(minutes=minutes))

    @rule(who=st.sampled_from(GOING))
    def somebody_leaves(self, who: str) -> None:
        gone = self.holding.gone
        if who not in gone and len(gone) < 2:
            self.run(self._all_has_arrived())
            self.run(self.world.bus.do(PersonLeaves(who), OPERATOR))
            self.run(self.world.settle())
            gone[who] = tuple(len(post.versions) for post in self.world.people[who].posts)

    async def _all_has_arrived(self) -> None:
        """What is still to be sent to them says that they are out: it comes before anything is counted."""
        for tool in self.world.tools.values():
            tool.scripted.clear()
        await self.world.wait(minutes=2)

    @rule(what=st.sampled_from(("pad", "read_back", "recorder", "handover", "cancel", "move", "actions")))
    def the_convenor_turns_to(self, what: str) -> None:
        # An emergency brings its full meeting along.
        meeting = self.run(self.world.rows("meetings", order="number"))[0]
        somebody = self.world.people[meeting.convenor_id]
        self.run(somebody.sends(what, meeting.id))

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "world"):
            self.run(self._holds())

    async def _holds(self) -> None:
        await self.holding.look()

    def teardown(self) -> None:
        structlog.reset_defaults()
        if hasattr(self, "storage"):
            self.run(self.storage.close())
        self.loop.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def play(kind: type[Partnership], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
