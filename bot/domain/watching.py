"""What Quorate finds when it looks at itself: a promise that is not being kept, and work that fails each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Amiss:
    """One thing that a check of the self-audit finds now, by ids and codes alone."""

    check_name: str
    subject_id: str
    council: str = ""
    meeting_id: str = ""

    @property
    def id(self) -> str:
        """The same for the same thing, whichever process finds it."""
        return f"{self.check_name}:{self.subject_id}"


@dataclass(slots=True)
class Discrepancy:
    """What was found amiss and could not be put right at once: alarmed once, until it has cleared.

    `repairs` counts how often it was put right: what comes back again and again is told to somebody.
    """

    id: str
    check_name: str
    subject_id: str
    council: str
    meeting_id: str
    found_at: datetime
    cleared_at: datetime | None = None
    repairs: int = 0


class RowKind(StrEnum):
    """Whose work failed."""

    OBLIGATION = "obligation"
    NOTICE = "notice"


@dataclass(slots=True)
class Failing:
    """A row whose work raised: how often, and of what kind its last error was (never its text).

    Since `aside_at` it is in quarantine: tried once a day, by an operator's word, and by another `release`.
    """

    id: str
    kind: RowKind
    row_id: str
    council: str
    meeting_id: str
    failures: int
    error: str
    release: str
    first_at: datetime
    last_at: datetime
    next_at: datetime
    aside_at: datetime | None = None


def failing_id(kind: RowKind, row_id: str) -> str:
    """One for each row."""
    return f"{kind}:{row_id}"


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits longest: the oldest thing due that was not chased, and per lane and channel the oldest message."""

    chase_since: datetime | None
    outbox_since: tuple[tuple[bool, str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What was asked of the database a moment ago, and how long it took to answer, in seconds."""

    at: datetime
    backlog: Backlog
    answered_in: float
