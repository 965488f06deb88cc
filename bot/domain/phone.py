"""A telephone call that somebody made for us, and what came of it where that is no answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallOutcome(StrEnum):
    """What came of a call. `TOLD`: they know that the meeting is off, or that they are not needed.
    `ON_ITS_WAY`: their information comes."""

    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"
    TOLD = "told"
    ON_ITS_WAY = "on_its_way"


@dataclass(slots=True)
class PhoneCall:
    """`subject_id` is the invitation it was about, or the seat that somebody was named for; `revision` is the
    meeting's when it was made."""

    id: str
    council: str
    meeting_id: str
    subject_id: str
    outcome: CallOutcome
    made_at: datetime
    made_by_id: str
    revision: int
