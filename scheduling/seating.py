"""Which person sits in which seat at one time: exact, also where one person could fill several seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations

from scheduling.assignment import cheapest_assignment
from scheduling.availability import Intervals

Cost = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who could fill a seat: `tier` 0 is the most appropriate; `unknown` is time nobody can vouch for."""

    id: str
    tier: int
    free: Intervals
    unknown: Intervals = field(default_factory=Intervals)


@dataclass(frozen=True, slots=True)
class SeatDemand:
    """A seat to fill; the same person may also fill the seats named in `may_share` (either side may say so)."""

    seat: str
    required: bool
    candidates: tuple[Candidate, ...]
    may_share: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """One way to fill a seat and its cost, compared lexicographically; no `person` leaves the seat empty."""

    cost: Cost
    person: str | None


@dataclass(frozen=True, slots=True)
class Seating:
    """The cheapest filling: the summed cost, and the person of each seat that has one."""

    cost: Cost
    people: Mapping[str, str]


def seat_people(options: Mapping[str, Sequence[Option]], may_share: Mapping[str, frozenset[str]]) -> Seating:
    """The seating of least total cost in which nobody holds two seats that may not be shared.

    Each seat's options include leaving it empty. Equal costs go to the option listed first.
    """
    shortlist = {seat: sorted(choices, key=lambda option: option.cost) for seat, choices in options.items()}
    chosen = {seat: choices[0] for seat, choices in shortlist.items()}
    if _clash(chosen, may_share) is not None:
        for group in _entangled(shortlist, may_share):
            chosen.update(_Group(group, shortlist, may_share).cheapest())
    cost = tuple(map(sum, zip(*(option.cost for option in chosen.values()), strict=True)))
    people = {seat: option.person for seat, option in chosen.items() if option.person is not None}
    return Seating(cost, people)


def _exclusive(one: str, other: str, may_share: Mapping[str, frozenset[str]]) -> bool:
    return one != other and other not in may_share[one] and one not in may_share[other]


def _clash(chosen: Mapping[str, Option], may_share: Mapping[str, frozenset[str]]) -> tuple[str, str] | None:
    """Two seats that one person holds and may not, or None."""
    by_person: dict[str, list[str]] = {}
    for seat, option in chosen.items():
        if option.person is not None:
            by_person.setdefault(option.person, []).append(seat)
    for seats in by_person.values():
        for one, other in combinations(seats, 2):
            if _exclusive(one, other, may_share):
                return one, other
    return None


def _entangled(
    options: Mapping[str, Sequence[Option]], may_share: Mapping[str, frozenset[str]]
) -> Iterable[list[str]]:
    """Groups of seats that compete, directly or through others, for the same people."""
    # At most `size - 1` people are taken by other seats, so a seat never needs more than its `size` cheapest.
    wanted = {
        seat: {option.person for option in choices[: len(options)]} - {None} for seat, choices in options.items()
    }
    groups: list[list[str]] = []
    for seat in options:
        meeting, apart = [seat], list[list[str]]()
        for group in groups:
            if any(_exclusive(seat, other, may_share) and wanted[seat] & wanted[other] for other in group):
                meeting = group + meeting
            else:
                apart.append(group)
        groups = [*apart, meeting]
    return (group for group in groups if len(group) > 1)


class _Group:
    """Branch and bound over one group. The bound lets a person sit in as many seats as each other might be shared
    with: an assignment problem, whose answer is the answer wherever nobody may share."""

    def __init__(
        self, seats: list[str], options: Mapping[str, Sequence[Option]], may_share: Mapping[str, frozenset[str]]
    ) -> None:
        self._may_share = may_share
        self._options = {seat: _needed(options[seat], len(seats)) for seat in seats}
        self._prices = _prices(self._options)
        self._best: tuple[int, dict[str, Option]] | None = None

    def cheapest(self) -> dict[str, Option]:
        self._search(frozenset())
        if self._best is None:
            raise ValueError("Each seat's options must include leaving it empty.")
        return self._best[1]

    def _search(self, barred: frozenset[tuple[str, str | None]]) -> None:
        price, chosen = self._bound(barred)
        if self._best is not None and price >= self._best[0]:
            return
        clash = _clash(chosen, self._may_share)
        if clash is None:
            self._best = price, chosen
            return
        seat, person = clash[0], chosen[clash[0]].person
        # Either this person sits in none of the seats that rule this one out, or does not sit here.
        self._search(barred | {(other, person) for other in self._options if self._apart(seat, other)})
        self._search(barred | {(seat, person)})

    def _bound(self, barred: frozenset[tuple[str, str | None]]) -> tuple[int, dict[str, Option]]:
        places = self._places(barred)
        # A column is one place of a person, or a seat's own emptiness.
        rows: list[dict[tuple[str | None, int], int]] = []
        for number, (seat, choices) in enumerate(self._options.items()):
            row: dict[tuple[str | None, int], int] = {}
            for option, price in zip(choices, self._prices[seat], strict=True):
                if option.person is None:
                    row.setdefault((None, number), price)
                elif (seat, option.person) not in barred:
                    for copy in range(places[option.person]):
                        row.setdefault((option.person, copy), price)
            rows.append(row)
        taken = cheapest_assignment(rows)
        total = sum(row[column] for row, column in zip(rows, taken, strict=True))
        return total, {
            seat: next(option for option in choices if option.person == person)
            for (seat, choices), (person, _) in zip(self._options.items(), taken, strict=True)
        }

    def _places(self, barred: frozenset[tuple[str, str | None]]) -> dict[str, int]:
        """At least as many seats as each person could hold together."""
        open_to: dict[str, list[str]] = {}
        for seat, choices in self._options.items():
            for option in choices:
                if option.person is not None and (seat, option.person) not in barred:
                    open_to.setdefault(option.person, []).append(seat)
        return {
            person: max(sum(not self._apart(seat, other) for other in seats) for seat in seats)
            for person, seats in open_to.items()
        }

    def _apart(self, one: str, other: str) -> bool:
        return _exclusive(one, other, self._may_share)


def _needed(choices: Sequence[Option], size: int) -> list[Option]:
    """The `size` cheapest options and leaving the seat empty: others can take at most `size - 1` of its people."""
    needed = list(choices[:size])
    if all(option.person is not None for option in needed):
        needed.extend(option for option in choices[size:] if option.person is None)
    return needed


def _prices(options: Mapping[str, Sequence[Option]]) -> dict[str, list[int]]:
    """Each option's cost as one number whose sums order as sums of tuples do; last its place, which settles ties."""
    longest = max(len(choices) for choices in options.values())
    highest = max(max(option.cost) for choices in options.values() for option in choices)
    base = 1 + len(options) * max(highest, longest)
    return {
        seat: [
            reduce(lambda total, part: total * base + part, (*option.cost, place), 0)
            for place, option in enumerate(choices)
        ]
        for seat, choices in options.items()
    }
