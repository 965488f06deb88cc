"""Dates and times of day as people write them into a rota, and shifts as spans of London time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from scheduling.availability import Span, minute_floor
from scheduling.london import LONDON, wall_to_utc

WHOLE_DAY = 24 * 60
DAY = timedelta(days=1)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(?:([a-z]{3,9})[ ,]+)?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4}|\d{2})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?|(\d{2})(\d{2})", re.ASCII)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_date(text: str) -> date | None:
    """A date, day before month: "2026-04-05", "5/4/2026", "Sun 5 April 2026". None for anything else."""
    plain = " ".join(text.lower().split())
    if found := _ISO.fullmatch(plain):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _BRITISH.fullmatch(plain):
        return _date(_year(found[3]), int(found[2]), int(found[1]))
    found = _NAMED.fullmatch(plain)
    if found is None:
        return None
    day = _date(_year(found[4]), _place(found[3], _MONTHS) + 1, int(found[2]))
    # "Mon 5 April" when the 5th is a Sunday: one of the two is wrong, and we cannot know which.
    return None if day is not None and found[1] and _place(found[1], _WEEKDAYS) != day.weekday() else day


def read_clock(text: str) -> int | None:
    """Minutes after midnight: "09:00", "9.30", "0900", and "24:00". None for anything else."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4])
    total = hour * 60 + minute
    return total if minute < 60 and total <= WHOLE_DAY else None


@lru_cache(maxsize=65_536)
def at_minute(day: date, minute: int) -> int:
    """The UTC minute of a London wall-clock time; after minute 1440 it is the next day's."""
    days, rest = divmod(minute, WHOLE_DAY)
    return minute_floor(wall_to_utc(day + timedelta(days=days), time(rest // 60, rest % 60)))


def midnight(day: date) -> datetime:
    """The instant at which a London day begins."""
    return wall_to_utc(day, time(0))


def by_day(start: datetime, end: datetime) -> Iterator[tuple[date, Span]]:
    """A span cut at the same wall-clock time each day, so that no piece is longer than a day; each with its day.

    A shift belongs to the London day on which it starts: what replaces that day replaces all of the shift.
    """
    local = start.astimezone(LONDON)
    day, at, last = local.date(), local.time(), minute_floor(end)
    minute = minute_floor(start)
    while minute < last:
        following = minute_floor(wall_to_utc(day + DAY, at))
        if minute < following:
            yield day, (minute, min(last, following))
        day, minute = day + DAY, max(minute, following)


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day, both ends included."""
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def day_words(day: date) -> str:
    """A day and its month: "4 April"."""
    return f"{day.day} {day:%B}"


def span_words(first: date, last: date) -> str:
    """Days as people say them: "4 to 5 April", "30 April to 2 May", "4 April"."""
    if first == last:
        return day_words(first)
    one_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if one_month else day_words(first)} to {day_words(last)}"


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days in a row put together."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _place(word: str, names: tuple[str, ...]) -> int:
    """The place of the one name that begins so; -1 when there is none."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), -1)
