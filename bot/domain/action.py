"""An action agreed at a meeting: who, by when, or chased until both are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Extension:
    """One time that a date was put off: every earlier date stays in sight. `reason` is private."""

    at: datetime
    by_id: str
    was: datetime
    now: datetime
    reason: str


@dataclass(slots=True)
class Action:
    """`words` are private and shown on request only. `due_at` is None while no checkable time is known.

    `expected` is the timescale in the grammar of the domain ("WD:3", "CHASE:VAGUE").
    """

    id: str
    council: str
    meeting_id: str
    number: int
    words: str
    created_at: datetime
    verb: str = ""
    owner_id: str | None = None
    owner_words: str = ""
    timescale_words: str = ""
    expected: str = "CHASE:NONE"
    due_at: datetime | None = None
    time_given_at: datetime | None = None
    state: ActionState = ActionState.OPEN
    done_at: datetime | None = None
    done_by_id: str | None = None
    in_case_record: bool = False
    extensions: tuple[Extension, ...] = ()

    @property
    def complete(self) -> bool:
        """True when it has both an owner and a checkable time: then, and only then, it can be held to account."""
        return self.owner_id is not None and self.due_at is not None

    def overdue(self, now: datetime) -> bool:
        """True when it is open and its time has passed."""
        return self.state is ActionState.OPEN and self.due_at is not None and self.due_at <= now
