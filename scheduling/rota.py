"""Weekly working patterns in words ("Mon-Fri 09:00-17:00; Sat 10:00-12:00"), expanded to UTC intervals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from scheduling.availability import Intervals, Span, minute_floor
from scheduling.london import local_day, wall_to_utc

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHOLE_DAY = 24 * 60
_GROUPS = {
    "weekdays": range(5),
    "weekday": range(5),
    "weekends": range(5, 7),
    "weekend": range(5, 7),
    "daily": range(7),
    "every day": range(7),
    "everyday": range(7),
    "nightly": range(7),
    "every night": range(7),
    "all week": range(7),
}
_ALWAYS = frozenset({"always", "24/7", "24/7/365", "24 hours", "all hours", "any time", "round the clock"})
_NEVER = frozenset({"never", "none", "off", "not working"})
_CLOCK = r"\d{1,2}(?:[:.]?\d{2})?\s*(?:am|pm)?"
_HOURS = re.compile(rf"({_CLOCK})\s*(?:-|to)\s*({_CLOCK})|(all day|24 ?h(?:ours|rs)?|24/7)")
_POINT = re.compile(r"(\d{1,2}?)(?:[:.]?(\d{2}))?\s*(am|pm)?")


class BadPattern(ValueError):
    """A working pattern that cannot be read; its text says which part, and how to write it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Minutes after local midnight of `weekday` (Monday 0); an overnight shift ends after minute 1440."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A week of shifts in London time."""

    shifts: tuple[Shift, ...]


ALWAYS = Pattern(tuple(Shift(day, 0, _WHOLE_DAY) for day in range(7)))


@lru_cache(maxsize=4_096)
def parse_pattern(text: str) -> Pattern:
    """Read a weekly pattern; parts are separated by ";" or a new line. Raises BadPattern in plain English."""
    plain = re.sub(r"[‐-―]", "-", text).lower().strip().strip(";").strip()
    plain = re.sub(r"[ \t]+", " ", plain)
    if plain in _ALWAYS:
        return ALWAYS
    if plain in _NEVER:
        return Pattern(())
    if not plain:
        raise BadPattern('Working hours are empty. Write them like "Mon-Fri 09:00-17:00", or "always".')
    shifts = {shift for part in re.split(r"[;\n]+", plain) if part.strip() for shift in _part(part.strip())}
    return Pattern(tuple(sorted(shifts, key=lambda shift: (shift.weekday, shift.opens, shift.closes))))


def expand(
    pattern: Pattern, start: datetime, end: datetime, closed: Callable[[date], bool] | None = None
) -> Intervals:
    """The pattern's UTC intervals within [start, end); no shift begins on a London day that is `closed`."""
    if end <= start:
        return Intervals()
    spans: list[Span] = []
    # A shift may have begun the evening before, so start one day early.
    day, last = local_day(start) - timedelta(days=1), local_day(end)
    while day <= last:
        if closed is None or not closed(day):
            spans.extend(_day_spans(pattern, day))
        day += timedelta(days=1)
    return Intervals.from_minutes(spans).clip(start, end)


def on_shift(pattern: Pattern, at: datetime, closed: Callable[[date], bool] | None = None) -> bool:
    """Whether the pattern's person or desk is at work at this instant."""
    minute, today = minute_floor(at), local_day(at)
    return any(
        start <= minute < end
        for day in (today - timedelta(days=1), today)
        if closed is None or not closed(day)
        for start, end in _day_spans(pattern, day)
    )


@lru_cache(maxsize=16_384)
def _day_spans(pattern: Pattern, day: date) -> tuple[Span, ...]:
    weekday = day.weekday()
    return tuple(
        (_utc_minute(day, shift.opens), _utc_minute(day, shift.closes))
        for shift in pattern.shifts
        if shift.weekday == weekday
    )


def _utc_minute(day: date, minute: int) -> int:
    days, rest = divmod(minute, _WHOLE_DAY)
    return minute_floor(wall_to_utc(day + timedelta(days=days), time(rest // 60, rest % 60)))


def _part(part: str) -> list[Shift]:
    first = _HOURS.search(part)
    if first is None:
        raise BadPattern(f'No hours in "{part}". Write days and hours like "Mon-Fri 09:00-17:00".')
    days = _days(part[: first.start()], part)
    leftover = re.sub(r"\band\b|[,&\s]", "", _HOURS.sub("", part[first.start() :]))
    if leftover:
        raise BadPattern(f'Cannot read "{leftover}" in "{part}". Put each group of days after a ";".')
    hours = [_hours(found, part) for found in _HOURS.finditer(part, first.start())]
    return [Shift(day, opens, closes) for day in days for opens, closes in hours]


def _days(text: str, part: str) -> list[int]:
    text = text.strip(" :,")
    if not text:
        return list(range(7))
    if text in _GROUPS:
        return list(_GROUPS[text])
    days: list[int] = []
    for piece in re.split(r"\s*(?:,|/|&|\band\b)\s*|\s+(?!(?:-|to\b))(?<!-\s)(?<!to\s)", text):
        if piece in _GROUPS:
            days.extend(_GROUPS[piece])
            continue
        first, _, last = re.sub(r"\s*(?:-|\bto\b)\s*", "-", piece).partition("-")
        begin = _weekday(first, part)
        length = (_weekday(last, part) - begin) % 7 if last else 0
        days.extend((begin + ahead) % 7 for ahead in range(length + 1))
    return days


def _weekday(word: str, part: str) -> int:
    word = word.strip().rstrip(".")
    singular = word.removesuffix("s") if len(word) > 5 else word
    for number, name in enumerate(_NAMES):
        if len(singular) >= 2 and name.startswith(singular):
            return number
    raise BadPattern(f'"{word}" in "{part}" is not a day. Use Mon, Tue, Wed, Thu, Fri, Sat or Sun.')


def _hours(found: re.Match[str], part: str) -> tuple[int, int]:
    if found[3]:
        return 0, _WHOLE_DAY
    opens, closes = _minute(found[1], part), _minute(found[2], part)
    if opens == _WHOLE_DAY:
        raise BadPattern(f'"{part}" starts at 24:00. Write 00:00 on the next day.')
    if opens == closes:
        raise BadPattern(f'"{part}" starts and ends at the same time. Write "all day" for 24 hours.')
    if closes < opens and re.fullmatch(r"\d{1,2}", found[2].strip()):
        raise BadPattern(f'"{part}": is {found[2].strip()} morning or evening? Write it like 17:00 or 5pm.')
    return opens, closes if closes > opens else closes + _WHOLE_DAY


def _minute(text: str, part: str) -> int:
    found = _POINT.fullmatch(text.strip())
    if found is None:
        raise BadPattern(f'"{text.strip()}" in "{part}" is not a time. Write it like 09:00 or 9am.')
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise BadPattern(f'"{text.strip()}" in "{part}" is not a time. Write it like 09:00 or 9am.')
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    total = hour * 60 + minute
    if minute > 59 or total > _WHOLE_DAY:
        raise BadPattern(f'"{text.strip()}" in "{part}" is not a time. Hours go from 00:00 to 24:00.')
    return total
