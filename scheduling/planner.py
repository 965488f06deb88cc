"""When a meeting can decide, and with whom: exact, explained, and never an empty answer while anyone is free.

The objective, in this order: required seats covered (by someone known to be free, then by someone whose calendar
is not known), before the deadline, earliest, most appropriate people, most advised seats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.availability import Grid, lowest_cell, minute_floor, whole_minutes
from scheduling.board import Board, on_grid, prepare
from scheduling.reasons import explain
from scheduling.search import Choice, Search
from scheduling.seating import Candidate, SeatDemand

__all__ = ["Candidate", "Plan", "SeatDemand", "Slot", "plan", "plan_on", "replan"]

_FIVE_MINUTES = timedelta(minutes=5)
_APART = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time (UTC) with its people, as candidate ids by seat; seats in `unknown` rest on a calendar not known."""

    start: datetime
    end: datetime
    seats: Mapping[str, str]
    missing: tuple[str, ...]
    advised_missing: tuple[str, ...]
    tiers: Mapping[str, int]
    reason: str
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The best time, or None if nobody can come at all in the window, and other times worth offering."""

    best: Slot | None
    alternatives: tuple[Slot, ...] = ()


def plan(
    demands: Sequence[SeatDemand],
    earliest: datetime,
    deadline: datetime,
    duration: timedelta,
    step: timedelta = _FIVE_MINUTES,
    prefer_wait: timedelta = timedelta(0),
    alternatives: int = 5,
) -> Plan:
    """The best time whose whole meeting lies between `earliest` and `deadline`, and up to `alternatives` others.

    `prefer_wait`: how much later it may be for more appropriate people ("wait up to 2 h for the caseload holder").
    """
    return plan_on(prepare(demands, earliest, deadline, duration, step), prefer_wait, alternatives)


def plan_on(board: Board, prefer_wait: timedelta = timedelta(0), alternatives: int = 5) -> Plan:
    """As `plan`, on a board that was prepared before."""
    return _plan(Search(board), prefer_wait, alternatives)


def replan(
    previous: Slot,
    demands: Sequence[SeatDemand],
    earliest: datetime,
    deadline: datetime,
    duration: timedelta,
    step: timedelta = _FIVE_MINUTES,
    alternatives: int = 5,
) -> Plan:
    """Plan again after a decline, a new busy time or a moved deadline, changing as little as it can.

    The time stays unless another fills more required seats; then as many people stay as can.
    """
    moved = _plan(
        Search(prepare(demands, earliest, deadline, duration, step), previous.seats), timedelta(0), alternatives
    )
    if previous.start < earliest or previous.start + duration > deadline:
        return moved
    here = on_grid(demands, Grid(minute_floor(previous.start), 1, 1), duration)
    search = Search(here, previous.seats, keep_people_first=True)
    choice = search.best(search.anybody())
    if choice is None or (moved.best is not None and len(moved.best.missing) < choice.shortfall[0]):
        return moved
    slot = _slot(here, choice, "same time as before")
    others = tuple(other for other in (moved.best, *moved.alternatives) if other and other.start != slot.start)
    return Plan(slot, others[:alternatives])


def _plan(search: Search, prefer_wait: timedelta, alternatives: int) -> Plan:
    allowed = search.anybody()
    first = search.best(allowed)
    if first is None:
        return Plan(None)
    best = search.worth_waiting_for(first, allowed, prefer_wait)
    lead = "earliest time" if best is first else "waits for more appropriate people"
    others = _others(search, best, allowed, alternatives)
    return Plan(_slot(search.board, best, lead), tuple(_slot(search.board, choice, why) for choice, why in others))


def _others(search: Search, best: Choice, allowed: int, wanted: int) -> list[tuple[Choice, str]]:
    """Other times, half an hour apart: one sooner though worse, one with better people, then the next best."""
    apart = max(1, min(_APART, search.board.duration) // timedelta(minutes=search.board.grid.step))
    found: list[tuple[Choice, str]] = []
    allowed &= ~_around(best.cell, apart)
    sooner = search.best(allowed & ((1 << best.cell) - 1))
    if sooner is not None:
        found.append((sooner, "sooner"))
        allowed &= ~_around(sooner.cell, apart)
    better = search.better_people(best, allowed)
    if better is not None:
        found.append((better, "more appropriate people"))
        allowed &= ~_around(better.cell, apart)
    while len(found) < wanted:
        choice = search.best(allowed)
        if choice is None:
            break
        found.append((choice, "next best time"))
        allowed &= ~_around(choice.cell, apart)
    return found[: max(0, wanted)]


def _slot(board: Board, choice: Choice, lead: str) -> Slot:
    people, start = choice.seating.people, board.grid.start_of(choice.cell)
    tiers: dict[str, int] = {}
    unknown: list[str] = []
    for place, demand in enumerate(board.demands):
        for index, candidate in enumerate(demand.candidates):
            if people.get(demand.seat) == candidate.id and demand.seat not in tiers:
                tiers[demand.seat] = candidate.tier
                if not board.free[place][index] >> choice.cell & 1:
                    unknown.append(demand.seat)
    empty = [(place, demand) for place, demand in enumerate(board.demands) if demand.seat not in people]
    firsts = {demand.seat: _first_time(board, place, choice.cell) for place, demand in empty if demand.required}
    return Slot(
        start=start,
        end=start + timedelta(minutes=whole_minutes(board.duration)),
        seats=dict(people),
        missing=tuple(firsts),
        advised_missing=tuple(demand.seat for _, demand in empty if not demand.required),
        tiers=tiers,
        reason=explain(lead, start, firsts, unknown),
        unknown=tuple(unknown),
    )


def _first_time(board: Board, place: int, cell: int) -> datetime | None:
    """When somebody could first fill this seat: at `cell` itself, if they only sit elsewhere."""
    cells = board.somebody(place)
    if cells >> cell & 1:
        return board.grid.start_of(cell)
    return board.grid.start_of(lowest_cell(cells)) if cells else None


def _around(cell: int, apart: int) -> int:
    """The cells less than `apart` away from this one."""
    low = max(0, cell - apart + 1)
    return ((1 << (cell + apart - low)) - 1) << low
