"""What is known of somebody's time is put together minute by minute: the whole must agree with every minute of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scheduling.availability import Intervals
from scheduling.known_time import Sources, full, known_time

LAST = 40
SPANS = st.lists(st.tuples(st.integers(0, LAST), st.integers(0, LAST)), max_size=3)
TIME = SPANS.map(Intervals.from_minutes)


def has(time: Intervals, minute: int) -> bool:
    return any(start <= minute < end for start, end in time.spans)


@given(
    hours=TIME, rota=TIME, shifts=TIME, offered=TIME, away=TIME, busy=TIME, unsure=TIME, perhaps=TIME,
    certain=st.none() | TIME, guessed=st.booleans(), only_offered=st.booleans(),
)  # fmt: skip
def test_every_minute_is_judged_by_what_is_said_of_it(
    hours: Intervals, rota: Intervals, shifts: Intervals, offered: Intervals, away: Intervals, busy: Intervals,
    unsure: Intervals, perhaps: Intervals, certain: Intervals | None, guessed: bool, only_offered: bool,
) -> None:  # fmt: skip
    found = known_time(
        Sources(hours, guessed, rota, shifts, offered, only_offered, away, busy, unsure, certain, perhaps),
    )
    for minute in range(LAST):
        rostered = has(rota, minute)
        at_work = has(shifts, minute) or has(offered, minute) or (has(hours, minute) and not rostered)
        works = at_work or (has(perhaps, minute) and not rostered)
        taken = has(away, minute) or has(busy, minute)
        vouched = has(offered, minute) or (
            (certain is None or has(certain, minute))
            and (not guessed or rostered)
            and not (only_offered and bool(offered))
        )
        free = at_work and not taken and vouched and not has(unsure, minute)
        assert has(found.free, minute) is free
        assert has(found.unknown, minute) is (works and not taken and not free)


@given(calls=SPANS, at_once=st.integers(0, 3), members=st.lists(TIME, max_size=4))
def test_a_desk_is_full_when_as_many_meetings_overlap_as_it_can_take(
    calls: list[tuple[int, int]], at_once: int, members: list[Intervals]
) -> None:
    wanted = [(start, end) for start, end in calls if start < end]
    found = full(wanted, at_once, members)
    for minute in range(LAST):
        load = sum(start <= minute < end for start, end in wanted)
        takes = at_once or max(1, sum(has(each, minute) for each in members))
        assert has(found, minute) is (load >= takes)


def test_a_shift_counts_though_the_weekly_hours_say_off_and_nothing_else_does_within_the_rota() -> None:
    rostered = Sources(
        hours=Intervals.from_minutes([(0, 20)]),
        rota_covers=Intervals.from_minutes([(10, 40)]),
        shifts=Intervals.from_minutes([(30, 35)]),
    )
    assert known_time(rostered).free.spans == ((0, 10), (30, 35))
