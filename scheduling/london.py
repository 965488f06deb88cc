"""Wall clocks in London and the instants they stand for, on both clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class MissingLocalTime:
    """A wall-clock time that the spring change skips; `resumes` is the first instant after the gap (UTC)."""

    day: date
    at: time
    resumes: datetime


@dataclass(frozen=True, slots=True)
class AmbiguousLocalTime:
    """A wall-clock time that the autumn change shows twice: `summer` (BST) comes before `winter` (GMT), both UTC."""

    day: date
    at: time
    summer: datetime
    winter: datetime


def local_instant(day: date, at: time) -> datetime | MissingLocalTime | AmbiguousLocalTime:
    """The UTC instant of a London wall-clock time, or why there is none or more than one: so a form can ask."""
    first, second = _both(day, at)
    if first == second:
        return first
    if first < second:
        return AmbiguousLocalTime(day, at, summer=first, winter=second)
    return MissingLocalTime(day, at, resumes=_clock_change(day))


def wall_to_utc(day: date, at: time) -> datetime:
    """The UTC instant of a London wall-clock time; the earlier of two, and the end of the gap for a skipped one."""
    first, second = _both(day, at)
    return _clock_change(day) if first > second else first


def end_of_day(day: date) -> datetime:
    """The last whole second of a London day (UTC): what falls due on a date is overdue after it."""
    return wall_to_utc(day + timedelta(days=1), time(0)) - timedelta(seconds=1)


def local_day(at: datetime) -> date:
    """The London date of an instant."""
    return at.astimezone(LONDON).date()


def local_clock(at: datetime) -> time:
    """The London wall-clock time of an instant, without a zone."""
    return at.astimezone(LONDON).time()


def _both(day: date, at: time) -> tuple[datetime, datetime]:
    wall = datetime.combine(day, at.replace(tzinfo=None), LONDON)
    return wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)


def _clock_change(day: date) -> datetime:
    # Both British changes are at 01:00 UTC (Summer Time Act 1972, as amended).
    return datetime.combine(day, time(1), UTC)
