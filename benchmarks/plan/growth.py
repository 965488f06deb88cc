"""P4: how the time grows when every seat has twice the candidates."""

from __future__ import annotations

from itertools import pairwise

from benchmarks.figures import Figure, Json
from benchmarks.plan.offices import question
from benchmarks.plan.sizes import made_ready
from benchmarks.stopwatch import race, significant

_SEATS, _FEWEST, _DAYS, _LATER_FULL = 10, 10, 10, 0.3
_LINEAR, _AT_MOST = 2.0, 2.1
_TIMES = (
    "measured: the worst growth of Board.earliest() on a ready board when each of ten seats has twice the people, "
    "ten working days; baseline: growth in proportion"
)


def growth(doublings: int, rounds: int) -> Figure:
    """The figure P4."""
    people = [_SEATS * _FEWEST << n for n in range(doublings + 1)]
    boards = {
        str(count): made_ready(question("P4", _SEATS, count // _SEATS, _DAYS, _LATER_FULL)).board for count in people
    }
    timings = race({name: board.earliest for name, board in boards.items()}, rounds)
    grown = {f"{name} to {twice}": timings[twice].over(timings[name]) for name, twice in pairwise(timings)}
    by_size: dict[str, Json] = {
        name: {"earliest_us": timing.micros, "us_a_candidate": significant(timing.micros / int(name))}
        for name, timing in timings.items()
    }
    worst = max(grown.values())
    return Figure(
        times=_TIMES,
        unit="× at twice the candidates",
        measured=worst,
        baseline=_LINEAR,
        goal="≤ 2.1 ×",
        met=worst <= _AT_MOST,
        further={"growth": grown, "candidates": by_size},
    )
