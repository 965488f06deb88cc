"""How long things are kept: what holds a case back, what of it may go, and the receipt of what went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.meeting import MeetingState, meeting_reference


@dataclass(slots=True)
class LegalHold:
    """A case that must not be deleted, whatever its age. `mark` stands for the child's reference, or is the id of a
    meeting whose children have none; `reason` is private.
    """

    id: str
    council: str
    mark: str
    reason: str
    placed_at: datetime
    placed_by_id: str
    released_at: datetime | None = None
    released_by_id: str | None = None


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A hold as it is listed, with what the case's meetings are called."""

    hold: LegalHold
    meetings: tuple[str, ...]


@dataclass(slots=True)
class PurgeReceipt:
    """That a case was deleted, when, and by which rule: never a word of it.

    `marks` stand for its children's references, `meetings` are the references of its meetings, and `counts` says how
    many rows of each table went. `key_destroyed`: what older backups hold of it can be read by nobody any more.
    """

    id: str
    council: str
    marks: tuple[str, ...]
    meetings: tuple[str, ...]
    purged_at: datetime
    purged_by_id: str
    rule: str
    policy_version: str
    counts: dict[str, int] = field(default_factory=dict)
    key_destroyed: bool = False


@dataclass(frozen=True, slots=True)
class CaseMeeting:
    """What is known of a meeting without opening it. `last_at` is the latest instant at which it was still alive."""

    id: str
    council: str
    number: int
    state: MeetingState
    follows_id: str | None
    marks: tuple[str, ...]
    last_at: datetime

    @property
    def reference(self) -> str:
        """What everybody calls it."""
        return meeting_reference(self.council, self.number)


def cases(meetings: Sequence[CaseMeeting]) -> list[tuple[CaseMeeting, ...]]:
    """The meetings of each case together: those that share a child, and those that follow one another.

    A meeting about two children joins the cases of both: what is kept for one of them must not go with the other.
    Never across councils: each deletes its own, by its own rule.
    """
    home: dict[str, str] = {}

    def root(name: str) -> str:
        while home.setdefault(name, name) != name:
            home[name] = home.setdefault(home[name], home[name])
            name = home[name]
        return name

    for each in meetings:
        for other in (*each.marks, each.follows_id):
            if other:
                home[root(f"{each.council}/{other}")] = root(f"{each.council}/{each.id}")
    together: dict[str, list[CaseMeeting]] = {}
    for each in sorted(meetings, key=lambda meeting: (meeting.council, meeting.number, meeting.id)):
        together.setdefault(root(f"{each.council}/{each.id}"), []).append(each)
    return [tuple(found) for found in together.values()]
