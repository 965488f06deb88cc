"""An entry to write, and two parsers that know nothing of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import icalendar
import vobject

from bot.app.calendar_entries import as_itip
from bot.app.cards import CalendarEntry
from scheduling.london import LONDON

FROM, TO = "exmp@quorate.example", "priya.nair@nhs.example"

ENTRY = CalendarEntry(
    uid="i1.fWq3mK.seal-of_it@quorate.example",
    sequence=3,
    starts_at=datetime(2026, 3, 10, 14, tzinfo=LONDON),
    ends_at=datetime(2026, 3, 10, 15, tzinfo=LONDON),
    title="Exampleshire: strategy meeting EXMP-SM-3",
    where="https://meet.example.org/one",
    words="Join: https://meet.example.org/one\nOr dial in: 01632 960801, PIN 1001\n"
    "To learn which child, ring Sam Carter, 01632 960102.\nIf a child is in immediate danger call 999.",
    organiser="Exampleshire",
    attendee="Priya Nair",
    stamped_at=datetime(2026, 3, 10, 10, 20, tzinfo=LONDON),
)


def written(**changes: Any) -> bytes:
    """The entry with these changes, as it is mailed."""
    return as_itip(replace(ENTRY, **changes), FROM, TO)


def by_vobject(file: bytes) -> Any:
    """The file's one event, as vobject reads it."""
    return vobject.readOne(file.decode()).vevent


def by_icalendar(file: bytes) -> Any:
    """The file's one event, as icalendar reads it."""
    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    return event
