"""What reports know of a closed record and of its actions: never a word of a case, a child or an action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.action import ActionState, Outcome
from bot.domain.meeting import meeting_reference


@dataclass(frozen=True, slots=True)
class ClosedRecord:
    """A meeting whose record is closed."""

    id: str
    council: str
    number: int
    closed_at: datetime

    @property
    def reference(self) -> str:
        """What everybody calls the meeting."""
        return meeting_reference(self.council, self.number)


@dataclass(frozen=True, slots=True)
class CountedTurn:
    """One time that an action which comes again was done, or the one time that another was."""

    due_at: datetime | None
    done_at: datetime
    outcome: Outcome | None

    @property
    def late(self) -> bool:
        """True when it was done after its time."""
        return self.due_at is not None and self.done_at > self.due_at


@dataclass(frozen=True, slots=True)
class CountedAction:
    """An action of a closed record. `agency` and `team` are its owner's, None while it has no owner.

    `put_off` is how often its date was put off, `returned` how often it was given back as somebody else's.
    """

    meeting_id: str
    agency: str | None
    team: str | None
    state: ActionState
    due_at: datetime | None
    time_given_at: datetime | None
    done_at: datetime | None
    outcome: Outcome | None
    put_off: int
    returned: int
    turns: tuple[CountedTurn, ...]
