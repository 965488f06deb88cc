"""Times as iCalendar writes them, turned into instants. Without a zone they are London's."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar.timezone import tzp

from adapters.calendar.essentials import Line
from adapters.calendar.troubles import NotRead
from scheduling.london import LONDON

_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?)", re.ASCII
)
Moment = datetime | date
ZoneOf = Callable[[str], tzinfo]


def zone_named(name: str) -> tzinfo:
    """A zone by the name that a feed uses, Microsoft's names among them; London when there is none.

    NotRead when nobody knows it: a guess could be hours wrong.
    """
    if not name:
        return LONDON
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = tzp.timezone(name)
    if found is None:
        raise NotRead("unknown_zone")
    return found


def moment(line: Line, zone_of: ZoneOf = zone_named) -> Moment:
    """A property's time (aware) or date. NotRead when it is neither."""
    return moment_of(line.value, line.zone, zone_of)


def moment_of(value: str, zone: str, zone_of: ZoneOf = zone_named) -> Moment:
    """A time (aware) or date from its text and its zone's name."""
    found = _MOMENT.fullmatch(value)
    if found is None:
        raise NotRead("broken")
    year, month, day = (int(each) for each in found.groups()[:3])
    try:
        on = date(year, month, day)
        if found[4] is None:
            return on
        # A leap second is the last second of its minute.
        at = time(int(found[4]), int(found[5]), min(int(found[6]), 59))
    except ValueError:
        raise NotRead("broken") from None
    return datetime.combine(on, at, UTC if found[7] else zone_of(zone))


def length(value: str) -> timedelta:
    """A duration. NotRead when it is none."""
    found = _LENGTH.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise NotRead("broken")
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    whole = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -whole if found[1] == "-" else whole


def instant(at: Moment) -> datetime:
    """The UTC instant; a date begins at midnight in London, and so does a time without a zone count as London's."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(), LONDON)
    elif at.tzinfo is None:
        at = at.replace(tzinfo=LONDON)
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise NotRead("broken") from None


def later(at: Moment, lasts: timedelta) -> datetime:
    """The instant that long after: whole days by the clock on the wall, hours as they elapse (RFC 5545, 3.3.6)."""
    days = timedelta(days=lasts.days)
    try:
        return instant(at + days) + (lasts - days)
    except OverflowError:
        raise NotRead("broken") from None
