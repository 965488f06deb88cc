"""A table that lost its columns on the way: headings and cells a line each, as some programs paste it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.app.minutes.columns import Column, column_named, columns_named
from bot.app.minutes.lines import Line
from bot.app.minutes.phrases import KnowsOwner, has_deadline
from bot.app.minutes.row import Row
from bot.app.minutes.tables import row_of

MOST_HEADINGS = 6
_OWNER_WORDS, _WHEN_WORDS, _SHORT = 6, 8, 20


@dataclass(frozen=True, slots=True)
class Stacked:
    """The rows, and how many lines they took with their headings."""

    rows: tuple[Row, ...]
    length: int


def stacked_at(lines: Sequence[Line], start: int, knows: KnowsOwner) -> Stacked | None:
    """The table whose first heading is this line; None when there is none."""
    headings: list[str] = []
    while len(headings) < MOST_HEADINGS and start + len(headings) < len(lines):
        text = lines[start + len(headings)].text
        if column_named(text) is None:
            break
        headings.append(text)
    columns = columns_named(headings) if len(headings) > 1 else None
    if columns is None:
        return None
    rows: list[Row] = []
    at = start + len(columns)
    spaced = at < len(lines) and lines[at].gap
    while at + len(columns) <= len(lines) and (spaced or not lines[at].gap):
        cells = [line.text for line in lines[at : at + len(columns)]]
        row = row_of(cells, columns, knows) if _fits(cells, columns) else None
        if row is None:
            break
        rows.append(row)
        at += len(columns)
    return Stacked(tuple(rows), at - start) if rows else None


def _fits(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Not one cell is too long for its column: narrative under a table is no row of it."""
    longest = {Column.OWNER: _OWNER_WORDS, Column.WHEN: _WHEN_WORDS}
    brief = all(len(cell.split()) <= longest.get(column, 60) for cell, column in zip(cells, columns, strict=True))
    times = [cell for cell, column in zip(cells, columns, strict=True) if column is Column.WHEN]
    return brief and all(len(cell) < _SHORT or has_deadline(cell) for cell in times)
