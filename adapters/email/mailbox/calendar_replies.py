"""Answers that somebody's calendar sent for them (iTIP, RFC 5546): what they pressed, and about which entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

from adapters.email.mailbox.automatic import submitted
from adapters.email.mailbox.incoming import Incoming, address_in, content
from bot.domain.calendar_answer import CalendarAnswer, CalendarWord

_LARGEST = 64 * 1024
_METHODS = ("REPLY", "COUNTER")
_LONGEST_UID = 255
_WORDS: dict[str, CalendarWord] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """The answer, and whose it says to be. `by_another`: the calendar says that somebody else pressed for them."""

    attendee: str
    answer: CalendarAnswer
    by_another: bool = False


def calendar_reply_in(came: Incoming) -> CalendarReply | None:
    """The answer that a message holds; None for none, several, or one that no person gave.

    A calendar's own mail may call itself generated (Google's does); what answers by itself (a room, somebody's
    absence) calls itself replied.
    """
    if submitted(came) == "auto-replied":
        return None
    for part in came.parts("text/calendar", "application/ics"):
        raw = content(part)
        if raw and len(raw) <= _LARGEST and (reply := _read(raw, came.sender)) is not None:
            return reply
    return None


def _read(raw: bytes, sender: str) -> CalendarReply | None:
    try:
        calendar = Calendar.from_ical(raw)
        events = [each for each in calendar.walk("VEVENT") if isinstance(each, Event)]
        method = str(calendar.get("METHOD", "")).upper()
        if method not in _METHODS or len(events) != 1:
            return None
        return _answer(events[0], sender, counter=method == "COUNTER")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        # The library says in many ways that a file is none.
        return None


def _answer(event: Event, sender: str, *, counter: bool) -> CalendarReply | None:
    attendee, uid = event.get("ATTENDEE"), str(event.get("UID", ""))
    if attendee is None or isinstance(attendee, list) or "RECURRENCE-ID" in event or not _could_be_ours(uid):
        return None
    address = address_in(str(attendee).partition(":")[2]) if str(attendee).lower().startswith("mailto:") else ""
    said_at = _instant(event.get("DTSTAMP"))
    if not address or said_at is None:
        return None
    word = _WORDS.get(str(attendee.params.get("PARTSTAT", "")).upper(), "other")
    suggests = _instant(event.get("DTSTART")) if counter else None
    sequence = int(event.get("SEQUENCE", 0))
    said = CalendarAnswer(sender, uid, sequence, "counter" if counter else word, said_at, suggests)
    return CalendarReply(address, said, _by_another(attendee, address))


def _could_be_ours(uid: str) -> bool:
    """Ours are plain letters; PostgreSQL would refuse to look for a NUL, and a stranger be written to about it."""
    return 0 < len(uid) <= _LONGEST_UID and uid.isascii() and uid.isprintable()


def _by_another(attendee: vCalAddress, address: str) -> bool:
    """True when the answer names who gave it, and that is not the attendee (RFC 5545, SENT-BY)."""
    sent_by = str(attendee.params.get("SENT-BY", "")).strip().strip('"')
    return bool(sent_by) and address_in(sent_by.partition(":")[2]) != address


def _instant(written: object) -> datetime | None:
    """The instant of a property, UTC; None for a day, or for a time of no known place."""
    at = getattr(written, "dt", None)
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo is not None else None
