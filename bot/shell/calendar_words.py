"""What is wrong with a free/busy calendar, and what to do about it, in plain words for each trouble's code."""

from __future__ import annotations

from datetime import datetime

from bot.app.wording.times import moment
from bot.domain.diary import Calendar

HOSTS = "QUORATE_CALENDAR_HOSTS"
_ASK = "Ask {name} for a new address, then run `quorate calendar add {id}`."
_LATER = "Quorate goes on trying. If it stays so, ask whoever runs that server."
_NOT_TRIED = "Is Quorate running? `quorate calendar read {id}` reads it now."
_OTHER = "Quorate cannot use it. Ask {name} to publish a plain calendar, then run `quorate calendar add {id}`."

# By code: what happened, and what mends it.
_TROUBLES = {
    "not_an_address": ("that is not the address of a calendar", _ASK),
    "not_secure": ("its address does not begin with https", _ASK),
    "not_allowed": (f"its server is not in {HOSTS}", f"If the server is to be trusted, add its name to {HOSTS}."),
    "private_address": ("its server is inside a private network, where nothing is fetched", _ASK),
    "sent_elsewhere": (f"the server sent us on to one that is not in {HOSTS}", _ASK),
    "not_trusted": ("the server's certificate is not valid", _LATER),
    "no_answer": ("the server did not answer in time", _LATER),
    "no_connection": ("the server could not be reached", _LATER),
    "bad_answer": ("the server's answer made no sense", _LATER),
    "too_big": ("it is larger than 5 MB", "Ask {name} to publish a shorter time, or free/busy alone."),
    "not_a_calendar": ("the server sent a page that is not a calendar", _ASK),
    "broken": ("it is cut off, or holds an entry that cannot be read", _OTHER),
    "unknown_zone": ("it uses a time zone that nobody knows", _OTHER),
    "too_often": ("it holds an entry that repeats more often than a diary can", _OTHER),
    "too_slow": ("it took too long to work out", _OTHER),
}


def why(code: str) -> str:
    """What happened, as the second half of a sentence."""
    if code.startswith("http_"):
        return f"the server answered {code.removeprefix('http_')}"
    return _TROUBLES[code][0] if code in _TROUBLES else "something that Quorate did not foresee"


def mend(code: str, person_id: str, name: str) -> str:
    """What to do, in one sentence or two."""
    if not code:
        known = _NOT_TRIED
    elif code.startswith("http_"):
        known = _LATER if code >= "http_500" or code == "http_429" else _ASK
    else:
        known = _TROUBLES[code][1] if code in _TROUBLES else _LATER
    return known.format(name=name, id=person_id)


def state(calendar: Calendar, now: datetime, stale_hours: int) -> str:
    """How the calendar does: when it was read, up to when it is known, and what has been wrong since."""
    wrong = f": {why(calendar.trouble)}" if calendar.trouble else ""
    if calendar.read_at is None:
        return f"has not been read yet{wrong}."
    until = calendar.trusted_until(now, stale_hours)
    if until is None:
        return f"has not been read since {moment(calendar.read_at)}{wrong}. Its times count as unknown."
    if wrong:
        return f"has not been read since {moment(calendar.read_at)}{wrong}. What was read then still counts."
    return f"read {moment(calendar.read_at)}, known until {moment(until)}."
