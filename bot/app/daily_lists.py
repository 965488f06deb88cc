"""What a batch of rungs comes to: whose list they go into, which lists change, what is left to be taken singly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.app.nudging import usual_moment
from bot.app.work import Work
from bot.domain.audit import AuditEntry
from bot.domain.daily import DailyBatch, DailyDone, DailyRung, NotedAlike, OwedAlike
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import OwnHours
from scheduling.london import local_day

Moments = dict[tuple[str, OwnHours], tuple[datetime, str]]
"""When a list may come by council and hours, and its day as a notice's `subject_id`: worked out once a sweep."""

USUAL = OwnHours(digest_at="", works="")


@dataclass(slots=True)
class DailyList:
    """What goes into one person's list, when it may come, and its day."""

    person_id: str
    council: str
    at: datetime
    day: str
    rungs: list[DailyRung] = field(default_factory=list)


def settle(work: Work, batch: DailyBatch, moments: Moments) -> DailyDone:
    """Everything that changes. Whoever needs more thought than a list, or whose list somebody holds, goes singly."""
    lists = _lists(work, batch, moments)
    days: defaultdict[str, set[str]] = defaultdict(set)
    for each in lists:
        days[each.person_id].add(each.day)
    today = local_day(work.now).isoformat()
    live = [each for each in batch.digests if each.person_id in days]
    renewed = [each for each in live if each.day in days[each.person_id]]
    retired = [each for each in live if each.day < min(today, *days[each.person_id])]
    busy = {each.person_id for each in (*renewed, *retired) if not each.free}
    taken = [each for each in lists if each.person_id not in busy]
    owed, noted = _alike(work, taken)
    climbed, singly = _parted(batch, taken)
    return DailyDone(
        [each.notice_id for each in renewed if each.person_id not in busy],
        [each.notice_id for each in retired if each.person_id not in busy],
        owed,
        noted,
        climbed,
        singly,
    )


def _parted(batch: DailyBatch, taken: list[DailyList]) -> tuple[Sequence[DailyRung], Sequence[DailyRung]]:
    """Those that were taken, in the batch's order, and the others."""
    if sum(len(each.rungs) for each in taken) == len(batch.rungs):
        return batch.rungs, ()
    gone = {rung.obligation_id for each in taken for rung in each.rungs}
    return (
        [each for each in batch.rungs if each.obligation_id in gone],
        [each for each in batch.rungs if each.obligation_id not in gone],
    )


def _lists(work: Work, batch: DailyBatch, moments: Moments) -> list[DailyList]:
    """The lists that these go into; those of people on leave or gone, and of quiet actions, go into none."""
    hours, quiet = batch.hours, batch.quiet
    lists: dict[tuple[str, str], DailyList] = {}
    for rung in batch.rungs:
        key = person_id, council = rung.person_id, rung.council
        if person_id not in hours or rung.subject_id in quiet:
            continue
        one = lists.get(key)
        if one is None:
            one = lists[key] = DailyList(*key, *_moment(work, council, hours[person_id], moments))
        one.rungs.append(rung)
    # Whose hour or own day is still to come may hear of something too late.
    return [each for each in lists.values() if each.at <= work.now or hours[each.person_id] == USUAL]


def _moment(work: Work, council: str, own: OwnHours, moments: Moments) -> tuple[datetime, str]:
    if (council, own) not in moments:
        at = usual_moment(work, council, own)
        moments[council, own] = at, local_day(at).isoformat()
    return moments[council, own]


def _alike(work: Work, lists: list[DailyList]) -> tuple[list[OwedAlike], list[NotedAlike]]:
    """The lists to owe, and what went into each: one entry for all of it. Ids of a batch lie beside each other."""
    alike: defaultdict[tuple[str, datetime, str], list[DailyList]] = defaultdict(list)
    for each in lists:
        alike[each.council, each.at, each.day].append(each)
    owed, noted = [], []
    for (council, at, day), these in alike.items():
        ids = [f"{first}{number:04}" for first in (work.new_id(),) for number in range(len(these))]
        notice = Notice("", council, NoticeKind.DIGEST, day, "", "", due_at=at, created_at=work.now)
        entry = AuditEntry("", council, work.now, work.actor.person_id, "nudged", "", channel=work.actor.channel)
        pairs = list(zip(ids, these, strict=True))
        owed.append(OwedAlike(notice, [(i, each.person_id, f"digest:{each.person_id}:{day}") for i, each in pairs]))
        noted.append(NotedAlike(entry, [(i, each.person_id, _detail(each)) for i, each in pairs]))
    return owed, noted


def _detail(one: DailyList) -> dict[str, Any]:
    return {"to": one.person_id, "day": one.day, "actions": [each.subject_id for each in one.rungs]}
