"""A request to a police desk, in place of a call to the control room: who has seen it, who comes, or why nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf


class Stage(StrEnum):
    """Where a request stands. `ASSIGNED` is with an officer who has not answered yet."""

    REQUESTED = "requested"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"


@dataclass(slots=True)
class PoliceRequest:
    """One desk asked for one unit, for one time of one meeting: a move of the time asks anew.

    `unit` is the seat's name. Each step has its time (UTC) and whose step it was; a step that came to nothing (the
    officer can't come) is taken back, and taken again for the next. Taking it oneself is all of them at once.
    `needed_by` is the meeting's start. `refused_words` are private. Closed without an answer: it no longer mattered.
    """

    id: str
    council: str
    meeting_id: str
    seat_id: str
    desk_id: str
    revision: int
    unit: str
    urgency: str
    requested_at: datetime
    needed_by: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by_id: str | None = None
    claimed_at: datetime | None = None
    claimed_by_id: str | None = None
    assigned_at: datetime | None = None
    assigned_by_id: str | None = None
    assigned_to_id: str | None = None
    accepted_at: datetime | None = None
    refused_at: datetime | None = None
    refused_by_id: str | None = None
    refused_code: str = ""
    refused_words: str = ""
    closed_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        """Where it stands by its own account; what the seat and its people say besides is the reader's to add."""
        if self.closed_at is not None and self.accepted_at is None and self.refused_at is None:
            return Stage.CLOSED
        if self.accepted_at is not None:
            return Stage.ACCEPTED
        if self.assigned_at is not None:
            return Stage.ASSIGNED
        if self.refused_at is not None:
            return Stage.REFUSED
        return Stage.ACKNOWLEDGED if self.acknowledged_at is not None else Stage.REQUESTED

    @property
    def waits(self) -> bool:
        """True while the desk, or the officer whom it named, still has to answer."""
        return self.stage in (Stage.REQUESTED, Stage.ACKNOWLEDGED, Stage.ASSIGNED)

    def acknowledge(self, who: str, at: datetime) -> None:
        """The desk has it. The first to say so stays."""
        if self.acknowledged_at is None:
            self.acknowledged_at, self.acknowledged_by_id = at, who

    def claim(self, who: str, at: datetime) -> None:
        """Somebody of the desk comes themselves: seen, named and answered in one."""
        self.assign(who, who, at)
        self.claimed_at, self.claimed_by_id, self.accepted_at = at, who, at

    def assign(self, to: str, by: str, at: datetime) -> None:
        """An officer is named; it waits for their answer. What was refused before is so no more."""
        self.acknowledge(by, at)
        self.assigned_at, self.assigned_by_id, self.assigned_to_id = at, by, to
        self.claimed_at, self.claimed_by_id, self.accepted_at = None, None, None
        self.unrefuse()

    def accept(self, who: str, at: datetime) -> None:
        """Whoever fills the seat has said that they will come."""
        self.acknowledge(who, at)
        if self.assigned_at is None or self.assigned_to_id != who:
            self.assigned_at, self.assigned_by_id, self.assigned_to_id = at, who, who
        self.accepted_at = at
        self.unrefuse()

    def free(self) -> None:
        """Whoever was to come can't: the desk has it again."""
        self.claimed_at, self.claimed_by_id, self.accepted_at = None, None, None
        self.assigned_at, self.assigned_by_id, self.assigned_to_id = None, None, None

    def refuse(self, who: str, at: datetime, code: str, words: str) -> None:
        """The desk can't. To have refused is to have seen it."""
        self.acknowledge(who, at)
        self.free()
        self.refused_at, self.refused_by_id, self.refused_code, self.refused_words = at, who, code, words

    def unrefuse(self) -> None:
        """The desk can after all."""
        self.refused_at, self.refused_by_id, self.refused_code, self.refused_words = None, None, "", ""

    def used_up(self, now: datetime) -> float:
        """The share of its own time that has gone: 0 when asked, 1 when the officer is needed, more when late."""
        whole = (self.needed_by - self.requested_at).total_seconds()
        gone = (now - self.requested_at).total_seconds()
        return gone / whole if whole > 0 else inf


def most_pressing(requests: Iterable[PoliceRequest], now: datetime) -> list[PoliceRequest]:
    """The oldest against its own deadline first [A]: a request of an hour with 40 minutes gone (0.67) comes before
    one of three days with a day gone (0.33). Then the sooner needed, then the longer asked."""
    return sorted(requests, key=lambda each: (-each.used_up(now), each.needed_by, each.requested_at, each.id))


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """What the report knows of a request: whose desk, how urgent, when each step came. Never which meeting."""

    council: str
    desk: str
    urgency: str
    requested_at: datetime
    acknowledged_at: datetime | None
    assigned_at: datetime | None
    accepted_at: datetime | None
    refused_at: datetime | None
    refused_code: str
    closed_at: datetime | None
