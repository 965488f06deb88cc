"""Which person sits in which seat at one time: exact, also where one person could fill several seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    size = len(options)
    # At most `size - 1` people are taken by other seats, so a seat never needs more than its `size` cheapest.
    shortlist = {
        seat: sorted(choices, key=lambda option: option.cost)[: size + 1] for seat, choices in options.items()
    }
    people: dict[str, str] = {}
    costs: list[Cost] = []
    for group in _entangled(shortlist):
        cost, chosen = _Group(group, shortlist, may_share).cheapest()
        costs.append(cost)
        people.update({seat: person for seat, person in zip(group, chosen, strict=True) if person is not None})
    return Seating(tuple(map(sum, zip(*costs, strict=True))), people)


def _entangled(options: Mapping[str, Sequence[Option]]) -> list[list[str]]:
    """Groups of seats that compete, directly or through others, for the same people."""
    groups: list[tuple[list[str], set[str]]] = []
    for seat, choices in options.items():
        seats, people = [seat], {option.person for option in choices if option.person is not None}
        apart = []
        for other_seats, other_people in groups:
            if people.isdisjoint(other_people):
                apart.append((other_seats, other_people))
            else:
                seats, people = other_seats + seats, people | other_people
        groups = [*apart, (seats, people)]
    return [seats for seats, _ in groups]


Held = frozenset[tuple[str, str]]
Found = tuple[Cost, tuple[str | None, ...]]


class _Group:
    """Dynamic programming over the seats of one group; what matters of the past is who holds which seat."""

    def __init__(
        self, seats: list[str], options: Mapping[str, Sequence[Option]], may_share: Mapping[str, frozenset[str]]
    ) -> None:
        self._seats = seats
        self._options = [options[seat] for seat in seats]
        self._may_share = may_share
        self._wanted_later = self._people_from_each_seat_on()
        self._memo: dict[tuple[int, Held], Found] = {}

    def cheapest(self) -> Found:
        return self._from(0, frozenset())

    def _people_from_each_seat_on(self) -> list[set[str]]:
        later: set[str] = set()
        wanted = []
        for choices in reversed(self._options):
            later = later | {option.person for option in choices if option.person is not None}
            wanted.append(later)
        return wanted[::-1]

    def _from(self, index: int, held: Held) -> Found:
        if index == len(self._seats):
            return (), ()
        held = frozenset(pair for pair in held if pair[0] in self._wanted_later[index])
        known = self._memo.get((index, held))
        if known is None:
            known = self._memo[(index, held)] = self._best(index, held)
        return known

    def _best(self, index: int, held: Held) -> Found:
        best: Found | None = None
        for option in self._options[index]:
            if option.person is not None and not self._may_take(option.person, self._seats[index], held):
                continue
            taken = held if option.person is None else held | {(option.person, self._seats[index])}
            rest, people = self._from(index + 1, taken)
            cost = tuple(map(sum, zip(option.cost, rest, strict=True))) if rest else option.cost
            if best is None or cost < best[0]:
                best = cost, (option.person, *people)
        if best is None:
            raise ValueError(f"Seat {self._seats[index]} cannot be left empty.")
        return best

    def _may_take(self, person: str, seat: str, held: Held) -> bool:
        return all(
            other in self._may_share[seat] or seat in self._may_share[other]
            for holder, other in held
            if holder == person
        )
