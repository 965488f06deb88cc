"""The planner against an independent search of everything, on cases made to be awkward."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.availability import Intervals
from scheduling.planner import Candidate, Plan, SeatDemand, Slot, plan
from tests.unit.scheduling.brute_force import best_by_trying_everything
from tests.unit.scheduling.office import utc

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
PEOPLE = ("ann", "bob", "cal", "dee")
# Ordinary days, and the nights on which the clocks change.
MORNINGS = st.sampled_from([utc("2026-03-11 08:00"), utc("2026-03-29 00:00"), utc("2026-10-25 00:00")])
relaxed = settings(max_examples=90, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def times(draw: st.DrawFn, morning: datetime) -> Intervals:
    """Up to three spells of free time that start and end off the grid."""
    starts = draw(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 120)), max_size=3))
    return Intervals.of(
        *((morning + timedelta(minutes=at), morning + timedelta(minutes=at + length)) for at, length in starts)
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[SeatDemand], datetime, datetime, timedelta]:
    morning = draw(MORNINGS)
    free = {person: draw(times(morning)) for person in PEOPLE}
    unknown = {person: draw(times(morning)) if draw(st.booleans()) else Intervals() for person in PEOPLE}
    seats = ["police", "health", "social_worker", "gp"][: draw(st.integers(1, 4))]
    demands = []
    for seat in seats:
        names = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3))
        people = tuple(Candidate(name, draw(st.integers(0, 2)), free[name], unknown[name]) for name in names)
        share = frozenset(draw(st.lists(st.sampled_from(seats), max_size=2)))
        demands.append(SeatDemand(seat, draw(st.sampled_from([True, True, False])), people, share))
    earliest = morning + timedelta(minutes=draw(st.integers(0, 60)), seconds=draw(st.sampled_from([0, 0, 30])))
    deadline = earliest + timedelta(minutes=draw(st.integers(0, 240)))
    return demands, earliest, deadline, timedelta(minutes=draw(st.sampled_from([15, 25, 60])))


def cost_of(demands: Sequence[SeatDemand], slot: Slot) -> tuple[int, ...]:
    required = {demand.seat for demand in demands if demand.required}
    totals = []
    for seats, missing in ((required, slot.missing), (slot.tiers.keys() - required, slot.advised_missing)):
        unknown = sum(seat in seats for seat in slot.unknown)
        totals += [len(missing), unknown, sum(tier for seat, tier in slot.tiers.items() if seat in seats)]
    return tuple(totals)


@relaxed
@given(cases())
def test_the_best_slot_is_the_one_that_trying_everything_finds(
    case: tuple[list[SeatDemand], datetime, datetime, timedelta],
) -> None:
    demands, earliest, deadline, duration = case
    found = plan(demands, earliest, deadline, duration, step=QUARTER).best
    expected = best_by_trying_everything(demands, earliest, deadline, duration, QUARTER)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.start, cost_of(demands, found)) == expected


@relaxed
@given(cases())
def test_every_slot_offered_is_true(case: tuple[list[SeatDemand], datetime, datetime, timedelta]) -> None:
    demands, earliest, deadline, duration = case
    offered: Plan = plan(demands, earliest, deadline, duration, step=QUARTER)
    slots = [offered.best, *offered.alternatives] if offered.best else []
    assert len({slot.start for slot in slots if slot}) == len(slots) <= 6
    for slot in slots:
        assert slot is not None
        assert slot.reason
        assert earliest <= slot.start
        assert slot.start + duration == slot.end <= deadline
        assert set(slot.seats) | set(slot.missing) | set(slot.advised_missing) == {d.seat for d in demands}
        people = {(d.seat, c.id): c for d in demands for c in d.candidates}
        for seat, name in slot.seats.items():
            person = people[seat, name]
            assert person.free.contains(slot.start, slot.end) == (seat not in slot.unknown)
            assert person.free.union(person.unknown).contains(slot.start, slot.end)


@relaxed
@given(cases(), st.integers(0, 8))
def test_waiting_only_ever_buys_more_appropriate_people(
    case: tuple[list[SeatDemand], datetime, datetime, timedelta], quarters: int
) -> None:
    demands, earliest, deadline, duration = case
    at_once = plan(demands, earliest, deadline, duration, step=QUARTER).best
    patient = plan(demands, earliest, deadline, duration, step=QUARTER, prefer_wait=quarters * QUARTER).best
    if at_once is None or patient is None or patient.start == at_once.start:
        assert patient == at_once
        return
    assert at_once.start < patient.start <= at_once.start + quarters * QUARTER
    before, after = cost_of(demands, at_once), cost_of(demands, patient)
    assert before[:2] == after[:2]
    assert after[2] < before[2]
