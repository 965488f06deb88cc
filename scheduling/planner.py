"""When a meeting can decide, and with whom: exact, explained, and never an empty answer while anyone is free.

The objective. Of all times whose whole meeting lies between `earliest` and `deadline`, and of all ways to seat people
at each, the best has, in this order:

1. the fewest required seats that nobody fills;
2. the fewest required seats that rest on somebody whose calendar is not known;
3. the earliest start;
4. the most appropriate people in the required seats (the least sum of tiers);
5. the most advised seats filled, then filled by somebody known to be free, then by more appropriate people.

The policy's trade-off (`prefer_wait`): of the starts that are as good by 1 and 2, and at most that long after the
earliest of them, the one with the most appropriate people. It never buys people with an empty or unsure seat.

Nobody holds two seats unless either seat says that they may be shared. Starts are on multiples of `step` (UTC).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scheduling.availability import Grid, minute_floor, whole_minutes
from scheduling.board import Board, on_grid, prepare
from scheduling.reasons import Why
from scheduling.search import Choice, Search
from scheduling.seating import Candidate, SeatDemand
from scheduling.slots import Plan, Slot, Window, slot_of

__all__ = ["Candidate", "Plan", "SeatDemand", "Slot", "Why", "plan", "plan_on", "replan"]

_FIVE_MINUTES = timedelta(minutes=5)
_APART = timedelta(minutes=30)


def plan(
    demands: Sequence[SeatDemand],
    earliest: datetime,
    deadline: datetime,
    duration: timedelta,
    step: timedelta = _FIVE_MINUTES,
    prefer_wait: timedelta = timedelta(0),
    alternatives: int = 5,
    beyond: datetime | None = None,
) -> Plan:
    """The best time whose whole meeting lies between `earliest` and `deadline`, and up to `alternatives` others.

    `prefer_wait`: how much later it may be for more appropriate people ("wait up to 2 h for the caseload holder").
    `beyond`: where no time fills every required seat before the deadline, the last alternative is the best time that
    does, over by then (`Slot.late`; never the best). The candidates' time must be known until then.
    """
    return plan_on(prepare(demands, earliest, deadline, duration, step), prefer_wait, alternatives, beyond)


def plan_on(
    board: Board, prefer_wait: timedelta = timedelta(0), alternatives: int = 5, beyond: datetime | None = None
) -> Plan:
    """As `plan`, on a board that was prepared before."""
    search = Search(board)
    allowed = search.anybody()
    first = search.best(allowed)
    if first is None:
        return _nobody_in_time(search, beyond, alternatives)
    best = search.worth_waiting_for(first, allowed, prefer_wait)
    window = Window(board, _later(board, beyond, best))
    slot = slot_of(board, best, Why.WAITED if best.cell > first.cell else Why.EARLIEST, window, first)
    return Plan(slot, _others(search, best, window, alternatives))


def replan(
    previous: Slot,
    demands: Sequence[SeatDemand],
    earliest: datetime,
    deadline: datetime,
    duration: timedelta,
    step: timedelta = _FIVE_MINUTES,
    alternatives: int = 5,
    beyond: datetime | None = None,
) -> Plan:
    """Plan again after a decline, a new busy time or a moved deadline, changing as little as it can.

    The time stays unless it no longer lies in the window or another fills more required seats. At the same time,
    as many people stay as can, even if their calendars are not known; at a new time (the earliest), those who stay
    are preferred to more appropriate ones. Required seats go before advised ones.
    """
    board = prepare(demands, earliest, deadline, duration, step)
    search = Search(board, previous.seats)
    moved = search.best(search.anybody())
    if earliest <= previous.start and previous.start + duration <= deadline:
        here = on_grid(demands, Grid(minute_floor(previous.start), 1, 1), duration)
        staying = Search(here, previous.seats, keep_people_first=True)
        kept = staying.best(staying.anybody())
        if kept is not None and (moved is None or kept.shortfall[0] <= moved.shortfall[0]):
            window = Window(board, _later(board, beyond, kept))
            # Where the kept time stands among the cells, for what is sooner and what is near: it may be off the grid.
            cell = (minute_floor(previous.start) - board.grid.origin) // board.grid.step
            others = _others(search, replace(kept, cell=cell), window, alternatives)
            return Plan(slot_of(here, kept, Why.SAME_TIME, window), others)
    if moved is None:
        return _nobody_in_time(search, beyond, alternatives)
    window = Window(board, _later(board, beyond, moved))
    return Plan(slot_of(board, moved, Why.EARLIEST, window), _others(search, moved, window, alternatives))


def _others(search: Search, best: Choice, window: Window, wanted: int) -> tuple[Slot, ...]:
    """One sooner though worse, one with better people, then the next best; last, if it is needed, one too late."""
    late = _late(search, window, best) if wanted > 0 else ()
    found = _in_time(search, best, wanted - len(late))
    return (*(slot_of(search.board, choice, why, window, best) for choice, why in found), *late)


def _in_time(search: Search, best: Choice, wanted: int) -> list[tuple[Choice, Why]]:
    """Other times before the deadline, half an hour apart; the next best ones spread over the time there is, as long
    as that costs no seat: five times in one afternoon are hardly a choice.
    """
    apart = max(1, min(_APART, search.board.duration) // timedelta(minutes=search.board.grid.step))
    found: list[tuple[Choice, Why]] = []
    allowed = search.anybody() & ~_around(best.cell, apart)
    sooner = search.best(allowed & ((1 << max(0, best.cell)) - 1))
    if sooner is not None:
        found.append((sooner, Why.SOONER))
        allowed &= ~_around(sooner.cell, apart)
    better = search.better_people(best, allowed)
    if better is not None:
        found.append((better, Why.BETTER_PEOPLE))
        allowed &= ~_around(better.cell, apart)
    spread = _Spread(search, allowed, [best.cell, *(choice.cell for choice, _ in found)], apart)
    next_best = sorted(spread.take(max(0, wanted - len(found))), key=lambda choice: choice.cell)
    return [*found, *((choice, Why.NEXT_BEST) for choice in next_best)][: max(0, wanted)]


class _Spread:
    """The next best times, far apart while that costs no seat, and never nearer to one another than `apart`."""

    def __init__(self, search: Search, allowed: int, taken: list[int], apart: int) -> None:
        self._search, self._allowed, self._taken, self._apart = search, allowed, taken, apart

    def take(self, wanted: int) -> list[Choice]:
        """Up to so many of them."""
        found: list[Choice] = []
        distance = self._search.board.grid.cells // (2 * max(1, wanted))
        while len(found) < wanted and (near := self._search.best(self._allowed)) is not None:
            while (choice := self._at(distance)) is None or choice.shortfall > near.shortfall:
                # No nearer than the nearest that is allowed, which `near` itself is.
                distance = max(self._apart, distance // 2)
            found.append(choice)
            self._taken.append(choice.cell)
            self._allowed &= ~_around(choice.cell, self._apart)
        return found

    def _at(self, distance: int) -> Choice | None:
        cells = self._allowed
        for taken in self._taken:
            cells &= ~_around(taken, distance)
        return self._search.best(cells)


def _later(board: Board, beyond: datetime | None, best: Choice | None) -> Board | None:
    """The board of the starts that are too late, when a required seat stays empty before the deadline."""
    if beyond is None or (best is not None and not best.shortfall[0]):
        return None
    grid = board.grid
    origin = grid.origin + grid.cells * grid.step
    room = minute_floor(beyond) - whole_minutes(board.duration) - origin
    later = Grid(origin, grid.step, max(0, room // grid.step + 1))
    return on_grid(board.demands, later, board.duration)


def _late(search: Search, window: Window, best: Choice | None) -> tuple[Slot, ...]:
    """The best time after the deadline that fills every required seat, if there is one."""
    if window.later is None:
        return ()
    after = search.on(window.later)
    choice = after.best(after.complete())
    if choice is None or choice.shortfall[0]:
        return ()
    return (slot_of(window.later, choice, Why.AFTER_DEADLINE, window, best),)


def _nobody_in_time(search: Search, beyond: datetime | None, wanted: int) -> Plan:
    """No best time; only what comes after the deadline, if that was asked for."""
    late = _late(search, Window(search.board, _later(search.board, beyond, None)), None) if wanted > 0 else ()
    return Plan(None, late)


def _around(cell: int, apart: int) -> int:
    """The cells less than `apart` away from this one."""
    low = max(0, cell - apart + 1)
    return ((1 << max(0, cell + apart - low)) - 1) << low
