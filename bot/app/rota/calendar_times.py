"""When an event of a calendar is: dates, times and lengths as iCalendar writes them. Floating times are London's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.app.rota.calendar_events import BadEvent, Event, Property
from bot.app.rota.wall_clock import DAY, midnight
from scheduling.london import LONDON, wall_to_utc

LONGEST = timedelta(days=31)
Moment = date | datetime
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_LENGTH = re.compile(
    r"\+?P(?:(\d{1,3})W|(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?)", re.ASCII
)
_ZONE = re.compile(r"[A-Za-z_]{2,20}(?:/[A-Za-z0-9_+-]{2,30}){0,2}", re.ASCII)
_YEARS = range(2000, 2101)
NOT_A_TIME = "its {0} is not a date or time, write the event anew"


@dataclass(frozen=True, slots=True)
class When:
    """An event's start and end as written, two dates (the end not included) or two times; and their instants."""

    start: Moment
    end: Moment
    span: tuple[datetime, datetime]


def when(event: Event) -> When:
    """Start and end. Raises BadEvent."""
    starts = event.first("DTSTART")
    if starts is None:
        raise BadEvent("it has no start, write the event anew")
    start = moment(starts)
    end = _end(event, start)
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise BadEvent("it has a time at one end and none at the other, write the event anew")
    first, last = instant_of(start), instant_of(end)
    if last <= first:
        raise BadEvent("it ends before it starts, mend its times")
    if last - first > LONGEST:
        raise BadEvent("it is longer than a month, write an event for each shift")
    return When(start, end, (first, last))


def moment(written: Property, name: str = "") -> Moment:
    """A date, or a time with its zone. Raises BadEvent."""
    return moment_of(written.value.strip(), written.params.get("TZID", ""), name or written.name)


def moment_of(text: str, zone: str, name: str) -> Moment:
    """A date, or a time with its zone, from its text. Raises BadEvent."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise BadEvent(NOT_A_TIME.format(name))
    year, month, day = (int(each) for each in found.groups()[:3])
    if year not in _YEARS:
        raise BadEvent(f"the year of its {name} cannot be right, mend it")
    try:
        if found[4] is None:
            return date(year, month, day)
        hour, minute, second = (int(each) for each in found.groups()[3:6])
        # A leap second is the last second of its minute.
        at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        raise BadEvent(NOT_A_TIME.format(name)) from None
    return at if found[7] else at.replace(tzinfo=zone_named(zone))


def instant_of(at: Moment) -> datetime:
    """The UTC instant; a day begins at midnight in London."""
    if not isinstance(at, datetime):
        return midnight(at)
    if at.tzinfo is LONDON:
        return wall_to_utc(at.date(), at.time())
    return at.astimezone(UTC)


def london_day(at: Moment) -> date:
    """The London date."""
    return instant_of(at).astimezone(LONDON).date() if isinstance(at, datetime) else at


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """A zone by the name that a calendar uses, Microsoft's names among them; London when there is none.

    A definition that the file brings along is not read: it could be anything. BadEvent when nobody knows the name.
    """
    if not name:
        return LONDON
    wanted = WINDOWS_TO_OLSON.get(name, name)
    for each in (wanted, "/".join(wanted.split("/")[-2:])):
        key = each.strip("/")
        if key == LONDON.key:
            return LONDON
        if _ZONE.fullmatch(key):
            try:
                return ZoneInfo(key)
            except (ValueError, KeyError, OSError):
                continue
    raise BadEvent("its time zone is not known, export the calendar in London time or UTC")


def _end(event: Event, start: Moment) -> Moment:
    ends, lasts = event.first("DTEND"), event.first("DURATION")
    if ends is not None:
        return moment(ends)
    if lasts is None:
        if isinstance(start, datetime):
            raise BadEvent("it has no end, write one")
        return start + DAY
    days, exact = _length(lasts.value.strip())
    if not isinstance(start, datetime):
        if exact:
            raise BadEvent("it has a time at one end and none at the other, write the event anew")
        return start + days
    day = (start + days).date()
    # Days are counted on the wall clock, hours as they go by (RFC 5545, 3.3.6).
    return (instant_of(datetime.combine(day, start.timetz())) + exact).astimezone(start.tzinfo)


def _length(text: str) -> tuple[timedelta, timedelta]:
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        raise BadEvent("its length cannot be read, give it an end instead")
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return timedelta(weeks=weeks, days=days), timedelta(hours=hours, minutes=minutes, seconds=seconds)
