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


class Outcome(StrEnum):
    """What a finished action changed for the child (finding 15)."""

    SAFER = "safer"
    NO_CHANGE = "no_change"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Extension:
    """One time that a date was put off: every earlier date stays in sight. `reason` is private.

    `agreed_by_id` is the manager who agreed, "" where nobody had to.
    """

    at: datetime
    by_id: str
    was: datetime
    now: datetime
    reason: str
    agreed_by_id: str = ""


@dataclass(frozen=True, slots=True)
class LongerAsked:
    """A later date that a manager must agree to; until then the date stands. `words` and `reason` are private.

    `until` is the date asked for, `expected` the same in the grammar of the domain.
    """

    at: datetime
    by_id: str
    until: datetime
    expected: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Somebody said that this action is not theirs. `reason` is private."""

    at: datetime
    by_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One time that an action which comes again was done. `words` (what changed for the child) are private."""

    due_at: datetime | None
    done_at: datetime
    by_id: str
    outcome: Outcome | None = None
    words: str = ""


@dataclass(slots=True)
class Action:
    """`words` are private and shown on request only. `due_at` is None while no checkable time is known.

    `expected` is the timescale in the grammar of the domain ("WD:3", "CHASE:VAGUE"). `outcome` and its words say
    what changed for the child; of one that comes no more the words say why. `turns` are the times that an action
    which comes again was done. `quiet_until`: its owner is not nudged before.
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
    longer: LongerAsked | None = None
    given_back: tuple[GivenBack, ...] = ()
    outcome: Outcome | None = None
    outcome_words: str = ""
    turns: tuple[Turn, ...] = ()
    quiet_until: datetime | None = None

    @property
    def comes_again(self) -> bool:
        """True for one that recurs until it is ended."""
        return self.expected.startswith("RECUR:")

    @property
    def put_off(self) -> tuple[Extension, ...]:
        """Every time that its date was put off; of one that comes again only those of this turn."""
        return tuple(each for each in self.extensions if not self.turns or each.at > self.turns[-1].done_at)

    @property
    def complete(self) -> bool:
        """True when it has both an owner and a checkable time: then, and only then, it can be held to account."""
        return self.owner_id is not None and self.due_at is not None

    def overdue(self, now: datetime) -> bool:
        """True when it is open and its time has passed."""
        return self.state is ActionState.OPEN and self.due_at is not None and self.due_at <= now
