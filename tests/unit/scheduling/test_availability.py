"""Free time as intervals and as masks, against sets of minutes."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scheduling.availability import Grid, Intervals, cells_by_count, instant, lowest_cell
from tests.unit.scheduling.office import utc

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)
MINUTE = timedelta(minutes=1)


def minutes(intervals: Intervals) -> set[int]:
    return {minute for start, end in intervals.spans for minute in range(start, end)}


@given(SPANS, SPANS)
def test_intervals_are_sets_of_minutes(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    a, b = Intervals.from_minutes(first), Intervals.from_minutes(second)
    assert minutes(a.union(b)) == minutes(a) | minutes(b)
    assert minutes(a.intersect(b)) == minutes(a) & minutes(b)
    assert minutes(a.minus(b)) == minutes(a) - minutes(b)
    assert minutes(a.clip(instant(10), instant(40))) == minutes(a) & set(range(10, 40))


@given(SPANS)
def test_they_stay_sorted_and_apart(spans: list[tuple[int, int]]) -> None:
    found = Intervals.from_minutes(spans).spans
    assert all(start < end for start, end in found)
    assert all(first[1] < second[0] for first, second in pairwise(found))


@given(SPANS, st.integers(0, 60), st.integers(1, 20))
def test_containing_a_time_means_every_minute_of_it(spans: list[tuple[int, int]], start: int, length: int) -> None:
    free = Intervals.from_minutes(spans)
    wanted = set(range(start, start + length))
    assert free.contains(instant(start), instant(start + length)) == (wanted <= minutes(free))


@given(SPANS, st.integers(0, 20), st.integers(1, 7), st.integers(1, 15), st.integers(0, 12))
def test_a_cell_is_startable_when_the_whole_meeting_fits(
    spans: list[tuple[int, int]], origin: int, step: int, length: int, cells: int
) -> None:
    grid, free = Grid(origin, step, cells), Intervals.from_minutes(spans)
    mask = grid.startable(free, length * MINUTE)
    for cell in range(cells + 3):
        start = grid.start_of(cell)
        fits = cell < cells and free.contains(start, start + length * MINUTE)
        assert bool(mask >> cell & 1) == fits


def test_free_time_is_rounded_inwards_and_busy_time_outwards() -> None:
    start, end = utc("2026-03-11 09:00:30"), utc("2026-03-11 10:00:30")
    assert Intervals.of((start, end)).pairs() == ((utc("2026-03-11 09:01"), utc("2026-03-11 10:00")),)
    assert Intervals.covering((start, end)).pairs() == ((utc("2026-03-11 09:00"), utc("2026-03-11 10:01")),)


@given(st.lists(st.integers(0, 255), max_size=6), st.integers(0, 255))
def test_the_bit_sliced_counter_counts(masks: list[int], within: int) -> None:
    counted = cells_by_count(masks, within)
    for cell in range(8):
        if within >> cell & 1:
            count = sum(mask >> cell & 1 for mask in masks)
            assert [bool(exactly >> cell & 1) for exactly in counted] == [n == count for n in range(len(masks) + 1)]
        else:
            assert not any(exactly >> cell & 1 for exactly in counted)


def test_the_lowest_cell_of_nothing_is_none() -> None:
    assert (lowest_cell(0), lowest_cell(1), lowest_cell(0b1000)) == (-1, 0, 3)
