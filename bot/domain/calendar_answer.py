"""An answer that somebody gave by their calendar's own buttons (iTIP, RFC 5546: REPLY and COUNTER)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CalendarWord = Literal["accepted", "declined", "tentative", "counter", "other"]


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What came, as far as it can be read. `sender` is the letter's From address.

    `uid` and `sequence` are the entry's that was answered; `said_at` (DTSTAMP) is when it was answered there, and
    `suggests` the start of another time that was suggested; both UTC. Nothing in it proves anything by itself.
    """

    sender: str
    uid: str
    sequence: int
    answer: CalendarWord
    said_at: datetime | None = None
    suggests: datetime | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose an answer is: `person_id` acts by way of `channel`, or "" when it is not the invited person's."""

    invitation_id: str
    person_id: str = ""
    channel: str = ""
