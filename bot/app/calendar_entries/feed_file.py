"""Several entries in one file to be fetched: nobody is asked anything, so it has no METHOD (RFC 5545, 3.7.2)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.app.calendar_entries.invitations import empty_calendar, event_of
from bot.app.calendar_entries.london_zone import london_zone
from bot.app.cards import CalendarEntry

NAME = "Strategy meetings"
EVERY = "PT15M"


def as_feed(entries: Iterable[CalendarEntry]) -> bytes:
    """The file, UTF-8; the same for the same entries."""
    calendar = empty_calendar()
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", EVERY, parameters={"value": "DURATION"}, encode=False)
    calendar.add_component(london_zone())
    for entry in entries:
        calendar.add_component(event_of(entry))
    return bytes(calendar.to_ical())
