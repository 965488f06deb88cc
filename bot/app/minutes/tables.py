"""Rows that were copied out of a table: columns divided by tabs, bars or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.app.minutes.columns import Column, column_named, columns_guessed, columns_named, is_when
from bot.app.minutes.lines import Line
from bot.app.minutes.phrases import KnowsOwner, orders, owner_in, says_what_is_to_be_done
from bot.app.minutes.row import Row

Cells = list[str]
_GAP = re.compile(r"(?<![.?!:;])\s{3,}|(?<![.?!:;\s])\s{2}(?=\S)")
_BULLET = re.compile(r"\s*(?:[-*+•‣▪■●○·–—\uf0b7]|o(?=\t)|\(?\w{1,3}[.)])\s*")
_MARK = re.compile(r"[-*+•‣▪■●○·–—\uf0b7o]")
_WORD = re.compile(r"[^\W\d_]{2,}")
MOST_COLUMNS = 12


def table_at(lines: Sequence[Line], start: int, knows: KnowsOwner) -> int:
    """How many lines from here on belong to one table; 0 when none begins here."""
    divide = _divider(lines[start].whole)
    if divide is None:
        return 0
    first = _cells(lines[start].whole, divide)
    end, full = start + 1, [first]
    while end < len(lines) and not (lines[end].gap and divide == " "):
        here = _cells(lines[end].whole, divide)
        if len(here) == 2 and _MARK.fullmatch(here[0]):
            break
        if len(here) >= 2:
            full.append(here)
        elif not _wraps(lines, end, divide):
            break
        end += 1
    if columns_named(first) is not None:
        return end - start if len(full) >= 2 or divide != " " else 0
    sure = divide != " " or all(any(knows(cell) or is_when(cell) for cell in cells) for cells in full)
    return end - start if sure and len(full) >= 2 else 0


def _divider(whole: str) -> str | None:
    if "\t" not in whole and "|" not in whole and "  " not in whole:
        return None
    bare = _BULLET.sub("", whole, count=1) if _BULLET.match(whole) else whole
    if "\t" in bare.strip():
        return "\t"
    if len(_split_bars(whole)) >= 2:
        return "|"
    return " " if len(_cells(whole, " ")) >= 2 else None


def _split_bars(whole: str) -> Cells:
    return [cell.strip() for cell in whole.strip().strip("|").split("|")] if "|" in whole else [whole.strip()]


def _cells(whole: str, divide: str) -> Cells:
    if divide == "|":
        cells = _split_bars(whole)
    elif divide == "\t":
        cells = [cell.strip() for cell in whole.split("\t")]
    else:
        cells = [cell.strip() for cell in _GAP.split(whole.strip())]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells if len(cells) <= MOST_COLUMNS else [*cells[: MOST_COLUMNS - 1], " ".join(cells[MOST_COLUMNS - 1 :])]


def _wraps(lines: Sequence[Line], place: int, divide: str) -> bool:
    """True for a line within a table that goes on with a cell of the row before it, or begins one of the next."""
    line = lines[place]
    if line.gap or line.marked:
        return False
    after = place + 1 < len(lines) and not lines[place + 1].gap and len(_cells(lines[place + 1].whole, divide)) >= 2
    return line.indent >= 2 or line.text[:1].islower() or (divide != " " and after)


def rows_of(lines: Sequence[Line], knows: KnowsOwner) -> tuple[list[Row], list[str]]:
    """The table's actions, and its lines that are none."""
    divide = _divider(lines[0].whole) or "\t"
    grid = _grid(lines, divide)
    named = columns_named(grid[0])
    body = grid[1:] if named else grid
    columns = named or columns_guessed(grid, knows)
    rows: list[Row] = []
    left_out = [cell for cell in grid[0] if named and column_named(cell) is None]
    for cells in body:
        row = row_of(cells, columns, knows)
        if row is None or not (named or _reads_like_one(row)):
            left_out.append(" ".join(filter(None, cells)))
        else:
            rows.append(row)
    return rows, [each for each in left_out if each]


def _reads_like_one(row: Row) -> bool:
    """True for a row of a table without headings that is no list of names."""
    return (
        bool(row.when) or says_what_is_to_be_done(row.words) or orders(row.words) or len(_WORD.findall(row.words)) > 4
    )


def _grid(lines: Sequence[Line], divide: str) -> list[Cells]:
    """Cells row by row; what was wrapped is put back where it belongs."""
    grid: list[Cells] = []
    pending = ""
    for place, line in enumerate(lines):
        cells = _cells(line.whole, divide)
        if len(cells) >= 2:
            if pending:
                cells[0] = f"{pending} {cells[0]}".strip()
            pending = ""
            if grid and len(grid) > 1 and _broken(grid, cells):
                cells = [*grid[-1][:-1], f"{grid.pop()[-1]} {cells[0]}", *cells[1:]]
            grid.append(cells)
        elif (
            grid
            and not (len(grid) == 1 and columns_named(grid[0]))
            and not (divide == "\t" and _next_is_lower(lines, place, divide))
        ):
            under = _column_under(lines, place, grid[-1]) if divide == " " else len(grid[-1]) - 1
            grid[-1][under] = f"{grid[-1][under]} {cells[0]}".strip()
        else:
            pending = f"{pending} {cells[0]}".strip()
    if pending:
        grid.append([pending])
    return grid


def _next_is_lower(lines: Sequence[Line], place: int, divide: str) -> bool:
    """A cell of several lines is broken before its row's other cells: the next line goes on with it."""
    if place + 1 >= len(lines):
        return False
    after = _cells(lines[place + 1].whole, divide)
    return len(after) >= 2 and after[0][:1].islower()


def _broken(grid: Sequence[Cells], cells: Cells) -> bool:
    """True when a line break within a cell cut the row before this one in two."""
    return cells[0][:1].islower() and len(grid[-1]) + len(cells) - 1 <= len(grid[0])


def _column_under(lines: Sequence[Line], place: int, cells: Cells) -> int:
    """The column above a wrapped cell, by how far it is set in."""
    above = next((line.whole for line in reversed(lines[:place]) if len(_cells(line.whole, " ")) >= 2), "")
    starts = [above.find(cell.split()[0]) if cell else 0 for cell in cells]
    return min(range(len(starts)), key=lambda each: abs(starts[each] - lines[place].indent), default=0)


def row_of(cells: Cells, columns: Sequence[Column], knows: KnowsOwner) -> Row | None:
    """The action in these cells; None when there is none."""
    held: dict[Column, list[str]] = {each: [] for each in Column}
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else Column.OTHER
        if cell and not (column is Column.NUMBER and not any(letter.isalpha() for letter in cell)):
            held[column].append(cell)
    words = " – ".join([*held[Column.ACTION], *held[Column.NUMBER], *held[Column.OTHER]])
    if not held[Column.ACTION] or not any(letter.isalpha() for letter in words):
        return None
    owner, when = " and ".join(held[Column.OWNER]), " ".join(held[Column.WHEN])
    return Row(words, owner or owner_in(words, knows), when)
