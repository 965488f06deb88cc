"""Events that come again, and dates of them that were moved or struck out: expanded by the library, within limits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

import recurring_ical_events
from icalendar import Calendar

from bot.app.rota.calendar_events import BadEvent, Event
from bot.app.rota.calendar_times import LONGEST, Moment, When, instant_of, london_day, moment, when
from bot.app.rota.repeats import Rule, dates, rule_of, rule_text, steps, until
from bot.app.rota.wall_clock import DAY

_CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Quorate//EN"
_LINE = "X-QUORATE-LINE"
BROKEN = "it repeats in a way that cannot be read, list its dates or write it anew"
Occurrence = tuple[int, datetime, datetime]


@dataclass(frozen=True, slots=True)
class Timed:
    """An event's times, read once. `moved`: the date that it stands for, and all later ones if `onwards`."""

    event: Event
    when: When
    rule: Rule
    until: Moment | None
    moved: Moment | None
    onwards: bool
    left_out: tuple[Moment, ...]
    further: tuple[Moment, ...]

    @property
    def listed(self) -> int:
        """How many dates are listed one by one."""
        return len(self.left_out) + len(self.further)

    @property
    def repeats(self) -> bool:
        """True when its times are not simply its start and end."""
        return bool(self.rule or self.further or self.moved is not None)

    @property
    def sequence(self) -> int:
        """How often it has been changed."""
        text = self.event.value("SEQUENCE")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0

    def matters(self, start: datetime, end: datetime) -> bool:
        """False when nothing of it can be within the window: years of history cost nothing."""
        begins, ends = self.when.span
        if self.onwards or (self.moved is not None and start <= instant_of(self.moved) < end):
            return True
        if self.further or (self.rule and self.until is None):
            return begins < end
        last = max(ends, instant_of(self.until) + LONGEST + DAY) if self.until is not None else ends
        return begins < end and last > start

    def cost(self, first: date, last: date) -> tuple[int, int]:
        """About how many dates the library looks at, and how many of them are within these days."""
        begins = london_day(self.when.start)
        looked_at = steps(self.rule, begins, last)
        return looked_at, min(looked_at, steps(self.rule, max(begins, first), last)) + len(self.further)


def timed(event: Event) -> Timed:
    """Everything about when it is. Raises BadEvent."""
    times, rule = when(event), rule_of(event)
    further = tuple(dates(event, "RDATE"))
    recurrence = event.first("RECURRENCE-ID")
    moved = moment(recurrence) if recurrence else None
    if moved is not None and (rule or further):
        raise BadEvent("it changes one date of a series and repeats too, write the series anew")
    onwards = recurrence is not None and recurrence.params.get("RANGE", "").upper() == "THISANDFUTURE"
    if onwards and moved is not None and abs(instant_of(times.start) - instant_of(moved)) > LONGEST:
        raise BadEvent("it moves a whole series by more than a month, write the series anew")
    return Timed(event, times, rule, until(rule), moved, onwards, tuple(dates(event, "EXDATE")), further)


def occurrences(series: Sequence[Timed], start: datetime, end: datetime) -> Iterator[Occurrence]:
    """Each time in the window at which one series takes place: the line of the event that says so, start and end.

    BadEvent when the library cannot make sense of it.
    """
    text = "\r\n".join([_CALENDAR, *(_text(each) for each in series), "END:VCALENDAR"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = recurring_ical_events.of(Calendar.from_ical(text)).between(start, end)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            # What the library says about series that make no sense, in many voices.
            raise BadEvent(BROKEN) from None
    for each in found:
        yield int(each[_LINE]), instant_of(each.start), instant_of(each.end)


def _text(own: Timed) -> str:
    """The event again, of our own making: nothing of the file but its times, and those in one zone."""
    start = own.when.start
    zone = start.tzinfo if isinstance(start, datetime) else None
    lines = ["BEGIN:VEVENT", "UID:series", f"{_LINE}:{own.event.number}", f"SEQUENCE:{own.sequence}"]
    lines += [_written("DTSTART", start, zone), _written("DTEND", own.when.end, zone)]
    if own.rule:
        lines.append(f"RRULE:{rule_text(own.rule, start)}")
    lines += [_written("EXDATE", each, zone) for each in own.left_out]
    lines += [_written("RDATE", each, zone) for each in own.further]
    if own.moved is not None:
        name = "RECURRENCE-ID;RANGE=THISANDFUTURE" if own.onwards else "RECURRENCE-ID"
        lines.append(_written(name, own.moved, zone))
    return "\r\n".join([*lines, "END:VEVENT"])


def _written(name: str, at: Moment, zone: tzinfo | None) -> str:
    if not isinstance(at, datetime):
        return f"{name};VALUE=DATE:{at:%Y%m%d}"
    own = at.astimezone(zone or UTC)
    key = getattr(own.tzinfo, "key", "")
    return f"{name};TZID={key}:{own:%Y%m%dT%H%M%S}" if key else f"{name}:{own:%Y%m%dT%H%M%SZ}"
