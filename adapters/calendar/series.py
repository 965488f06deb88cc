"""Events that come again: expanded by the library, once rules that would never end are out of the way."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from datetime import datetime, timedelta

import recurring_ical_events
from icalendar import Calendar, Component, Event
from icalendar.timezone import tzp

from adapters.calendar.essentials import Line, Part
from adapters.calendar.moments import instant, moment, moment_of
from adapters.calendar.troubles import NotRead

MOST = 20_000
_CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Quorate//EN"
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")
_FLOATING = re.compile(r"\d{8}T\d{6}(?:[,/].*)?", re.ASCII)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_OFTEN_A_DAY = 24
_DAY = timedelta(days=1)
Occurrence = tuple[datetime, datetime, Part]


def know_zones(zones: Sequence[Part]) -> None:
    """Forget the zones of the feed before, and learn this one's own."""
    tzp.use_default()
    _parsed("\r\n".join([_CALENDAR, *(zone.text() for zone in zones), "END:VCALENDAR"]))


def is_over(event: Part, start: datetime) -> bool:
    """True when its one rule ended before the window, by more than two days and the event's own length."""
    rules = [line.value.upper() for line in event.lines if line.name in ("RRULE", "RDATE")]
    until = re.search(r"UNTIL=(\d{8})", rules[0]) if len(rules) == 1 else None
    begins, ends = event.first("DTSTART"), event.first("DTEND")
    if until is None or begins is None or event.first("DURATION"):
        return False
    lasts = instant(moment(ends)) - instant(moment(begins)) if ends else _DAY
    return instant(moment_of(until[1], "")) + lasts + 2 * _DAY < start


def occurrences(events: Sequence[Part], start: datetime, end: datetime) -> list[Occurrence]:
    """Each time in the window at which these series take place, overridden and left-out ones as the feed says.

    NotRead when a rule comes again more often than a diary can hold, or cannot be read.
    """
    for event in events:
        _check_rules(event)
    text = "\r\n".join([_CALENDAR, *(_in_london(event).text() for event in events), "END:VCALENDAR"])
    found: list[Occurrence] = []
    for each in _expanded(_parsed(text), start - _DAY, end + _DAY):
        found.append((instant(each.start), instant(each.end), _shown(each)))
        if len(found) > MOST:
            raise NotRead("too_often")
    return found


def _expanded(calendar: Component, start: datetime, end: datetime) -> list[Event]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found: list[Event] = recurring_ical_events.of(calendar).between(start, end)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            # What the library says about rules that make no sense, in many voices.
            raise NotRead("broken") from None
    return found


def _parsed(text: str) -> Component:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            calendar = Calendar.from_ical(text)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            raise NotRead("broken") from None
    if any(part.errors for part in calendar.walk()):
        raise NotRead("broken")
    return calendar


def _check_rules(event: Part) -> None:
    for line in event.lines:
        if line.name != "RRULE":
            continue
        rule = dict(part.partition("=")[::2] for part in line.value.upper().split(";") if part)
        a_day = 1
        for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            a_day *= len(rule[name].split(",")) if name in rule else 1
        if rule.get("FREQ") not in _FREQUENCIES or a_day > _OFTEN_A_DAY:
            raise NotRead("too_often")
        if rule.get("INTERVAL", "1").strip("0") == "":
            raise NotRead("broken")


def _in_london(event: Part) -> Part:
    """Times without a zone are London's, said so before they are counted from."""
    return Part(event.kind, [_placed(line) for line in event.lines])


def _placed(line: Line) -> Line:
    if line.name in _TIMES and not line.zone and _FLOATING.fullmatch(line.value):
        return Line(line.name, f"{line.params};TZID=Europe/London", line.value)
    return line


def _shown(component: Component) -> Part:
    names = ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
    return Part("VEVENT", [Line(name, "", str(component[name])) for name in names if name in component])
