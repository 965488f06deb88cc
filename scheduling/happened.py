"""What people type when an event has happened: "discharged today", "RBWM-SM-12 baby born yesterday at 14:30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduling.bank_holidays import england_bank_holiday
from scheduling.london import local_day
from scheduling.timescale.context import Context
from scheduling.timescale.happenings import after_event
from scheduling.timescale.value import Limits
from scheduling.timescale.words import MONTHS, WEEKDAYS, alternation
from scheduling.working_time import WorkingTime

# Whoever tells of an event is brief: a longer text is about something else.
_LONGEST = 120
_REFERENCE = re.compile(r"(?P<reference>[a-z]{2,8}-sm-\d{1,9})\b[\s:,-]*")
_CLOCK = re.compile(r"[\s,]+(?:at\s+)?(?P<h>\d{1,2})(?:[:.](?P<m>\d\d)\s*(?P<half>am|pm)?|\s*(?P<only>am|pm))$")
_NAMED = re.compile(
    r"[\s,]*\b(?P<word>(?:earlier )?today|just now|now|this (?:morning|afternoon|evening)|yesterday(?: \w+)?"
    r"|last night)$"
)
_WEEKDAY = re.compile(rf"[\s,]*\b(?:(?:on|last) )+(?P<name>{alternation(WEEKDAYS)})$")
_FIGURES = re.compile(r"[\s,]*\b(?:on )?(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{2,4}))?$")
_MONTH = re.compile(
    rf"[\s,]*\b(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{alternation(MONTHS)})"
    r"(?: (?P<year>\d{4}))?$"
)
_TOOK_PLACE = re.compile(
    r"\s+(?:has |have |was |were )?(?:just |now )?(?:happened|taken place|took place|held|over)$"
)
_SAME = (("went home", "goes home"), ("gone home", "goes home"), ("left hospital", "leaves hospital"))
_OFFICE = WorkingTime(frozenset(range(5)), time(9), time(17), england_bank_holiday)
_BEFORE_TODAY = frozenset({"yesterday", "last"})


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that somebody says has happened: the meeting's `reference` if given, and when, as far as it was said.

    `day` and `clock` are London's.
    """

    event: str
    reference: str = ""
    day: date | None = None
    clock: time | None = None


def read_happened(text: str, now: datetime) -> Happened | None:
    """The event that a typed line tells of; None when it tells of none. Never raises on any text."""
    low = re.sub(r"\s+", " ", text[: _LONGEST + 1].lower()).strip(" .!")
    if len(low) > _LONGEST:
        return None
    reference = _REFERENCE.match(low)
    rest = low[reference.end() :] if reference else low
    rest, clock = _without_clock(rest)
    rest, day = _without_day(rest, local_day(now))
    name = _event(_TOOK_PLACE.sub("", rest), now)
    if name is None:
        return None
    today = local_day(now) if clock else None
    return Happened(name, reference["reference"] if reference else "", day or today, clock)


def _event(words: str, now: datetime) -> str | None:
    for said, same in _SAME:
        words = words.replace(said, same)
    told = f"when {words}"
    found = after_event(told, 0, Context(now, _OFFICE, None, Limits())) if words else None
    return found.name if found is not None and not told[found.end :].strip() else None


def _without_clock(text: str) -> tuple[str, time | None]:
    found = _CLOCK.search(text)
    if found is None:
        return text, None
    hour, half = int(found["h"]), found["half"] or found["only"]
    if half:
        if not 1 <= hour <= 12:
            return text, None
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(found["m"] or 0)
    return (text[: found.start()], time(hour, minute)) if hour < 24 and minute < 60 else (text, None)


def _without_day(text: str, today: date) -> tuple[str, date | None]:
    if found := _NAMED.search(text):
        back = 1 if found["word"].split()[0] in _BEFORE_TODAY else 0
        return text[: found.start()], today - timedelta(days=back)
    if found := _WEEKDAY.search(text):
        back = (today.weekday() - WEEKDAYS[found["name"]]) % 7 or 7
        return text[: found.start()], today - timedelta(days=back)
    if found := _FIGURES.search(text) or _MONTH.search(text):
        groups = found.groupdict()
        month = MONTHS[groups["name"]] if "name" in groups else int(groups["month"])
        day = _calendar_day(int(groups["day"]), month, groups["year"], today)
        return (text[: found.start()], day) if day else (text, None)
    return text, None


def _calendar_day(day: int, month: int, year: str | None, today: date) -> date | None:
    """The last such day; it has happened."""
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None
