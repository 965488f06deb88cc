"""How many required seats must stay empty at each cell, before anybody is seated: a lower bound, often the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from scheduling.availability import any_of
from scheduling.board import Board
from scheduling.seating import SeatDemand

Shortfall = tuple[int, int]
"""Required seats that nobody fills, and required seats filled by someone whose calendar is not known."""

_MOST_SEATS_IN_FULL = 7
_FEW = 3


def by_shortfall(board: Board, within: int, *, rivals_together: bool) -> list[tuple[Shortfall, int]]:
    """The cells of `within` by shortfall, least first, each a lower bound.

    `rivals_together`: seats that want the same people count together: n seats of which no two may be shared, and
    fewer than n people, leave some empty (Hall 1935). Else each seat counts for itself, which takes less time.
    """
    groups = _groups(board) if rivals_together else [[place] for place in board.required]
    empty, unsure = [within], [within]
    for group in groups:
        empty = _sum(empty, _deficit(board, group, within, lambda p, i: board.free[p][i] | board.maybe[p][i]))
        unsure = _sum(unsure, _deficit(board, group, within, lambda p, i: board.free[p][i]))
    found = [
        ((missing, short - missing), cells & also)
        for missing, cells in enumerate(empty)
        for short, also in enumerate(unsure[missing:], missing)
        if cells & also
    ]
    return sorted(found)


def rivals(demands: Sequence[SeatDemand]) -> list[set[int]]:
    """For each seat the others that want one of the same people and cannot share them."""
    wanted = [{candidate.id for candidate in demand.candidates} for demand in demands]
    found: list[set[int]] = [set() for _ in demands]
    for one, other in combinations(range(len(demands)), 2):
        if _exclusive(demands[one], demands[other]) and not wanted[one].isdisjoint(wanted[other]):
            found[one].add(other)
            found[other].add(one)
    return found


def _groups(board: Board) -> list[list[int]]:
    """The required seats in groups of rivals, and their rivals, and so on."""
    against = rivals(board.demands)
    groups: list[list[int]] = []
    for place in board.required:
        meeting, apart = [place], list[list[int]]()
        for group in groups:
            if against[place].isdisjoint(group):
                apart.append(group)
            else:
                meeting = group + meeting
        groups = [*apart, meeting]
    return groups


def _exclusive(one: SeatDemand, other: SeatDemand) -> bool:
    return one.seat not in other.may_share and other.seat not in one.may_share


def _deficit(board: Board, group: Sequence[int], within: int, mask: Callable[[int, int], int]) -> list[int]:
    """For d = 0..n: the cells at which at least, and as far as is known just, d seats of the group stay empty."""
    alone = [within]
    for place in group:
        somebody = any_of(mask(place, index) for index in range(len(board.demands[place].candidates)))
        alone = _sum(alone, [within & somebody, within & ~somebody])
    at_least = [any_of(alone[count:]) for count in range(len(alone))]
    for seats in _exclusive_sets(board, group):
        for count, cells in enumerate(_at_most(_people(board, seats, mask), len(seats) - 1, within)):
            at_least[len(seats) - count] |= cells
    for count in range(len(at_least) - 2, -1, -1):
        at_least[count] |= at_least[count + 1]
    return [cells & ~more for cells, more in zip(at_least, [*at_least[1:], 0], strict=True)]


def _exclusive_sets(board: Board, group: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Sets of two seats and more of which no two may be shared: all of a small group's; of a large one the small."""
    most = len(group) if len(group) <= _MOST_SEATS_IN_FULL else _FEW
    for size in range(2, most + 1):
        for seats in combinations(group, size):
            if all(_exclusive(board.demands[one], board.demands[other]) for one, other in combinations(seats, 2)):
                yield seats
    if len(group) > most and all(
        _exclusive(board.demands[one], board.demands[other]) for one, other in combinations(group, 2)
    ):
        yield tuple(group)


def _people(board: Board, seats: Sequence[int], mask: Callable[[int, int], int]) -> list[int]:
    """The cells of each person who could fill any of these seats."""
    found: dict[str, int] = {}
    for place in seats:
        for index, candidate in enumerate(board.demands[place].candidates):
            found[candidate.id] = found.get(candidate.id, 0) | mask(place, index)
    return list(found.values())


def _at_most(masks: Sequence[int], most: int, within: int) -> list[int]:
    """For k = 0..most: the cells that exactly k of the masks contain."""
    exactly = [within, *[0] * most]
    for mask in masks:
        for count in range(most, 0, -1):
            exactly[count] = (exactly[count] & ~mask) | (exactly[count - 1] & mask)
        exactly[0] &= ~mask
        if not any(exactly):
            break
    return exactly


def _sum(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """Cells by the sum of two counts, from the cells by each count."""
    found = [0] * (len(first) + len(second) - 1)
    for one, cells in enumerate(first):
        for other, also in enumerate(second):
            found[one + other] |= cells & also
    return found
