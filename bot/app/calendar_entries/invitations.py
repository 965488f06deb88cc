"""An entry as an invitation to one calendar (iTIP, RFC 5546): a request, or its cancellation."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, vCalAddress

from bot.app.calendar_entries import safe_text
from bot.app.calendar_entries.london_zone import TZID, as_written, london_zone
from bot.app.calendar_entries.safe_text import Unwritable
from bot.app.cards import CalendarEntry

PRODUCT = "-//Quorate//Strategy meetings//EN"
HIGHEST_SEQUENCE = 2**31
REMIND_BEFORE = timedelta(minutes=15)

Method = Literal["REQUEST", "CANCEL"]


def method_of(entry: CalendarEntry) -> Method:
    """The method, which stands in the file and in its MIME type too (MS-STANOICAL: Outlook reads both)."""
    return "CANCEL" if entry.cancelled else "REQUEST"


def as_itip(entry: CalendarEntry, organiser_address: str, attendee_address: str) -> bytes:
    """The file to attach, UTF-8: `text/calendar; charset=utf-8; method=…`. Raises Unwritable before anything is sent.

    `organiser_address` is where the calendar's own buttons send their answer.
    """
    event = event_of(entry)
    event.add("organizer", _who(organiser_address, entry.organiser))
    event.add("attendee", _attendee(attendee_address, entry))
    if not entry.cancelled:
        event.add_component(_reminder(entry))
    calendar = empty_calendar()
    calendar.add("method", method_of(entry))
    calendar.add_component(london_zone())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def empty_calendar() -> Calendar:
    """A calendar of ours without anything in it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def event_of(entry: CalendarEntry) -> Event:
    """The entry itself, whoever gets it. Raises Unwritable for one that no calendar could keep."""
    if not 0 <= entry.sequence < HIGHEST_SEQUENCE or entry.ends_at <= entry.starts_at:
        raise Unwritable("That entry cannot be written into a calendar. Nothing was sent.")
    event = Event()
    starts_at, ends_at = as_written(entry.starts_at, entry.ends_at)
    event.add("uid", safe_text.uid(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamped_at.astimezone(UTC).replace(microsecond=0))
    for name, at in (("dtstart", starts_at), ("dtend", ends_at)):
        event.add(name, at, parameters={"tzid": TZID} if at.tzinfo is not UTC else {})
    event.add("summary", safe_text.line(entry.title))
    if where := safe_text.line(entry.where):
        event.add("location", where)
    event.add("description", safe_text.words(entry.words))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    return event


def _who(email: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{safe_text.address(email)}")
    found.params["CN"] = safe_text.name(name) or "Quorate"
    return found


def _attendee(email: str, entry: CalendarEntry) -> vCalAddress:
    """Who is asked. Whoever has said already that they come is not asked to say it again."""
    found = _who(email, entry.attendee)
    found.params["CUTYPE"] = "INDIVIDUAL"
    found.params["ROLE"] = "REQ-PARTICIPANT"
    found.params["PARTSTAT"] = "ACCEPTED" if entry.coming else "NEEDS-ACTION"
    found.params["RSVP"] = "FALSE" if entry.coming or entry.cancelled else "TRUE"
    return found


def _reminder(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", safe_text.line(entry.title))
    return alarm
