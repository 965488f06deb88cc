"""A board of kept masks is the board that was kept, and the short ways give what the long way gives."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.availability import Grid, Intervals
from scheduling.board import Board, from_kept, on_grid, prepare
from scheduling.seating import Candidate, SeatDemand
from tests.unit.scheduling.office import utc
from tests.unit.scheduling.test_planner_properties import QUARTER, cases, relaxed

Case = tuple[list[SeatDemand], datetime, datetime, timedelta]


def on_board(case: Case) -> Board:
    demands, earliest, deadline, duration = case
    return prepare(demands, earliest, deadline, duration, QUARTER)


@relaxed
@given(cases())
def test_what_was_kept_makes_the_same_board(case: Case) -> None:
    board = on_board(case)
    again = from_kept(board.demands, board.grid, board.duration, board.kept())
    assert (again.free, again.maybe) == (board.free, board.maybe)
    assert again.earliest() == board.earliest()


@relaxed
@given(cases())
def test_after_a_decline_what_was_kept_gives_what_a_new_board_gives(case: Case) -> None:
    board = on_board(case)
    for place in board.required:
        demand = board.demands[place]
        spare = board.spare(place)
        for gone, declined in enumerate(board.free[place]):
            fewer = list(board.demands)
            fewer[place] = SeatDemand(demand.seat, True, demand.candidates[:gone] + demand.candidates[gone + 1 :])
            assert spare.earliest_without(declined) == on_grid(fewer, board.grid, board.duration).earliest()


@given(st.lists(st.lists(st.integers(0, 6_000), max_size=3), min_size=1, max_size=3))
def test_the_earliest_is_found_in_whichever_week_it_lies(cells: list[list[int]]) -> None:
    hours = [[Intervals(((5 * cell, 5 * cell + 5),)) for cell in seat] for seat in cells]
    demands = [
        SeatDemand(f"seat_{n}", True, tuple(Candidate(f"{n} {m}", 0, free) for m, free in enumerate(seat)))
        for n, seat in enumerate(hours)
    ]
    board = on_grid(demands, Grid(0, 5, 6_000), timedelta(minutes=5))
    common = set.intersection(*(set(seat) for seat in cells)) & set(range(6_000))
    expected = min(common, default=-1)
    assert (board.earliest(), board.earliest()) == (expected, expected)


def test_somebody_of_whom_nothing_is_kept_is_not_taken_for_busy() -> None:
    board = prepare([], utc("2026-03-11 09:00"), utc("2026-03-11 12:00"), timedelta(hours=1), QUARTER)
    stranger = SeatDemand("police", True, (Candidate("ann", 0, Intervals()),))
    with pytest.raises(KeyError):
        from_kept([stranger], board.grid, board.duration, board.kept())
