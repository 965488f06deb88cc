"""Who is asked next, and when: the ladders of the policy."""

import json
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.ladder import (
    AfterDue,
    AtDue,
    ElapsedMinutes,
    FractionToDue,
    Ladder,
    Next,
    OnDueDay,
    Step,
    Wait,
    WorkingDays,
    WorkingHours,
    from_json,
    next_step,
    rungs_ahead,
    to_json,
)
from tests.unit.scheduling.office import OFFICE, london

OPENED = london("2026-03-11 14:00")
WITHOUT_TIME = Ladder(
    "no_timescale",
    (
        Step(ElapsedMinutes(0), ("owner",), label="at close"),
        Step(ElapsedMinutes(120), ("owner", "chair")),
        Step(WorkingDays(1), ("chair",)),
        Step(WorkingDays(2), ("owner_manager",)),
    ),
    working_hours_only=True,
)
DATED = Ladder(
    "dated",
    (
        Step(FractionToDue(0.5), ("owner",)),
        Step(OnDueDay(time(9, 30)), ("owner",)),
        Step(AfterDue(1), ("owner_manager",)),
        Step(AfterDue(3), ("head_of_service",)),
    ),
    working_hours_only=True,
)
EMERGENCY = Ladder(
    "emergency",
    tuple(Step(ElapsedMinutes(n), ("invitee",), urgent=True) for n in (5, 10, 20)),
    working_hours_only=True,
)


def climb(ladder: Ladder, opened: datetime, due: datetime | None = None) -> list[datetime]:
    """Every rung's time when the sweep is never late."""
    found, previous, now, index = [], opened, opened, 0
    while (step := next_step(ladder, index, opened, previous, due, now, OFFICE)) is not None:
        found.append(step.due_at)
        previous = now = step.due_at
        index = step.step_index + 1
    return found


@pytest.mark.parametrize("ladder", [WITHOUT_TIME, DATED, EMERGENCY], ids=lambda ladder: ladder.name)
@pytest.mark.parametrize("due", [None, "2026-03-11 15:00", "2026-03-18 17:00", "2026-04-07 09:00"])
def test_the_rungs_ahead_are_those_that_a_sweep_in_time_would_find(ladder: Ladder, due: str | None) -> None:
    due_at = london(due) if due else None
    found = rungs_ahead(ladder, 0, OPENED, OPENED, due_at, OFFICE)
    for before, after in pairwise(found):
        if after.due_at > before.due_at:
            then = next_step(ladder, before.step_index + 1, OPENED, before.due_at, due_at, before.due_at, OFFICE)
            assert then == after


def test_an_action_without_a_time_is_chased_from_owner_to_manager() -> None:
    assert climb(WITHOUT_TIME, OPENED) == [
        london("2026-03-11 14:00"),
        london("2026-03-11 16:00"),
        london("2026-03-12 16:00"),
        london("2026-03-16 16:00"),
    ]


def test_two_hours_are_elapsed_and_then_moved_into_working_time() -> None:
    friday = london("2026-03-13 16:00")
    assert climb(WITHOUT_TIME, friday)[1] == london("2026-03-16 09:00")


def test_a_dated_action_is_chased_half_way_on_the_day_and_when_overdue() -> None:
    assert climb(DATED, OPENED, london("2026-03-18 17:00")) == [
        london("2026-03-16 09:00"),
        london("2026-03-18 09:30"),
        london("2026-03-19 09:00"),
        london("2026-03-23 09:00"),
    ]


def test_what_is_due_at_a_weekend_is_asked_for_on_the_last_working_day_before() -> None:
    assert london("2026-03-13 09:30") in climb(DATED, london("2026-03-09 09:00"), london("2026-03-15 23:59:59"))


@pytest.mark.parametrize("due", ["2026-03-18 00:30", "2026-03-18 08:30", "2026-03-18 09:30"])
def test_what_is_due_before_its_day_has_begun_is_asked_for_the_working_day_before(due: str) -> None:
    assert london("2026-03-17 09:30") in climb(DATED, OPENED, london(due))
    assert london("2026-03-18 09:30") not in climb(DATED, OPENED, london(due))


def test_what_was_agreed_too_late_for_the_day_before_is_asked_for_when_it_is_due() -> None:
    found = climb(Ladder("on_its_day", (DATED.steps[1],), False), OPENED, london("2026-03-12 08:30"))
    assert found == [london("2026-03-12 08:30")]


def test_urgent_rungs_do_not_wait_for_the_morning() -> None:
    night = london("2026-03-14 02:00")
    assert climb(EMERGENCY, night) == [night + timedelta(minutes=n) for n in (5, 10, 20)]


def test_working_hours_count_only_open_ones() -> None:
    ladder = Ladder("24h", tuple(Step(WorkingHours(n), ("invitee",)) for n in (1, 2, 4)), True)
    assert climb(ladder, london("2026-03-13 15:30")) == [
        london("2026-03-13 16:30"),
        london("2026-03-16 09:30"),
        london("2026-03-16 11:30"),
    ]


def test_next_working_day_at_half_past_nine() -> None:
    ladder = Ladder(
        "planned", (Step(WorkingHours(4), ("invitee",)), Step(WorkingDays(1, time(9, 30)), ("next",))), True
    )
    assert climb(ladder, london("2026-03-13 11:00")) == [london("2026-03-13 15:00"), london("2026-03-16 09:30")]


def test_late_rungs_collapse_to_the_last_of_them_and_are_never_in_the_past() -> None:
    now = london("2026-03-12 12:00")
    assert next_step(EMERGENCY, 0, OPENED, OPENED, None, now, OFFICE) == Next(now, 2)


def test_rungs_that_hang_on_a_due_time_are_passed_over_without_one() -> None:
    ladder = Ladder("mixed", (Step(AtDue(), ("owner",)), Step(ElapsedMinutes(60), ("chair",))), False)
    assert next_step(ladder, 0, OPENED, OPENED, None, OPENED, OFFICE) == Next(OPENED + timedelta(hours=1), 1)


def test_a_ladder_that_is_climbed_has_no_next_rung() -> None:
    assert next_step(EMERGENCY, 3, OPENED, OPENED, None, OPENED, OFFICE) is None


WAITS: list[Wait] = [
    ElapsedMinutes(5),
    ElapsedMinutes(5, since="previous"),
    WorkingHours(1.5),
    WorkingDays(1, time(9, 30)),
    WorkingDays(2, since="opened"),
    FractionToDue(0.5),
    AtDue(),
    OnDueDay(time(9)),
    AfterDue(3),
    AfterDue(1, time(14)),
]


def test_a_ladder_survives_being_stored() -> None:
    ladder = Ladder("all", tuple(Step(wait, ("a", "b"), urgent=True, label="x") for wait in WAITS), False)
    assert from_json(json.loads(json.dumps(to_json(ladder)))) == ladder


@pytest.mark.parametrize(
    "stored", [{}, {"name": "x", "working_hours_only": True, "steps": [{"after": {"kind": "?"}}]}]
)
def test_what_is_no_stored_ladder_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a stored ladder"):
        from_json(stored)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WAITS), st.booleans()), min_size=1, max_size=5),
    st.integers(0, 4),
    st.integers(0, 20_000),
    st.integers(0, 20_000),
    st.booleans(),
)
def test_the_next_rung_is_never_in_the_past_nor_before_its_turn(
    rungs: list[tuple[Wait, bool]], index: int, late: int, due_in: int, hours_only: bool
) -> None:
    ladder = Ladder("any", tuple(Step(wait, ("x",), urgent=urgent) for wait, urgent in rungs), hours_only)
    now, due = OPENED + timedelta(minutes=late), OPENED + timedelta(minutes=due_in)
    found = next_step(ladder, index, OPENED, OPENED, due, now, OFFICE)
    if found is None:
        assert index >= len(rungs)
        return
    assert found.due_at >= now
    assert found.step_index >= index
    if hours_only and not ladder.steps[found.step_index].urgent:
        assert OFFICE.is_open(found.due_at)
