"""Answers that somebody's calendar sent for them (iTIP, RFC 5546): what they pressed, and about which entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

from adapters.email.mailbox.automatic import submitted
from adapters.email.mailbox.incoming import Incoming, address_in, content

_LARGEST = 64 * 1024
_METHODS = ("REPLY", "COUNTER")
_LONGEST_UID = 255


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """As the calendar wrote it. `attendee` is whose answer it says to be; `counter`: it proposes another time.

    `answered_at` (UTC) is when the calendar says that it was pressed. `partstat` is in capitals ("ACCEPTED").
    """

    attendee: str
    uid: str
    sequence: int
    partstat: str
    answered_at: datetime
    counter: bool
    commented: bool


def calendar_reply_in(came: Incoming) -> CalendarReply | None:
    """The answer that a message holds; None for none, several, or one that no person gave.

    A calendar's own mail may call itself generated (Google's does); what answers by itself (a room, somebody's
    absence) calls itself replied.
    """
    if submitted(came) == "auto-replied":
        return None
    for part in came.parts("text/calendar", "application/ics"):
        raw = content(part)
        if raw and len(raw) <= _LARGEST and (reply := _read(raw)) is not None:
            return reply
    return None


def _read(raw: bytes) -> CalendarReply | None:
    try:
        calendar = Calendar.from_ical(raw)
        events = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
        method = str(calendar.get("METHOD", "")).upper()
        if method not in _METHODS or len(events) != 1:
            return None
        return _answer(events[0], counter=method == "COUNTER")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        # The library says in many ways that a file is none.
        return None


def _answer(event: Event, *, counter: bool) -> CalendarReply | None:
    attendee, uid, stamp = event.get("ATTENDEE"), str(event.get("UID", "")), event.get("DTSTAMP")
    if attendee is None or isinstance(attendee, list) or "RECURRENCE-ID" in event or not 0 < len(uid) <= _LONGEST_UID:
        return None
    address = address_in(str(attendee).partition(":")[2]) if str(attendee).lower().startswith("mailto:") else ""
    answered_at = getattr(stamp, "dt", None)
    if not address or not isinstance(answered_at, datetime):
        return None
    answered_at = answered_at.replace(tzinfo=UTC) if answered_at.tzinfo is None else answered_at.astimezone(UTC)
    partstat = str(attendee.params.get("PARTSTAT", "")).upper()
    sequence = int(event.get("SEQUENCE", 0))
    return CalendarReply(address, uid, sequence, partstat, answered_at, counter, bool(str(event.get("COMMENT", ""))))
