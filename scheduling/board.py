"""Every candidate's startable cells as big integers, ready to be combined: built once, asked often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduling.availability import Grid, Intervals, any_of, lowest_cell
from scheduling.seating import SeatDemand

_STRETCH = 2_016
"""Cells searched together: a week of five minutes. What is later than the answer is then left alone."""

_WITHIN = (1 << _STRETCH) - 1


@dataclass(frozen=True, slots=True)
class Kept:
    """Everybody's cells of one grid and duration by candidate id, as little-endian bytes; `maybe` only where any."""

    free: Mapping[str, bytes]
    maybe: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Spare:
    """For one seat, the cells that suit all the others and at which someone, and more than one, of its people is
    free: with these kept, a decline costs three operations however many candidates there are."""

    someone: int
    several: int

    def earliest_without(self, declined: int) -> int:
        """The first cell when the person with this mask is out; -1 if none. After a second decline, keep anew."""
        return lowest_cell(self.several | self.someone & ~declined)


@dataclass(frozen=True, slots=True)
class Board:
    """For each seat and candidate, in the demands' order: cells that are free, and cells that may be (unknown)."""

    grid: Grid
    demands: tuple[SeatDemand, ...]
    duration: timedelta
    free: tuple[tuple[int, ...], ...]
    maybe: tuple[tuple[int, ...], ...]
    required: tuple[int, ...] = field(init=False)
    """The places of the required seats among the demands."""
    _stretches: list[tuple[tuple[int, ...], ...]] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        required = tuple(place for place, demand in enumerate(self.demands) if demand.required)
        object.__setattr__(self, "required", required)

    def earliest(self) -> int:
        """The first cell at which somebody is free for every required seat; -1 if none. One person may be counted
        twice, which `planner.plan` settles exactly."""
        # Each stretch is cut out when it is first reached.
        for nth, first in enumerate(range(0, self.grid.cells, _STRETCH)):
            if nth == len(self._stretches):
                self._stretches.append(tuple(_cut(self.free[place], first) for place in self.required))
            cell = earliest_common(self._stretches[nth])
            if cell >= 0:
                return first + cell
        return -1

    def spare(self, place: int) -> Spare:
        """What to keep in case one candidate of this required seat declines, who is a candidate for no other."""
        now = self.earliest()
        # With fewer people nothing can be earlier than it is now, so what lies before needs no second look.
        cells = (1 << self.grid.cells) - (1 << now) if now >= 0 else 0
        for other in self.required:
            if other != place:
                cells &= any_of(self.free[other])
        people: dict[str, int] = {}
        for candidate, mask in zip(self.demands[place].candidates, self.free[place], strict=True):
            people[candidate.id] = people.get(candidate.id, 0) | mask
        someone = several = 0
        for mask in people.values():
            several |= someone & mask
            someone |= mask
        return Spare(cells & someone, cells & several)

    def somebody(self, place: int) -> int:
        """The cells at which someone for this seat is free or may be."""
        return any_of(self.free[place]) | any_of(self.maybe[place])

    def kept(self) -> Kept:
        """What to keep for `from_kept`, so that nobody's calendar is read again."""
        free: dict[str, bytes] = {}
        maybe: dict[str, bytes] = {}
        for place, demand in enumerate(self.demands):
            for index, candidate in enumerate(demand.candidates):
                free[candidate.id] = _to_bytes(self.free[place][index])
                if self.maybe[place][index]:
                    maybe[candidate.id] = _to_bytes(self.maybe[place][index])
        return Kept(free, maybe)

    def changes(self) -> int:
        """The cells at which somebody's availability differs from the cell before."""
        found = 1
        for masks in (*self.free, *self.maybe):
            for mask in masks:
                found |= mask ^ (mask << 1)
        return found & ((1 << self.grid.cells) - 1)


def prepare(
    demands: Sequence[SeatDemand], earliest: datetime, deadline: datetime, duration: timedelta, step: timedelta
) -> Board:
    """The board of a window: meetings start on multiples of `step`, not before `earliest`, and end by `deadline`."""
    grid = Grid.between(earliest, deadline, duration, step)
    return on_grid(demands, grid, duration)


def on_grid(demands: Sequence[SeatDemand], grid: Grid, duration: timedelta) -> Board:
    """The board of these demands on a grid."""
    # One person may be a candidate for many seats, and many people keep the same hours.
    known: dict[int, int] = {}
    perhaps: dict[tuple[int, int], int] = {}

    def cells(free: Intervals) -> int:
        if id(free) not in known:
            known[id(free)] = grid.startable(free, duration)
        return known[id(free)]

    def unsure(free: Intervals, unknown: Intervals) -> int:
        both = id(free), id(unknown)
        if both not in perhaps:
            perhaps[both] = grid.startable(free.union(unknown), duration) & ~cells(free)
        return perhaps[both]

    free = tuple(tuple(cells(candidate.free) for candidate in demand.candidates) for demand in demands)
    maybe = tuple(
        tuple(unsure(each.free, each.unknown) if each.unknown.spans else 0 for each in demand.candidates)
        for demand in demands
    )
    return Board(grid, tuple(demands), duration, free, maybe)


def from_kept(demands: Sequence[SeatDemand], grid: Grid, duration: timedelta, kept: Kept) -> Board:
    """The board of what `Board.kept` gave for the same grid and duration; the candidates' intervals are not read.

    Who is free must not depend on the seat. Raises KeyError for a candidate of whom nothing is kept.
    """
    read, sure, perhaps = int.from_bytes, kept.free, kept.maybe
    free = [tuple([read(sure[candidate.id], "little") for candidate in demand.candidates]) for demand in demands]
    maybe = [
        tuple([read(perhaps.get(candidate.id, b""), "little") for candidate in demand.candidates])
        if perhaps
        else (0,) * len(demand.candidates)
        for demand in demands
    ]
    return Board(grid, tuple(demands), duration, tuple(free), tuple(maybe))


def earliest_common(seats: Sequence[Sequence[int]]) -> int:
    """The first cell that every seat has somebody for: OR within a seat, AND across seats; -1 if none."""
    common = -1
    for masks in seats:
        # Written out, since for a few people a call costs more than the work.
        anyone = 0
        for mask in masks:
            anyone |= mask
        common &= anyone
        if not common:
            return -1
    return lowest_cell(common)


def _cut(masks: tuple[int, ...], first: int) -> tuple[int, ...]:
    """The stretch of each mask that begins at this cell."""
    if first:
        masks = tuple([mask >> first for mask in masks])
    return tuple([mask & _WITHIN for mask in masks])


def _to_bytes(mask: int) -> bytes:
    return mask.to_bytes(-(-mask.bit_length() // 8), "little")
