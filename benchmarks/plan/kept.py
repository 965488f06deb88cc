"""P2: from masks kept as bytes to the answer, and the answer again after somebody declines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.figures import Figure, Json
from benchmarks.plan.offices import DURATION, STEP
from benchmarks.plan.sizes import Sized, sized
from benchmarks.stopwatch import Timing, race
from scheduling.board import Spare, earliest_common, from_kept, prepare
from scheduling.planner import plan_on

_AT_MOST = {"M": 100.0, "L": 2_000.0}
_SHARE = 0.12
_JUDGED_FOR_SHARE = frozenset({"M", "L"})
_TIMES = (
    "measured: masks kept as bytes (one a person) read back into a board, then Board.earliest(); baseline: the same "
    "from free intervals; both at size M"
)
_KEYS: Mapping[str, str] = {
    "kept_to_earliest_us": "from_kept(...).earliest(): bytes to board to the earliest start",
    "kept_to_full_plan_us": "plan_on(from_kept(...)): also who sits, the reasons and up to five alternatives",
    "intervals_to_earliest_us": "prepare(...).earliest(): free intervals to board to the earliest start",
    "earliest_us": "Board.earliest() on a ready board",
    "after_decline_us": "Spare.earliest_without(mask), with Board.spare(seat) kept: averaged over each seat's person",
    "keeping_us": "Board.spare(seat), done ahead: keeping what one decline needs, averaged over the seats",
    "decline_share": "after_decline_us over earliest_us; judged at M and L: at S both are a few function calls",
}

Decline = tuple[Spare, int, int]
"""What was kept for the seat, which of its candidates declines, and their mask."""


def kept(sizes: Sequence[str], rounds: int) -> Figure:
    """The figure P2. Raises RuntimeError when a short way gives another answer than the long one."""
    timings = {size: _raced(sized(size), rounds) for size in sizes}
    shares = {size: found["after_decline_us"].over(found["earliest_us"]) for size, found in timings.items()}
    middle = timings["M"]
    return Figure(
        times=_TIMES,
        unit="µs of CPU, median",
        measured=middle["kept_to_earliest_us"].micros,
        baseline=middle["intervals_to_earliest_us"].micros,
        goal="M ≤ 100 µs, L ≤ 2 ms; after a decline ≤ 0.12 × a plan on ready masks",
        met=all(found["kept_to_earliest_us"].micros <= _AT_MOST.get(size, 100.0) for size, found in timings.items())
        and all(shares[size] <= _SHARE for size in _JUDGED_FOR_SHARE & shares.keys()),
        further={
            "measured_wall": middle["kept_to_earliest_us"].wall_micros,
            "baseline_wall": middle["intervals_to_earliest_us"].wall_micros,
            "keys": _KEYS,
            **{size: _size(found, shares[size]) for size, found in timings.items()},
        },
    )


def _raced(one: Sized, rounds: int) -> dict[str, Timing]:
    asked, board, demands = one.question, one.board, one.demands
    stored, grid, declines = board.kept(), board.grid, _declines(one)
    _check(one, declines)

    def all_declines() -> None:
        for spare, _, mask in declines:
            spare.earliest_without(mask)

    def all_kept() -> None:
        for place in board.required:
            board.spare(place)

    timings = race(
        {
            "kept_to_earliest_us": lambda: from_kept(demands, grid, DURATION, stored).earliest(),
            "kept_to_full_plan_us": lambda: plan_on(from_kept(demands, grid, DURATION, stored)),
            "intervals_to_earliest_us": lambda: prepare(
                demands, asked.earliest, asked.deadline, DURATION, STEP
            ).earliest(),
            "earliest_us": board.earliest,
            "after_decline_us": all_declines,
            "keeping_us": all_kept,
        },
        rounds,
    )
    for every_seat in ("after_decline_us", "keeping_us"):
        timings[every_seat] = timings[every_seat].shared_by(len(declines))
    return timings


def _declines(one: Sized) -> list[Decline]:
    found = []
    for place, demand in enumerate(one.demands):
        seated = one.answer.seats[demand.seat]
        gone = next(n for n, person in enumerate(demand.candidates) if person.id == seated)
        found.append((one.board.spare(place), gone, one.board.free[place][gone]))
    return found


def _check(one: Sized, declines: list[Decline]) -> None:
    board = one.board
    if from_kept(one.demands, board.grid, DURATION, board.kept()) != board:
        raise RuntimeError(f"At size {one.question.size} what was kept does not make the same board.")
    for place, (spare, gone, mask) in enumerate(declines):
        left = board.free[place][:gone] + board.free[place][gone + 1 :]
        anew = earliest_common([*board.free[:place], left, *board.free[place + 1 :]])
        if spare.earliest_without(mask) != anew:
            raise RuntimeError(f"At size {one.question.size} a decline in seat {place} is answered wrongly.")


def _size(timings: Mapping[str, Timing], share: float) -> Json:
    return {**{key: timing.micros for key, timing in timings.items()}, "decline_share": share}
