"""Rungs and daily lists by the hundred, as a sweep reads and keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.audit import AuditEntry
from bot.domain.notice import Notice
from bot.domain.people import OwnHours


class DailyRung(NamedTuple):
    """A due rung that only brings the daily list of `person_id` up to date.

    `place` is the storage's own: when it is due, as the database tells it.
    """

    place: Any
    person_id: str
    obligation_id: str
    council: str
    subject_id: str


class LiveDigest(NamedTuple):
    """A daily list that its person has in front of them, or soon will; `day` as its notice's `subject_id`.

    `free` unless somebody else holds it at this moment.
    """

    notice_id: str
    person_id: str
    day: str
    free: bool = True


@dataclass(frozen=True, slots=True)
class Since:
    """`now`, its London day as a list's `subject_id`, and since when a message counts as come lately."""

    now: datetime
    today: str
    lately: datetime


@dataclass(frozen=True, slots=True)
class DailyBatch:
    """Rungs that are due, a person's beside each other, and what there is to know about their owners.

    `hours` has those who are here, neither on leave nor on a rota, and lately shown nothing but lists; `quiet` the
    ids of actions whose owners are not to be nudged yet.
    """

    rungs: Sequence[DailyRung] = ()
    hours: Mapping[str, OwnHours] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()
    digests: Sequence[LiveDigest] = ()


class OwedAlike(NamedTuple):
    """Notices like this one, each with its own id, person and `dedupe`; one that is owed already stays as it is."""

    template: Notice
    rows: Sequence[tuple[str, str, str]]


class NotedAlike(NamedTuple):
    """Audit entries like this one, each with its own id, subject and detail."""

    template: AuditEntry
    rows: Sequence[tuple[str, str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class DailyDone:
    """What a batch comes to. `renewed` and `retired` are ids of notices to bring up to date, the latter once more.

    `climbed` go on to their next rungs; `singly` are more than a line in a list, and no longer `daily`.
    """

    renewed: Sequence[str]
    retired: Sequence[str]
    owed: Sequence[OwedAlike]
    noted: Sequence[NotedAlike]
    climbed: Sequence[DailyRung]
    singly: Sequence[DailyRung]
