"""Reading what a calendar sends back: from Outlook, Google, Apple, and whoever else follows RFC 5546."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from bot.domain.calendar_answer import CalendarAnswer, CalendarWord
from scheduling.london import LONDON

LONGEST = 200_000
_METHODS = ("REPLY", "COUNTER")
_WORDS: Mapping[str, CalendarWord] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_MAILTO = "mailto:"


def read_answer(file: bytes, sender: str) -> CalendarAnswer | None:
    """The answer in a calendar file that `sender` mailed; None for anything that is no answer. It never raises."""
    if len(file) > LONGEST:
        return None
    try:
        calendar = Calendar.from_ical(file)
        method = str(calendar.get("method", "")).upper()
        events = calendar.walk("VEVENT") if method in _METHODS else []
        return _read(events[0], method, sender.strip().lower()) if len(events) == 1 else None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        # The library raises these for what is no calendar at all; a stranger may have written it.
        return None


def _read(event: Any, method: str, sender: str) -> CalendarAnswer | None:
    uid = str(event.get("uid", "")).strip()
    if not uid:
        return None
    return CalendarAnswer(
        sender=sender,
        uid=uid,
        sequence=int(event.get("sequence", 0)),
        answer="counter" if method == "COUNTER" else _WORDS.get(_status(event, sender), "other"),
        said_at=_instant(event.get("dtstamp")),
        suggests=_instant(event.get("dtstart")) if method == "COUNTER" else None,
    )


def _status(event: Any, sender: str) -> str:
    """What the one who answers has said: their own line, or the only one."""
    found = event.get("attendee", [])
    lines = found if isinstance(found, list) else [found]
    own = [each for each in lines if str(each).strip().lower().removeprefix(_MAILTO) == sender] or lines
    return str(own[0].params.get("PARTSTAT", "")).upper() if len(own) == 1 else ""


def _instant(found: Any) -> datetime | None:
    """A time in UTC; one without a zone is London's, and a mere date is none."""
    at = getattr(found, "dt", None)
    if not isinstance(at, datetime):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)
