"""Events that come again, and dates of them that were moved or struck out: expanded by the library, within limits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo

import recurring_ical_events
from icalendar import Calendar

from bot.app.rota.calendar_events import BadEvent, Event
from bot.app.rota.calendar_times import LONGEST, Moment, instant_of, moment, when
from bot.app.rota.repeats import dates, rule_of, rule_text

_CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Quorate//EN"
_LINE = "X-QUORATE-LINE"
BROKEN = "it repeats in a way that cannot be read, list its dates or write it anew"
Occurrence = tuple[int, datetime, datetime]


def occurrences(events: Sequence[Event], start: datetime, end: datetime) -> Iterator[Occurrence]:
    """Each time in the window at which one series takes place: the line of the event that says so, start and end.

    BadEvent when the library cannot make sense of it.
    """
    text = "\r\n".join([_CALENDAR, *(_text(each) for each in events), "END:VCALENDAR"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = recurring_ical_events.of(Calendar.from_ical(text)).between(start, end)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            # What the library says about series that make no sense, in many voices.
            raise BadEvent(BROKEN) from None
    for each in found:
        yield int(each[_LINE]), instant_of(each.start), instant_of(each.end)


def _text(event: Event) -> str:
    """The event again, of our own making: nothing of the file but its times, and those in one zone."""
    times = when(event)
    zone = times.start.tzinfo if isinstance(times.start, datetime) else None
    lines = ["BEGIN:VEVENT", "UID:series", f"{_LINE}:{event.number}", f"SEQUENCE:{sequence(event)}"]
    lines += [_written("DTSTART", times.start, zone), _written("DTEND", times.end, zone)]
    if rule := rule_of(event):
        lines.append(f"RRULE:{rule_text(rule, times.start)}")
    for name in ("EXDATE", "RDATE"):
        lines += [_written(name, each, zone) for each in dates(event, name)]
    if moved := event.first("RECURRENCE-ID"):
        instead_of = moment(moved)
        later = ";RANGE=THISANDFUTURE" if moved.params.get("RANGE", "").upper() == "THISANDFUTURE" else ""
        if later and abs(instant_of(times.start) - instant_of(instead_of)) > LONGEST:
            raise BadEvent("it moves a whole series by more than a month, write the series anew")
        lines.append(_written(f"RECURRENCE-ID{later}", instead_of, zone))
    return "\r\n".join([*lines, "END:VEVENT"])


def sequence(event: Event) -> int:
    """How often the event has been changed."""
    text = event.value("SEQUENCE")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _written(name: str, at: Moment, zone: tzinfo | None) -> str:
    if not isinstance(at, datetime):
        return f"{name};VALUE=DATE:{at:%Y%m%d}"
    own = at.astimezone(zone or UTC)
    key = getattr(own.tzinfo, "key", "")
    return f"{name};TZID={key}:{own:%Y%m%dT%H%M%S}" if key else f"{name}:{own:%Y%m%dT%H%M%SZ}"
