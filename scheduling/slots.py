"""What a plan offers: times with their people, and what is to be known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduling.availability import lowest_cell, whole_minutes
from scheduling.board import Board
from scheduling.reasons import Grounds, Why, explain
from scheduling.search import Choice


@dataclass(frozen=True, slots=True)
class Slot:
    """A time (UTC) with its people, as candidate ids by seat; seats in `unknown` rest on a calendar not known.

    `first_times`: for each missing required seat when somebody first could, None if never within what was asked, and
    `start` if that somebody is needed in another seat. `better`, `worse`: required seats whose people are more, or
    less, appropriate than at the time it is compared with: the earliest for one that waited, else the best.
    `late`: it ends after the deadline.
    """

    start: datetime
    end: datetime
    seats: Mapping[str, str]
    missing: tuple[str, ...]
    advised_missing: tuple[str, ...]
    tiers: Mapping[str, int]
    reason: str
    unknown: tuple[str, ...] = ()
    why: Why = Why.EARLIEST
    first_times: Mapping[str, datetime | None] = field(default_factory=dict)
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The best time, or None if nobody can come at all in the window, and other times worth offering."""

    best: Slot | None
    alternatives: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """What slots are told against: the board of the times before the deadline and, where asked for, of later ones."""

    board: Board
    later: Board | None = None

    @property
    def too_late(self) -> datetime:
        """The first start of the grid whose meeting would end after the deadline."""
        return self.board.grid.start_of(self.board.grid.cells)

    def first_time(self, place: int) -> datetime | None:
        """When somebody could first fill this seat; after the deadline only when nobody can before."""
        for board in (self.board, self.later):
            cells = board.somebody(place) if board is not None else 0
            if board is not None and cells:
                return board.grid.start_of(lowest_cell(cells))
        return None


def slot_of(board: Board, choice: Choice, why: Why, window: Window, against: Choice | None = None) -> Slot:
    """A choice on a board as it is offered; `against` is the choice it is compared with."""
    people, start = choice.seating.people, board.grid.start_of(choice.cell)
    end = start + timedelta(minutes=whole_minutes(board.duration))
    tiers = _tiers(board, choice)
    unknown = _unknown(board, choice)
    empty = [(place, demand) for place, demand in enumerate(board.demands) if demand.seat not in people]
    firsts = {
        demand.seat: start if board.somebody(place) >> choice.cell & 1 else window.first_time(place)
        for place, demand in empty
        if demand.required
    }
    before = _tiers(board, against) if against is not None else {}
    required = [demand.seat for demand in board.demands if demand.required and {demand.seat} <= tiers.keys() & before]
    better = tuple(seat for seat in required if tiers[seat] < before[seat])
    worse = tuple(seat for seat in required if tiers[seat] > before[seat])
    return Slot(
        start=start,
        end=end,
        seats=dict(people),
        missing=tuple(firsts),
        advised_missing=tuple(demand.seat for _, demand in empty if not demand.required),
        tiers=tiers,
        reason=explain(why, Grounds(start, window.too_late, firsts, unknown, better, worse)),
        unknown=unknown,
        why=why,
        first_times=firsts,
        better=better,
        worse=worse,
        late=why is Why.AFTER_DEADLINE,
    )


def _tiers(board: Board, choice: Choice) -> dict[str, int]:
    """The tier of whoever fills each seat."""
    people = choice.seating.people
    return {
        demand.seat: next(each.tier for each in demand.candidates if each.id == people[demand.seat])
        for demand in board.demands
        if demand.seat in people
    }


def _unknown(board: Board, choice: Choice) -> tuple[str, ...]:
    """The seats whose person is not known to be free."""
    people = choice.seating.people
    return tuple(
        demand.seat
        for demand, masks in zip(board.demands, board.free, strict=True)
        if demand.seat in people
        and not any(
            mask >> choice.cell & 1 and each.id == people[demand.seat]
            for each, mask in zip(demand.candidates, masks, strict=True)
        )
    )
