"""The strategy meeting, its seats, and the room it is held in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.case import CaseFacts
from bot.domain.errors import Refusal


def meeting_reference(council: str, number: int) -> str:
    """What everybody calls a meeting: council, SM, number ("RBWM-SM-12")."""
    return f"{council}-SM-{number}"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    DRAFT = "draft"
    CALLED = "called"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OtherTime:
    """Another time at which the meeting could be (UTC). `missing` names required seats that nobody fills then;
    `late`: after the deadline, shown so that it is known when all could come.
    """

    starts_at: datetime
    reason: str = ""
    missing: tuple[str, ...] = ()
    late: bool = False


@dataclass(slots=True)
class Meeting:
    """One strategy meeting. `revision` changes only when its time or place moves.

    `follows_id`: the meeting out of hours whose full meeting this is, planned in the same act.

    `facts`, `excluded` (ids of people who must not be told) and `excluded_names` are private.
    `happened_at` is when it was held; `entered_at` when that was told to Quorate (they differ after a call).
    """

    id: str
    council: str
    number: int
    urgency: str
    convenor_id: str
    raised_at: datetime
    deadline: datetime
    facts: CaseFacts
    policy_version: str
    state: MeetingState = MeetingState.DRAFT
    minutes: int = 60
    revision: int = 1
    starts_at: datetime | None = None
    room_id: str = ""
    recorder_id: str | None = None
    excluded: tuple[str, ...] = ()
    excluded_names: tuple[str, ...] = ()
    offered: tuple[OtherTime, ...] = ()
    handover_to_id: str | None = None
    called_at: datetime | None = None
    happened_at: datetime | None = None
    entered_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str = ""
    follows_id: str | None = None

    @property
    def reference(self) -> str:
        """What everybody calls it: council, SM, number ("RBWM-SM-12")."""
        return meeting_reference(self.council, self.number)

    @property
    def ends_at(self) -> datetime | None:
        """The planned end, or None while no time is set."""
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes)

    @property
    def open_to_answers(self) -> bool:
        """True while invitations can be answered."""
        return self.state is MeetingState.CALLED

    def move(self, starts_at: datetime, room_id: str) -> None:
        """Set a new time or room. Every answer to the old one stops counting."""
        self.require(MeetingState.CALLED, MeetingState.DRAFT)
        if (starts_at, room_id) == (self.starts_at, self.room_id):
            return
        self.starts_at, self.room_id = starts_at, room_id
        if self.state is MeetingState.CALLED:
            self.revision += 1

    def require(self, *states: MeetingState) -> None:
        """Refuse, in plain words, what the meeting's state no longer allows."""
        if self.state not in states:
            raise Refusal(
                "wrong_state",
                f"{self.reference} is {STATE_WORDS[self.state]}. Nothing was changed. "
                "Look at the newest message about it.",
            )


STATE_WORDS = {
    MeetingState.DRAFT: "a draft and has not been sent",
    MeetingState.CALLED: "already called",
    MeetingState.HELD: "already held",
    MeetingState.CLOSED: "closed",
    MeetingState.CANCELLED: "cancelled",
}


@dataclass(slots=True)
class Seat:
    """One place at the meeting. `why` is plain words for the convenor and says nothing about the child.

    `unsure`: planned on a calendar that is not known for certain.
    """

    id: str
    council: str
    meeting_id: str
    name: str
    required: bool
    why: str = ""
    child: str = ""
    person_id: str | None = None
    desk_id: str | None = None
    tier: int = 0
    person_why: str = ""
    named_elsewhere: str = ""
    closed: bool = False
    unsure: bool = False


@dataclass(slots=True)
class RoomHold:
    """A room kept for a meeting; no two holds of one room overlap."""

    id: str
    council: str
    room_id: str
    meeting_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class AgencyReference:
    """An agency's own reference for the meeting (a police log number, an NHS number stays out)."""

    id: str
    council: str
    meeting_id: str
    agency: str
    reference: str
    added_by_id: str
