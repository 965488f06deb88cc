"""What each column of a pasted table holds: by its heading, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from bot.app.minutes.phrases import DEADLINE, KnowsOwner, says_what_is_to_be_done


class Column(Enum):
    """What a column is for."""

    NUMBER = auto()
    ACTION = auto()
    OWNER = auto()
    WHEN = auto()
    OTHER = auto()


_HEADINGS = {
    Column.NUMBER: (r"no\.?|nos?|number|ref(?:erence)?|#|item(?: no\.?)?|action (?:no\.?|number|ref)",),
    Column.WHEN: (
        r"(?:by )?when(?: by)?\??|time ?scales?|time ?frames?|deadlines?|(?:date )?due(?: date)?|by|date",
        r"target(?: date)?|(?:to be )?completed?(?: by)?(?: date)?|completion date|by date",
        r"date (?:for completion|to be completed)",
    ),
    Column.OWNER: (
        r"(?:by )?who(?:m)?(?: by)?\??|owners?|lead(?: (?:professional|agency|person|officer))?",
        r"responsib(?:le|ility)|(?:person|agency|professional|officer)s?(?: responsible)?",
        r"responsible (?:person|agency|officer)",
        r"assigned(?: to)?|action (?:by|owner)|name|allocated to",
    ),
    Column.ACTION: (
        r"(?:agreed |required )?actions?(?: agreed| required| points?| to be taken| needed)?|tasks?|what\??|to do",
        r"recommendations?|description|details?|what (?:needs to happen|will be done|is to be done)\??|activity",
    ),
    Column.OTHER: (
        r"status|comments?|notes?|progress|updates?|outcomes?|rag(?: rating)?|priority|completed\??|done|reason",
        r"why\??|desired outcome|date completed|review",
    ),
}
_LONGEST_HEADING = 40
_KNOWN = re.compile(
    rf"\W*(?:{'|'.join(f'(?P<{column.name}>' + '|'.join(words) + ')' for column, words in _HEADINGS.items())})\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*[A-Z]?\d{0,3}(?:\.\d{1,2})?\W*", re.IGNORECASE)
_DATE = re.compile(r"\W*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\W*|\W*(?:mon|tue|wed|thu|fri)[a-z]*\W*", re.IGNORECASE)


def columns_named(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns that a heading row names; None when this is no heading row."""
    named = [column_named(cell) for cell in cells]
    known = [each for each in named if each is not None]
    wanted = {Column.ACTION, Column.OWNER, Column.WHEN}
    if len(known) < 2 or len(wanted & set(known)) < 2 or len(known) < sum(1 for cell in cells if cell.strip()) - 1:
        return None
    taken: list[Column] = []
    for each in named:
        # Of two columns of one kind the first is it.
        taken.append(Column.OTHER if each is None or (each in taken and each in wanted) else each)
    if Column.ACTION not in taken:
        free = [place for place, each in enumerate(taken) if each is Column.OTHER]
        if not free:
            return None
        taken[free[0]] = Column.ACTION
    return tuple(taken)


def column_named(cell: str) -> Column | None:
    """The column that this heading names, if any."""
    cell = cell.strip()
    if len(cell) > _LONGEST_HEADING:
        return None
    found = _KNOWN.fullmatch(cell)
    return Column[found.lastgroup] if found and found.lastgroup else None


def columns_guessed(rows: Sequence[Sequence[str]], knows: KnowsOwner) -> tuple[Column, ...]:
    """The same from the cells: the longest words are the action, the names its owner, the times its time."""
    width = max((len(row) for row in rows), default=0)
    cells = [[row[place].strip() if place < len(row) else "" for row in rows] for place in range(width)]
    left = set(range(width))
    found = dict.fromkeys(range(width), Column.OTHER)

    def take(column: Column, share: dict[int, float], least: float) -> None:
        best = max(left, key=lambda place: (share[place], -place), default=None)
        if best is not None and share[best] > least:
            found[best] = column
            left.discard(best)

    for place in sorted(left):
        if place == 0 and width > 1 and all(_NUMBER.fullmatch(cell) for cell in cells[place]):
            found[place] = Column.NUMBER
            left.discard(place)
    take(Column.ACTION, {place: _length(cells[place]) for place in left}, 0)
    take(Column.WHEN, {place: _share(cells[place], is_when) for place in left}, 0.3)
    take(Column.OWNER, {place: _share(cells[place], knows) for place in left}, 0.3)
    # One column is left, and it is short: whoever is named there, it is meant to say who.
    if Column.OWNER not in found.values():
        take(Column.OWNER, {place: _share(cells[place], _brief) for place in left}, 0.5)
    return tuple(found[place] for place in range(width))


def _length(cells: Sequence[str]) -> float:
    told = sum(40 for cell in cells if says_what_is_to_be_done(cell))
    return (sum(len(cell) for cell in cells) + told) / max(len(cells), 1)


def _share(cells: Sequence[str], fits: KnowsOwner) -> float:
    filled = [cell for cell in cells if cell]
    return sum(1 for cell in filled if fits(cell)) / len(filled) if filled else 0.0


def is_when(cell: str) -> bool:
    """True for a cell that holds nothing but a time."""
    return len(cell) <= 60 and (DEADLINE.search(cell) is not None or _DATE.fullmatch(cell) is not None)


def _brief(cell: str) -> bool:
    return len(cell.split()) <= 4
