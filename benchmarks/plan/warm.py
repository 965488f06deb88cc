"""P1: the earliest time that covers every seat, on masks that are ready, against three other ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.figures import Figure, Json
from benchmarks.plan.cp_sat import CpSat
from benchmarks.plan.naive_datetimes import NaiveDatetimes
from benchmarks.plan.offices import DURATION, STEP
from benchmarks.plan.python_loop import PythonLoop
from benchmarks.plan.sizes import FULLER, Sized, minute_of, sized
from benchmarks.stopwatch import Timing, race
from scheduling.availability import minute_floor
from scheduling.planner import plan, plan_on

_AT_MOST = {"S": 5.0, "M": 20.0, "L": 200.0}
_NAIVE, _CP_SAT = 1_000, 5_000
_TIMES = (
    "measured: Board.earliest(), the first start at which somebody is free for every required seat, on a board whose "
    "masks (one integer a person and week) are ready; baseline: aware datetimes, naive loop, diaries in memory; both "
    "at size M"
)
_KEYS: Mapping[str, str] = {
    "earliest_us": "Board.earliest() on a ready board",
    "full_plan_us": "plan_on(board): also who sits, the reasons and up to five alternatives",
    "from_intervals_us": "plan(demands): the masks made from free intervals too, as the application asks",
    "python_loop_us": "integer minutes, sorted busy lists in memory, leaping from clash to clash",
    "naive_datetimes_us": "aware datetimes in memory, every start, every seat, whole diaries",
    "cp_sat_us": "OR-tools CP-SAT, one worker: model built and solved to proven optimality",
}


def warm(sizes: Sequence[str], rounds: int) -> Figure:
    """The figure P1. Raises RuntimeError when two ways of answering disagree."""
    timings = {size: _raced(sized(size), rounds) for size in (*sizes, FULLER)}
    ours, naive, cp_sat = (timings["M"][key] for key in ("earliest_us", "naive_datetimes_us", "cp_sat_us"))
    fast = all(timings[size]["earliest_us"].micros <= _AT_MOST[size] for size in sizes)
    return Figure(
        times=_TIMES,
        unit="µs of CPU, median",
        measured=ours.micros,
        baseline=naive.micros,
        goal="S ≤ 5, M ≤ 20, L ≤ 200 µs; at M ≥ 1,000 × naive and ≥ 5,000 × CP-SAT",
        met=fast and naive.over(ours) >= _NAIVE and cp_sat.over(ours) >= _CP_SAT,
        further={
            "measured_wall": ours.wall_micros,
            "baseline_wall": naive.wall_micros,
            "keys": _KEYS,
            **{size: _size(sized(size), each) for size, each in timings.items()},
        },
    )


def agreed_start(one: Sized) -> int:
    """The UTC minute that all competitors find. Raises RuntimeError when they do not find the same."""
    asked, board = one.question, one.board
    found = {
        "earliest": minute_of(board, board.earliest()),
        "plan": minute_floor(one.answer.start),
        "python loop": PythonLoop(asked).earliest(),
        "naive datetimes": NaiveDatetimes(asked).earliest(),
        "CP-SAT": CpSat(asked).earliest(),
    }
    answers = set(found.values())
    start = found["plan"]
    if len(answers) != 1 or start is None:
        raise RuntimeError(f"At size {asked.size} the competitors disagree: {found}")
    return start


def _raced(one: Sized, rounds: int) -> dict[str, Timing]:
    agreed_start(one)
    asked, board = one.question, one.board
    return race(
        {
            "earliest_us": board.earliest,
            "full_plan_us": lambda: plan_on(board),
            "from_intervals_us": lambda: plan(one.demands, asked.earliest, asked.deadline, DURATION, STEP),
            "python_loop_us": PythonLoop(asked).earliest,
            "naive_datetimes_us": NaiveDatetimes(asked).earliest,
            "cp_sat_us": CpSat(asked).earliest,
        },
        rounds,
    )


def _size(one: Sized, timings: Mapping[str, Timing]) -> Json:
    ours = timings["earliest_us"]
    return {
        "people": one.question.people,
        "seats": len(one.question.seats),
        "working_days": one.question.days,
        "busy_intervals": one.question.busy,
        "cells": one.board.grid.cells,
        "start": one.answer.start.isoformat(),
        **{key: timing.micros for key, timing in timings.items()},
        "loop_ratio": timings["python_loop_us"].over(ours),
        "naive_ratio": timings["naive_datetimes_us"].over(ours),
        "cp_sat_ratio": timings["cp_sat_us"].over(ours),
        "rounds": {key: len(timing.cpu) for key, timing in timings.items()},
    }
