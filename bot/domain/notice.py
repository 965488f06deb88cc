"""A message owed to one person: at once the outbox's row and the live card it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about; the card is built from what is true when it is sent, never stored."""

    INVITATION = "invitation"
    CONVENOR = "convenor"
    RECORD = "record"
    DIGEST = "digest"
    ACTIONS = "actions"
    NUDGE = "nudge"
    UNTIMED = "untimed"
    LONGER = "longer"
    RETURNED = "returned"
    UNANSWERED = "unanswered"
    INFORMATION = "information"
    HANDOVER = "handover"
    EVENING = "evening"
    NIGHT = "night"
    MORNING = "morning"
    NOT_TAKEN = "not_taken"
    TELL = "tell"
    CODE = "code"
    RING = "ring"
    UNREACHED = "unreached"
    CALENDAR = "calendar"
    ACCOUNT = "account"
    ALARM = "alarm"


class NoticeState(StrEnum):
    """`PENDING` waits, `CLAIMED` is being sent, `SENT` is with the person, `RETRY` waits for its next try.

    `FAILED` could not be delivered anywhere (and somebody has been told); `MOOT` no longer mattered.
    """

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    MOOT = "moot"


@dataclass(slots=True)
class Notice:
    """`dedupe` is unique: the same thing is never owed twice. `code` picks the words of a short telling.

    `version` grows when the card must be brought up to date; a send that finished with an older one is followed
    by an update in place. `attempted` with no `post_id` is a send in doubt: repeated once, and marked so.
    `fence` grows with every claim, so a sender that woke late cannot record over its successor.
    `shown` is a short hash of the card that the post is known to show, "" when that is not certain. `turn` is the
    card's own, as it was last sent: a letter is followed by another only when that has changed.
    `waiting_since` is when its first post was due, once a channel has put it off.
    """

    id: str
    council: str
    kind: NoticeKind
    subject_id: str
    person_id: str
    dedupe: str
    due_at: datetime
    created_at: datetime
    meeting_id: str = ""
    code: str = ""
    urgent: bool = False
    state: NoticeState = NoticeState.PENDING
    version: int = 1
    attempted: bool = False
    repeated: bool = False
    attempts: int = 0
    fence: int = 0
    lease_until: datetime | None = None
    address_id: str | None = None
    channel: str = ""
    post_id: str = ""
    sent_at: datetime | None = None
    first_sent_at: datetime | None = None
    tried: tuple[str, ...] = ()
    reason: str = ""
    retired: bool = False
    shown: str = ""
    turn: str = ""
    waiting_since: datetime | None = None
