"""The three sizes of the planner's goals, each made ready once and shared by P1 and P2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from benchmarks.plan.offices import DURATION, STEP, Question, question
from scheduling.board import Board, prepare
from scheduling.planner import SeatDemand, Slot, plan_on


@dataclass(frozen=True, slots=True)
class Sized:
    """A question, the same as demands with free intervals, its board prepared, and its answer."""

    question: Question
    demands: tuple[SeatDemand, ...]
    board: Board
    answer: Slot


# Seats, candidates a seat, working days, and how full the later diaries are.
_SHAPES: Mapping[str, tuple[int, int, int, float]] = {
    "S": (4, 3, 5, 0.3),
    "M": (10, 10, 10, 0.3),
    "L": (10, 100, 20, 0.5),
    "M, fuller diaries": (10, 10, 10, 0.4),
}
SIZES = ("S", "M", "L")
QUICK = SIZES[:2]
FULLER = "M, fuller diaries"
"""Where fewer times are left, a solver's own preparation leaves less to search: told, not judged."""


@cache
def sized(size: str) -> Sized:
    """S 12 people and 5 working days, M 100 and 10, L 1,000 and 20."""
    return made_ready(question(size, *_SHAPES[size]))


def made_ready(asked: Question) -> Sized:
    """A question with its board. Raises RuntimeError unless some time covers every seat."""
    demands = asked.demands()
    board = prepare(demands, asked.earliest, asked.deadline, DURATION, STEP)
    answer = plan_on(board).best
    if answer is None or answer.missing:
        raise RuntimeError(f"No time covers every seat at size {asked.size}.")
    return Sized(asked, demands, board, answer)


def minute_of(board: Board, cell: int) -> int | None:
    """The UTC minute at which a cell begins; None for -1."""
    return None if cell < 0 else board.grid.origin + cell * board.grid.step
