"""Whatever people do and however time passes, what must always hold holds after every step."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.app.cards import Card, Field, Form, Value
from bot.app.commands import PersonLeaves
from bot.app.wording.talk import UNEXPECTED
from bot.app.work import OPERATOR
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.storage import Storage, open_storage
from tests.kit.databases import KEYS
from tests.kit.kept_lines import empty
from tests.kit.world import Somebody, World, read

ACTING = ("sam", "tm", "pc1", "pc2", "hv1", "hv2", "hv3", "ola")
GOING = ("hv1", "pc1", "hvm", "sam", "hv2")
TIMES = ("", "ASAP", "today", "3 working days", "within 24 hours")
NAMES = ("Grace Obi", "Rota Nurse", "Ola Second", "Pip Constable", "Priya Nair")
HOURS = ("09:00", "11:00", "15:30")


class Partnership(RuleBasedStateMachine):
    """People press whatever is in front of them and fill in whatever they are asked."""

    address = ""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="quorate-story-"))
        self.gone: dict[str, tuple[int, ...]] = {}

    def run(self, work: Any) -> Any:
        return self.loop.run(work)

    @initialize(urgency=st.sampled_from(("emergency", "same_day", "planned")))
    def begins(self, urgency: str) -> None:
        self.run(self._begins(urgency))

    async def _begins(self, urgency: str) -> None:
        self.storage: Storage = open_storage(self.database(), KEYS)
        self.world = await World(self.storage, self.folder).with_everybody()
        await self.world.joins("exc", "Eve Excluded", "health", ("health_visitor",), "teams", manager="hvm")
        sam = self.world.people["sam"]
        await sam.types("")
        await sam.fills(references="CSC-104233", urgency=urgency, ages="3 years", not_told="Eve Excluded")
        await sam.fills()

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
            self.run(somebody.sends(button.verb, button.subject))

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
        return () if asked.kind in ("choices", "people") else "Words 12345"

    @rule(minutes=st.sampled_from((1, 6, 25, 70, 300, 1440, 4320)))
    def time_passes(self, minutes: int) -> None:
        self.run(self.world.wait(minutes=minutes))

    @rule(who=st.sampled_from(GOING))
    def somebody_leaves(self, who: str) -> None:
        if who not in self.gone and len(self.gone) < 2:
            self.run(self.world.bus.do(PersonLeaves(who), OPERATOR))
            self.run(self.world.settle())
            self.gone[who] = tuple(len(post.versions) for post in self.world.people[who].posts)

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
        world = self.world
        await world.sweep()
        owed = await world.rows("obligations")
        for each in owed:
            assert each.state != "open" or each.due_at > world.clock, f"I1: {each.kind} is late"
        notices = await world.rows("notices")
        live: dict[str, int] = {}
        for notice in notices:
            assert notice.state != "claimed", "a delivery broke"
            if notice.kind == "invitation" and not notice.retired and notice.state not in ("failed", "moot"):
                live[notice.subject_id] = live.get(notice.subject_id, 0) + 1
        assert all(count <= 1 for count in live.values()), "I2"
        assert not await world.rows("audit", verb="set_aside"), "a step broke"
        for meeting in await world.rows("meetings"):
            await self._meeting_holds(meeting, owed)
        for somebody in world.people.values():
            assert UNEXPECTED not in somebody.said
        for who, versions in self.gone.items():
            now = tuple(len(post.versions) for post in world.people[who].posts)
            assert now == versions, f"I10: {who} has left"
        assert not world.people["exc"].posts, "I10: excluded"

    async def _meeting_holds(self, meeting: Meeting, owed: list[Any]) -> None:
        world = self.world
        going_on = {each.subject_id for each in owed if each.state in ("open", "escalated")}
        if meeting.state == "closed":
            for action in await world.rows("actions", state="open", meeting_id=meeting.id):
                assert action.id in going_on, f"I5: action {action.number} is nobody's business"
        if meeting.state != "called":
            return
        asked = await world.rows("invitations", meeting_id=meeting.id)
        filled = {each.seat_id for each in asked if each.counts_for(meeting.revision)}
        seats = await world.rows("seats", closed=False, meeting_id=meeting.id)
        if meeting.ends_at > world.clock:
            for seat in seats:
                waiting = {
                    each.id for each in asked if each.seat_id == seat.id and each.answer is not Answer.WITHDRAWN
                }
                assert not seat.required or seat.id in filled or going_on & {seat.id, *waiting}, f"I4: {seat.name}"
        agencies = {"social_worker": "social_care", "chair_team_manager": "social_care"}
        agencies |= {"police_child_abuse": "police", "health_visitor": "health"}
        there = {agencies.get(seat.name, "") for seat in seats if seat.id in filled}
        convenor: Somebody = world.people[meeting.convenor_id]
        shown = read(convenor.card(meeting.reference + ":"))
        enough = {"social_care", "police", "health"} <= there
        assert enough or "Quorate:" not in shown, "I3"

    def teardown(self) -> None:
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


def on_sqlite(migrated: Path) -> type[Partnership]:
    class OnSqlite(Partnership):
        def database(self) -> str:
            shutil.copyfile(migrated, self.folder / "quorate.db")
            return f"sqlite:///{self.folder / 'quorate.db'}"

    return OnSqlite


def on_postgresql(address: str) -> type[Partnership]:
    class OnPostgresql(Partnership):
        def database(self) -> str:
            empty(address)
            return address

    return OnPostgresql


def test_what_must_always_hold_holds_on_sqlite(migrated_file: Path) -> None:
    play(on_sqlite(migrated_file), 6, 15)


def test_what_must_always_hold_holds_on_postgresql(postgres_url: str) -> None:
    play(on_postgresql(postgres_url), 2, 10)


@pytest.mark.long
def test_what_must_always_hold_holds_for_long(migrated_file: Path) -> None:
    play(on_sqlite(migrated_file), 60, 40)
