"""The exact search for a meeting's time over a board of masks: fewest seats short, then earliest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from scheduling.availability import any_of, cells_by_count, lowest_cell
from scheduling.board import Board
from scheduling.seating import Candidate, Cost, Option, SeatDemand, Seating, seat_people
from scheduling.shortage import Shortfall, by_shortfall, rivals

_TRIES_FOR_BETTER_PEOPLE = 8
_TRIES_BEFORE_COUNTING_RIVALS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell of the grid and its best seating."""

    cell: int
    seating: Seating
    shortfall: Shortfall
    tiers: int

    @property
    def key(self) -> tuple[Shortfall, int]:
        """What is minimised first: the shortfall, then the time."""
        return self.shortfall, self.cell


class Search:
    """Answers questions about one board. With `previous` people, those who stay are preferred to better ones; with
    `keep_people_first`, also to people who are known to be free."""

    def __init__(
        self, board: Board, previous: Mapping[str, str] | None = None, keep_people_first: bool = False
    ) -> None:
        self.board = board
        self._previous = previous or {}
        self._keep_people_first = keep_people_first
        self._free = [any_of(masks) for masks in board.free]
        self._some = [free | any_of(maybe) for free, maybe in zip(self._free, board.maybe, strict=True)]
        self._share = {demand.seat: demand.may_share for demand in board.demands}
        self._order = [self._in_order(demand) for demand in board.demands]
        # Each seat that wants the same people can take one of them.
        self._enough = [1 + len(seats) for seats in rivals(board.demands)]
        self._changes = 0
        self._counts_rivals = False
        self._cells: list[tuple[Shortfall, int]] | None = None
        self._nobody = [Option(self._cost(demand, None, True), None) for demand in board.demands]
        self._seatings: dict[tuple[tuple[tuple[int, bool], ...], ...], Seating] = {}

    def on(self, board: Board) -> Search:
        """The same questions about another board of the same seats."""
        return Search(board, self._previous, self._keep_people_first)

    def anybody(self) -> int:
        """The cells at which anyone at all is free or may be."""
        return any_of(self._some)

    def best(self, allowed: int) -> Choice | None:
        """The first cell of least shortfall among `allowed`."""
        best: Choice | None = None
        worse_than_hoped = 0
        for bound, every in self._by_shortfall():
            if best is not None and best.shortfall < bound:
                break
            cells = every & allowed
            while cells and (best is None or (bound, lowest_cell(cells)) < best.key):
                choice = self.at(lowest_cell(cells))
                worse_than_hoped += choice.shortfall > bound
                if worse_than_hoped > _TRIES_BEFORE_COUNTING_RIVALS and not self._counts_rivals:
                    self._counts_rivals, self._cells = True, None
                    return self.best(allowed)
                if best is None or choice.key < best.key:
                    best = choice
                cells = self._after_run(cells, choice.cell)
        return best

    def worth_waiting_for(self, first: Choice, allowed: int, wait: timedelta) -> Choice:
        """The most appropriate people within `wait` after `first`, no worse in shortfall; else `first` itself."""
        last = first.cell + wait // timedelta(minutes=self.board.grid.step)
        best = first
        cells = allowed & ((2 << last) - 1) & (-2 << first.cell)
        while cells:
            choice = self.at(lowest_cell(cells))
            if choice.shortfall == first.shortfall and choice.tiers < best.tiers:
                best = choice
            cells = self._after_run(cells, choice.cell)
        return best

    def better_people(self, than: Choice, allowed: int) -> Choice | None:
        """A later time, no worse in shortfall, with more appropriate people in most of the required seats that it
        could have them in; None when a few tries find none."""
        tries = _TRIES_FOR_BETTER_PEOPLE
        better = [self._more_appropriate(place, than) for place in self.board.required]
        for cells in reversed(cells_by_count(better, allowed & (-1 << max(0, than.cell + 1)))[1:]):
            while cells and tries:
                choice = self.at(lowest_cell(cells))
                if choice.shortfall <= than.shortfall and choice.tiers < than.tiers:
                    return choice
                cells = self._after_run(cells, choice.cell)
                tries -= 1
        return None

    def _more_appropriate(self, place: int, than: Choice) -> int:
        """The cells at which somebody more appropriate than whoever fills this seat is free for it."""
        demand = self.board.demands[place]
        person = than.seating.people.get(demand.seat)
        tier = next((each.tier for each in demand.candidates if each.id == person), 0)
        masks = zip(self.board.free[place], demand.candidates, strict=True)
        return any_of(mask for mask, candidate in masks if candidate.tier < tier)

    def complete(self) -> int:
        """The cells at which every required seat has somebody, free or not known; one may be wanted twice."""
        cells = self.anybody()
        for place in self.board.required:
            cells &= self._some[place]
        return cells

    def at(self, cell: int) -> Choice:
        """The best seating of one cell."""
        key = tuple([self._shortlist(place, cell) for place in range(len(self._order))])
        seating = self._seatings.get(key)
        if seating is None:
            options = {
                demand.seat: [*(self._option(place, *pick) for pick in picks), self._nobody[place]]
                for place, (demand, picks) in enumerate(zip(self.board.demands, key, strict=True))
            }
            seating = self._seatings[key] = seat_people(options, self._share)
        cost = seating.cost
        unknown = cost[2] if self._keep_people_first else cost[1]
        return Choice(cell, seating, (cost[0], unknown), cost[3])

    def _by_shortfall(self) -> Iterator[tuple[Shortfall, int]]:
        """All cells by a lower bound of their shortfall, least first, lazily: complete ones need no count."""
        if not self._counts_rivals:
            complete = self.anybody()
            for place in self.board.required:
                complete &= self._free[place]
            yield (0, 0), complete
        if self._cells is None:
            self._cells = by_shortfall(self.board, self.anybody(), rivals_together=self._counts_rivals)
        yield from ((bound, cells) for bound, cells in self._cells if self._counts_rivals or any(bound))

    def _after_run(self, cells: int, cell: int) -> int:
        # Until somebody's availability changes, every later cell has the same seating.
        if not self._changes:
            self._changes = self.board.changes()
        following = self._changes & (-2 << cell)
        return cells & -(following & -following) if following else 0

    def _in_order(self, demand: SeatDemand) -> list[int]:
        before = self._previous.get(demand.seat)
        candidates = demand.candidates
        return sorted(range(len(candidates)), key=lambda i: (candidates[i].id != before, candidates[i].tier))

    def _shortlist(self, place: int, cell: int) -> tuple[tuple[int, bool], ...]:
        """For a seat its cheapest people at this cell, as many as it can need, and who is surely free."""
        known, unsure, enough = [], [], self._enough[place]
        free, maybe = self.board.free[place], self.board.maybe[place]
        for index in self._order[place]:
            if free[index] >> cell & 1:
                known.append((index, True))
                if len(known) >= enough:
                    break
            elif maybe[index] >> cell & 1:
                unsure.append((index, False))
        # One at least: whoever sat here before comes first, and may go before those who are known to be free.
        return (*known, *unsure[: max(1, enough - len(known))])

    def _option(self, place: int, index: int, known: bool) -> Option:
        demand = self.board.demands[place]
        return Option(self._cost(demand, demand.candidates[index], known), demand.candidates[index].id)

    def _cost(self, demand: SeatDemand, candidate: Candidate | None, known: bool) -> Cost:
        """(missing, unknown, changed, tier) of required seats, then the same of advised ones."""
        cost: Cost = (1, 0, 0, 0)
        if candidate is not None:
            before = self._previous.get(demand.seat)
            changed = int(before is not None and before != candidate.id)
            unknown = int(not known)
            first, second = (changed, unknown) if self._keep_people_first else (unknown, changed)
            cost = (0, first, second, candidate.tier)
        return (*cost, 0, 0, 0, 0) if demand.required else (0, 0, 0, 0, *cost)
