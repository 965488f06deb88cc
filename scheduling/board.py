"""Every candidate's startable cells as big integers, ready to be combined: built once, asked often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.availability import Grid, Intervals, any_of, lowest_cell
from scheduling.seating import SeatDemand


@dataclass(frozen=True, slots=True)
class Board:
    """For each seat and candidate, in the demands' order: cells that are free, and cells that may be (unknown)."""

    grid: Grid
    demands: tuple[SeatDemand, ...]
    duration: timedelta
    free: tuple[tuple[int, ...], ...]
    maybe: tuple[tuple[int, ...], ...]

    @property
    def required(self) -> tuple[int, ...]:
        """The places of the required seats among the demands."""
        return tuple(place for place, demand in enumerate(self.demands) if demand.required)

    def earliest(self) -> int:
        """The first cell at which somebody is free for every required seat; -1 if none. One person may be counted
        twice, which `planner.plan` settles exactly."""
        return earliest_common([self.free[place] for place in self.required])

    def others_free(self, seat: int) -> int:
        """The cells at which every other required seat has somebody: kept, so that a decline costs one OR."""
        cells = (1 << self.grid.cells) - 1
        for place in self.required:
            if place != seat:
                cells &= any_of(self.free[place])
        return cells

    def somebody(self, place: int) -> int:
        """The cells at which someone for this seat is free or may be."""
        return any_of(self.free[place]) | any_of(self.maybe[place])

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
    known: dict[int, int] = {}

    def cells(free: Intervals) -> int:
        if id(free) not in known:
            known[id(free)] = grid.startable(free, duration)
        return known[id(free)]

    free = tuple(tuple(cells(candidate.free) for candidate in demand.candidates) for demand in demands)
    maybe = tuple(
        tuple(
            grid.startable(candidate.free.union(candidate.unknown), duration) & ~cells(candidate.free)
            if candidate.unknown
            else 0
            for candidate in demand.candidates
        )
        for demand in demands
    )
    return Board(grid, tuple(demands), duration, free, maybe)


def earliest_common(seats: Sequence[Sequence[int]]) -> int:
    """The first cell that every seat has somebody for: OR within a seat, AND across seats; -1 if none."""
    common = -1
    for masks in seats:
        anyone = 0
        for mask in masks:
            anyone |= mask
        common &= anyone
        if not common:
            return -1
    return lowest_cell(common)


def earliest_after_decline(others_free: int, remaining: Sequence[int]) -> int:
    """The first cell for the seat's remaining candidates, with `Board.others_free` kept from before; -1 if none."""
    anyone = 0
    for mask in remaining:
        anyone |= mask
    return lowest_cell(others_free & anyone)
