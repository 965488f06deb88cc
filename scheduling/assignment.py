"""The cheapest way to give each row a column of its own: the assignment problem, solved exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Column = TypeVar("Column", bound=Hashable)


def cheapest_assignment(rows: Sequence[Mapping[Column, int]]) -> list[Column]:
    """For each row one of its columns, no column twice, at the least total cost; costs are not negative.

    Shortest augmenting paths with potentials (Kuhn 1955; Jonker and Volgenant 1987): the time grows with the cube of
    the rows, never with the ways to combine them. Raises ValueError when the rows have too few columns.
    """
    owner: dict[Column, int] = {}
    height, price = [0] * len(rows), defaultdict[Column, int](int)
    for row in range(len(rows)):
        reached, came_from, end = _shortest(rows, row, owner, height, price)
        far = reached[end]
        height[row] += far
        for column, at in reached.items():
            if column in owner and at <= far:
                price[column] -= far - at
                height[owner[column]] += far - at
        free: Column | None = end
        while free is not None:
            before = came_from[free]
            owner[free] = row if before is None else owner[before]
            free = before
    held = {row: column for column, row in owner.items()}
    return [held[row] for row in range(len(rows))]


def _shortest(
    rows: Sequence[Mapping[Column, int]],
    start: int,
    owner: Mapping[Column, int],
    height: Sequence[int],
    price: Mapping[Column, int],
) -> tuple[dict[Column, int], dict[Column, Column | None], Column]:
    """The shortest way from a row to a column that nobody owns: distances, the column before each, and the end."""
    reached: dict[Column, int] = {}
    came_from: dict[Column, Column | None] = {}
    waiting: dict[Column, int] = {}
    row, so_far, last = start, 0, None
    while True:
        for column, cost in rows[row].items():
            far = so_far + cost - height[row] - price.get(column, 0)
            if column not in reached and far < waiting.get(column, far + 1):
                waiting[column], came_from[column] = far, last
        nearest = min(waiting, key=waiting.__getitem__)
        so_far = reached[nearest] = waiting.pop(nearest)
        if nearest not in owner:
            return reached, came_from, nearest
        row, last = owner[nearest], nearest
