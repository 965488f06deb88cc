"""Everything that is awaited from somebody, with its place on a ladder and the instant of its next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Awaited(StrEnum):
    """What is being waited for. `QUIET`: somebody wanted to be asked again later, and then is.
    `RING`: somebody must be rung; its subject is their invitation, or the seat that they were named for.
    `LINE`: a line of a handover, to emergency duty or back to the day.
    """

    ANSWER = "answer"
    SEAT = "seat"
    COMPLETE_ACTION = "complete_action"
    ACTION = "action"
    INFORMATION = "information"
    HANDOVER = "handover"
    RECORD = "record"
    LONGER = "longer"
    QUIET = "quiet"
    RING = "ring"
    LINE = "line"


class ObligationState(StrEnum):
    """`ESCALATED` means that the last step of the ladder has put it in a named person's hands."""

    OPEN = "open"
    MET = "met"
    ESCALATED = "escalated"


AWAITED = (ObligationState.OPEN, ObligationState.ESCALATED)
"""Not met yet, whoever it is with."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung still to come, and its instant. `daily`: all it does is bring one person's daily list up to date."""

    due_at: datetime
    step: int
    daily: bool = False


@dataclass(slots=True)
class Obligation:
    """`subject_id` is the invitation, seat, action or meeting it is about; `person_id` the one who owes it.

    `ladder` is the policy's ladder as it stood when the promise was made, so a changed policy never rewrites it.
    `target_at` is the time promised, when there is one. `daily` is about the rung at `due_at`, as in `Rung`; `ahead`
    are the rungs after it, worked out for when nothing is late; without them the sweep works out the next one.
    """

    id: str
    council: str
    kind: Awaited
    subject_id: str
    meeting_id: str
    opened_at: datetime
    due_at: datetime
    person_id: str | None = None
    step: int = 0
    state: ObligationState = ObligationState.OPEN
    target_at: datetime | None = None
    ladder: dict[str, Any] = field(default_factory=dict)
    daily: bool = False
    ahead: tuple[Rung, ...] = ()
