"""Shifts by person and day, and what rotas do to them: join, exchange, take off. Pure, and in any order the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.app.rota.wall_clock import DAY, midnight
from bot.domain.diary import RotaLine
from scheduling.availability import Intervals, Span
from scheduling.london import local_day

# A person's working time by the London day on which it starts: what replaces the day replaces all of it.
Shifts = dict[tuple[str, date], Intervals]


@dataclass(slots=True)
class Draft:
    """What a file says, checked: its days (both included), shifts, whom it covers when, and what is worth knowing."""

    first: date
    last: date
    shifts: Shifts = field(default_factory=dict)
    covers: dict[str, Intervals] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def starts_at(self) -> datetime:
        """The instant at which its first day begins."""
        return midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The instant at which its last day is over."""
        return midnight(self.last + DAY)

    def whole(self) -> Intervals:
        """All of its days."""
        return Intervals.of((self.starts_at, self.ends_at))

    def lines(self, rota_id: str) -> tuple[RotaLine, ...]:
        """The lines that say so: one a stretch covered, and one a shift. Ids come when they are kept."""
        pairs = [
            (person, False, pair)
            for person, covered in sorted(self.covers.items())
            for pair in covered.intersect(self.whole()).pairs()
        ]
        pairs += [(key[0], True, pair) for key, worked in sorted(self.shifts.items()) for pair in worked.pairs()]
        return tuple(RotaLine("", rota_id, person, *pair, works) for person, works, pair in pairs)


def joined(pieces: Iterable[tuple[str, date, Span]]) -> Shifts:
    """Shifts put together: those of one person that start on one day and overlap or touch become one."""
    found: dict[tuple[str, date], list[Span]] = {}
    for person, day, span in pieces:
        found.setdefault((person, day), []).append(span)
    made = {key: Intervals.from_minutes(spans) for key, spans in found.items()}
    return {key: worked for key, worked in made.items() if worked}


def swapped(shifts: Shifts, swaps: Iterable[tuple[str, str, date]]) -> Shifts:
    """The shifts of two people on a day, exchanged, for each swap. Done twice, nothing has changed."""
    changed = dict(shifts)
    for one, other, day in swaps:
        mine, theirs = changed.pop((one, day), None), changed.pop((other, day), None)
        if theirs:
            changed[one, day] = theirs
        if mine:
            changed[other, day] = mine
    return changed


def without(worked: Intervals, off: Intervals | None) -> Intervals:
    """What is left of a day's shifts; nothing when the whole day is off (None)."""
    return Intervals() if off is None else worked.minus(off)


def shifts_of(lines: Iterable[RotaLine], first: date, last: date) -> Shifts:
    """The shifts that start on these days, as kept lines tell them."""
    return joined(
        (line.person_id, day, span)
        for line in lines
        if line.works and first <= (day := local_day(line.starts_at)) <= last
        for span in Intervals.of((line.starts_at, line.ends_at)).spans
    )


def covers_of(lines: Iterable[RotaLine]) -> dict[str, Intervals]:
    """When each person is covered by the rota."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for line in lines:
        if not line.works:
            found.setdefault(line.person_id, []).append((line.starts_at, line.ends_at))
    return {person: Intervals.of(*pairs) for person, pairs in found.items()}


def by_person(shifts: Mapping[tuple[str, date], Intervals]) -> dict[str, Intervals]:
    """All of each person's working time."""
    found: dict[str, list[Span]] = {}
    for (person, _), worked in shifts.items():
        found.setdefault(person, []).extend(worked.spans)
    return {person: Intervals.from_minutes(spans) for person, spans in found.items()}


def days_touched(worked: Intervals) -> Iterator[date]:
    """Every London day of which these minutes hold a part."""
    for start, end in worked.pairs():
        day = local_day(start)
        while midnight(day) < end:
            yield day
            day += DAY
