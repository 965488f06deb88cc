"""Whoever is away, gone, or must stay out: every rung of every ladder of actions still reaches a named person."""

from __future__ import annotations

import functools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.nudging.circle import Circle
from bot.app.nudging.recipients import AWAY, COVER, Hearer, hearers
from bot.domain.action import Action
from bot.domain.case import CaseFacts
from bot.domain.diary import Leave
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy import Policies, load_policies
from bot.policy.haste import Haste, haste_of, ladder_of
from scheduling.ladder import next_step
from tests.unit.policy.builders import DEFAULT, TUESDAY_TEN, case, council_folder

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
PEOPLE = ("owner", "manager", "head", "chair", "convenor", "above", "cover")
LINE = {"owner": "manager", "manager": "head", "convenor": "above", "above": "head"}
LADDERS = ("action", "incomplete_action")
HASTES = (Haste(), Haste(at_once=True), Haste(at_once=True, at_any_hour=True))
some = st.sets(st.sampled_from(PEOPLE))


def meeting_of(facts: CaseFacts, excluded: frozenset[str] = frozenset()) -> Meeting:
    return Meeting(
        id="m", council="EXMP", number=1, facts=facts, convenor_id="convenor", urgency=facts.urgency,
        policy_version="", raised_at=NOW, deadline=NOW, excluded=tuple(sorted(excluded)),
    )  # fmt: skip


def action_of(*, complete: bool = True) -> Action:
    due = NOW + timedelta(hours=3) if complete else None
    return Action("a", "EXMP", "m", 1, "", NOW - timedelta(days=2), owner_id="owner", due_at=due)


@functools.cache
def policies_of(folder: Path) -> Policies:
    return load_policies(council_folder(folder, ""))


def circle_of(folder: Path, left: frozenset[str], away: frozenset[str]) -> Circle:
    circle = Circle(NOW, policies_of(folder))
    for each in PEOPLE:
        gone = NOW if each in left else None
        circle.people[each] = Person(each, each, "health", ("EXMP",), manager_id=LINE.get(each), left_at=gone)
    circle.chairs["m"] = ["chair"]
    for each in away:
        leave = Leave(each, each, NOW - timedelta(days=1), NOW + timedelta(days=9), "cover", each, NOW)
        circle.leave[each] = [leave]
    return circle


def heard(folder: Path, left: set[str], away: set[str], out: set[str], rung: tuple[str, ...]) -> list[Hearer]:
    circle = circle_of(folder, frozenset(left), frozenset(away))
    meeting = meeting_of(case(), frozenset(out))
    return [each for haste in HASTES for each in hearers(circle, meeting, action_of(), rung, haste)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policy")


AUDIENCES = sorted({step.audience for name in LADDERS for urgency in DEFAULT.urgencies for usual in (True, False)
                    for step in DEFAULT.ladder(name, urgency, usual=usual).steps})  # type: ignore[arg-type]  # names of the table  # fmt: skip


@settings(deadline=None)
@given(left=some, away=some, out=some, rung=st.sampled_from(AUDIENCES))
def test_a_rung_reaches_a_named_person_whoever_is_not_there(
    folder: Path, left: set[str], away: set[str], out: set[str], rung: tuple[str, ...]
) -> None:
    found = heard(folder, left, away, out, rung)
    ids = {each.person.id for each in found}
    assert not ids & (left | out), "nobody who has left, nobody who must stay out, as cover neither"
    able = set(PEOPLE) - left - out - {"cover"}
    if able:
        assert ids, "somebody hears"
    if able - away:
        now = {each.person.id for each in found if each.not_before is None}
        assert now - away, "and somebody who is there"
    for each in found:
        if each.person.id in away and each.not_before is not None:
            assert each.not_before > NOW, "whoever is away has it when they are back"


@pytest.mark.parametrize("haste", HASTES)
def test_the_cover_hears_and_where_a_child_cannot_wait_the_manager_too(folder: Path, haste: Haste) -> None:
    circle = circle_of(folder, frozenset(), frozenset({"owner"}))
    found = hearers(circle, meeting_of(case()), action_of(), ("owner",), haste)
    now = {(each.person.id, each.why) for each in found if each.not_before is None}
    assert now == {("cover", COVER)} | ({("manager", AWAY)} if haste.at_any_hour else set())


@pytest.mark.parametrize("urgency", DEFAULT.urgencies)
@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("hours", [2, 200])
def test_every_action_has_a_step_to_come_until_the_last_and_only_hasty_ones_come_at_night(
    urgency: str, complete: bool, hours: int
) -> None:
    meeting, action = meeting_of(case(urgency=urgency)), action_of(complete=complete)
    opened = TUESDAY_TEN
    action.created_at, action.due_at = opened, opened + timedelta(hours=hours) if complete else None
    ladder = ladder_of(DEFAULT, meeting, action, "action" if complete else "incomplete_action")
    at, step, office = opened, 0, DEFAULT.working_time()
    while (rung := next_step(ladder, step, opened, at, action.due_at, at, office)) is not None:
        assert rung.due_at >= at
        assert ladder.steps[rung.step_index].audience
        assert haste_of(DEFAULT, meeting, action).at_any_hour or office.is_open(rung.due_at)
        at, step = rung.due_at, rung.step_index + 1
    assert step == len(ladder.steps), "it ends at the last rung, in a named person's hands"
