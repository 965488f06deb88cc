"""Invented people with working hours and busy diaries, from a seed: the same question for every competitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from scheduling.availability import Intervals, Span, minute_floor
from scheduling.london import LONDON
from scheduling.planner import Candidate, SeatDemand
from scheduling.rota import expand, parse_pattern

FIRST_DAY = date(2026, 10, 12)
"""A Monday: twenty working days from here cross the end of summer time and no bank holiday."""

STEP = timedelta(minutes=5)
DURATION = timedelta(hours=1)

_DAY_MINUTES = 8 * 60
_OPENINGS = (8, 9, 9, 9, 10)
_MEETINGS = (7, 6, 7, 7, 6)
_FULL_AT_FIRST = 0.9


@dataclass(frozen=True, slots=True)
class Person:
    """Works 8 hours from `opens` o'clock in London, Monday to Friday; `busy` is in UTC minutes, sorted, apart."""

    id: str
    opens: int
    busy: tuple[Span, ...]

    def free(self, earliest: datetime, deadline: datetime) -> Intervals:
        """Working hours less what is busy."""
        pattern = parse_pattern(f"Mon-Fri {self.opens:02}:00-{self.opens + 8:02}:00")
        return expand(pattern, earliest, deadline).minus(Intervals(self.busy))


@dataclass(frozen=True, slots=True)
class Question:
    """When can every seat be covered by one of its people? Nobody is a candidate for two seats."""

    size: str
    days: int
    seats: tuple[tuple[Person, ...], ...]
    earliest: datetime
    deadline: datetime

    @property
    def people(self) -> int:
        """How many candidates there are."""
        return sum(map(len, self.seats))

    @property
    def busy(self) -> int:
        """How many busy intervals they have."""
        return sum(len(person.busy) for seat in self.seats for person in seat)

    def demands(self) -> tuple[SeatDemand, ...]:
        """The same as the planner is asked: every seat required, the first of each its caseload holder."""
        return tuple(
            SeatDemand(f"seat_{place}", True, tuple(self._candidate(person, n) for n, person in enumerate(people)))
            for place, people in enumerate(self.seats)
        )

    def _candidate(self, person: Person, nth: int) -> Candidate:
        return Candidate(person.id, min(nth, 3), person.free(self.earliest, self.deadline))


def question(size: str, seats: int, a_seat: int, days: int, later_full: float) -> Question:
    """A question of `seats` seats with `a_seat` candidates each, over so many working days; always the same one.

    Diaries are nine tenths full on the first day and thin out, by even steps over the first third of the days, until
    they are `later_full`.
    """
    random = Random(f"{size} {seats} {a_seat} {days}")
    calendar = working_days(days)
    fullness = [max(later_full, _FULL_AT_FIRST - (_FULL_AT_FIRST - later_full) * 3 * n / days) for n in range(days)]
    people = tuple(
        tuple(_person(random, f"person_{place}_{n}", calendar, fullness) for n in range(a_seat))
        for place in range(seats)
    )
    return Question(size, days, people, _london(calendar[0], 9), _london(calendar[-1], 17))


def working_days(count: int) -> list[date]:
    """Mondays to Fridays, from the first day on."""
    every = (FIRST_DAY + timedelta(days=n) for n in range(2 * count + 2))
    return [day for day in every if day.weekday() < 5][:count]


def _person(random: Random, name: str, calendar: list[date], fullness: list[float]) -> Person:
    opens = random.choice(_OPENINGS)
    busy: list[Span] = []
    for nth, (day, full) in enumerate(zip(calendar, fullness, strict=True)):
        busy += _diary(random, minute_floor(_london(day, opens)), _MEETINGS[nth % 5], full)
    return Person(name, opens, tuple(busy))


def _diary(random: Random, opens: int, meetings: int, full: float) -> list[Span]:
    """A day's meetings, on whole minutes and apart, that take up this share of it."""
    gaps = _parts(random, round(_DAY_MINUTES * (1 - full)), meetings + 1)
    lengths = _parts(random, _DAY_MINUTES - sum(gaps), meetings)
    busy, at = [], opens
    for gap, length in zip(gaps, lengths, strict=False):
        busy.append((at + gap, at + gap + length))
        at += gap + length
    return busy


def _parts(random: Random, total: int, count: int) -> list[int]:
    """`total` in `count` random whole parts, none of them empty."""
    cuts = sorted(random.sample(range(1, total), count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _london(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)
