"""One row of a CSV rota, cell by cell: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from bot.app.rota.sheet import cell_problem
from bot.app.rota.staff import NotOnRota, Staff
from bot.app.rota.wall_clock import WHOLE_DAY, at_minute, by_day, days_between, read_clock, read_date
from bot.app.spreadsheet import Row
from scheduling.availability import Span, instant
from scheduling.rota import BadPattern, Pattern, parse_pattern

SHIFT, WEEKLY, OFF, SWAP, COVERS = "shift", "weekly", "off", "swap", "covers"
# What each kind of row needs, and what else it may hold.
CELLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SHIFT: (("person", "date", "from", "to"), ("until",)),
    WEEKLY: (("person", "date", "until", "hours"), ()),
    OFF: (("person", "date"), ("until", "from", "to")),
    SWAP: (("person", "with", "date"), ()),
    COVERS: (("date", "until"), ("person",)),
}
FARTHEST = timedelta(days=366)
LONGEST_SHIFT = timedelta(days=31)
MOST_SHIFTS = 50_000
Piece = tuple[str, date, Span]


class Says(NamedTuple):
    """What a right row says: minutes after midnight of `first`, and of `last` for the end."""

    kind: str
    person: str
    other: str
    first: date
    last: date
    begins: int | None
    ends: int | None
    hours: str


@dataclass(slots=True)
class Entry:
    """A row as read: what it says when nothing is wrong with it."""

    number: int
    says: Says | None = None
    person: str = ""
    wrong: list[str] = field(default_factory=list)

    @property
    def problem(self) -> str:
        """Its one line of problems; the id stands there only when it is somebody's."""
        return f"Row {self.number}{f' ({self.person})' if self.person else ''}: {'; '.join(self.wrong)}."


def read_entry(row: Row, staff: Staff, today: date) -> Entry:
    """Read every cell; what cannot be read is said in `wrong`, and never repeated word for word."""
    entry = Entry(row.number)
    cells = dict(row.cells)
    for header, cell in row.cells.items():
        if problem := cell_problem(header, cell):
            entry.wrong.append(problem)
            del cells[header]
    kind = cells.pop("kind", SHIFT).lower()
    if kind not in CELLS:
        entry.wrong.append(f"kind is not known, write one of: {', '.join(CELLS)}")
        return entry
    _fitting(entry, kind, cells, row.cells)
    person, other = (_person(entry, staff, cells, each) for each in ("person", "with"))
    entry.person = person
    first, last = (_day(entry, cells, each, today) for each in ("date", "until"))
    begins, ends = (_clock(entry, cells, each) for each in ("from", "to"))
    hours = cells.get("hours", "")
    if hours and pattern_of(hours) is None:
        entry.wrong.append('hours cannot be read, write them like "Mon-Fri 09:00-17:00"')
    if first is None or entry.wrong:
        return entry
    says = Says(kind, person, other, first, last or first, begins, ends, hours)
    told = last is not None
    entry.wrong += _times_wrong(says, told=told) if kind in (SHIFT, OFF) else _dates_wrong(says)
    if not entry.wrong:
        entry.says = _ending(says)
        if kind == SHIFT and not list(pieces(entry.says)):
            entry.wrong.append("the clocks go forward then and that hour does not exist, write other times")
    return entry


def pieces(says: Says) -> Iterator[Piece]:
    """The working time of a shift or weekly row, day by day."""
    if says.kind == SHIFT and says.begins is not None and says.ends is not None:
        start, end = at_minute(says.first, says.begins), at_minute(says.last, says.ends)
        if last_start(says) == says.first:
            # Nearly every shift: it needs no cutting.
            yield from [(says.person, says.first, (start, end))] if start < end else []
            return
        for day, span in by_day(instant(start), instant(end)):
            yield says.person, day, span
    if says.kind == WEEKLY and (pattern := pattern_of(says.hours)):
        for day in days_between(says.first, says.last):
            for shift in pattern.shifts:
                if shift.weekday == day.weekday():
                    yield says.person, day, (at_minute(day, shift.opens), at_minute(day, shift.closes))


def last_start(says: Says) -> date:
    """The day on which the last piece of a shift starts, though it may end on the next."""
    overnight = says.begins is not None and says.ends is not None and says.ends <= says.begins
    return says.last - timedelta(days=1) if overnight else says.last


@lru_cache(maxsize=1024)
def pattern_of(hours: str) -> Pattern | None:
    """A weekly pattern; None when it cannot be read or has no working time."""
    try:
        pattern = parse_pattern(hours)
    except BadPattern:
        return None
    return pattern if pattern.shifts else None


def _fitting(entry: Entry, kind: str, cells: dict[str, str], said: dict[str, str]) -> None:
    needed, more = CELLS[kind]
    missing = [each for each in needed if each not in said]
    if missing:
        entry.wrong.append(f"no {' and no '.join(missing)}, write {'it' if len(missing) == 1 else 'them'}")
    for header in cells:
        if header not in needed and header not in more:
            entry.wrong.append(f"a row of kind {kind} has no {header}, leave it empty")


def _person(entry: Entry, staff: Staff, cells: dict[str, str], header: str) -> str:
    if header not in cells:
        return ""
    try:
        return staff.named(cells[header], header).id
    except NotOnRota as wrong:
        entry.wrong.append(str(wrong))
        return ""


def _day(entry: Entry, cells: dict[str, str], header: str, today: date) -> date | None:
    if header not in cells:
        return None
    day = read_date(cells[header])
    if day is None:
        entry.wrong.append(f"{header} is not a date, write it like 2026-04-05 or 5/4/2026")
    elif abs(day - today) > FARTHEST:
        entry.wrong.append(f"{header} is more than a year away, look at its year")
        return None
    return day


def _clock(entry: Entry, cells: dict[str, str], header: str) -> int | None:
    if header not in cells:
        return None
    minute = read_clock(cells[header])
    if minute is None or (minute == WHOLE_DAY and header == "from"):
        entry.wrong.append(f"{header} is not a time of day, write it like 09:00 or 22:30")
    return minute


def _times_wrong(says: Says, *, told: bool) -> Iterator[str]:
    if (says.begins is None) != (says.ends is None):
        yield "only one of from and to, write both or leave both empty"
    elif says.last < says.first or (told and _backwards(says)):
        yield "ends before it starts, mend until or to"
    elif says.kind == OFF and says.begins is not None and says.last > says.first:
        yield "hours off on several days, write a row for each day or leave from and to empty"
    elif says.last - says.first > (LONGEST_SHIFT if says.kind == SHIFT else FARTHEST):
        yield "is longer than a month, write a row for each week"
    elif says.begins is not None and says.begins == says.ends and says.last == says.first:
        yield "starts and ends at the same time, write 00:00 and 24:00 for the whole day, or its last day under until"


def _dates_wrong(says: Says) -> Iterator[str]:
    if says.last < says.first:
        yield "ends before it starts: until is before date"
    elif says.kind == SWAP and says.person == says.other:
        yield "swaps somebody with themselves, write the other person under with"


def _ending(says: Says) -> Says:
    """With its end after its start: what would end before it starts goes on overnight."""
    return says._replace(last=says.first + timedelta(days=1)) if _backwards(says) else says


def _backwards(says: Says) -> bool:
    return says.begins is not None and says.ends is not None and says.last == says.first and says.ends <= says.begins
