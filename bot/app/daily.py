"""Many rungs at once: where all that a rung does is bring somebody's daily list up to date, a batch takes a few
statements. Whatever is more than that is left to be taken singly."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.app.deliver import Desk
from bot.app.nudging import read_told, usual_moment
from bot.app.work import Work
from bot.domain.audit import AuditEntry
from bot.domain.errors import QuorateError
from bot.domain.notice import Notice, NoticeKind
from bot.domain.obligation import DailyRung
from bot.domain.people import OwnHours
from scheduling.london import local_day

log = structlog.get_logger()

# Whoever clicks meanwhile waits for one batch at most, and comes first after it.
MANY = 100
USUAL = OwnHours(digest_at="", works="")
PAUSE = 0.002


@dataclass(slots=True)
class DailyList:
    """What goes into one person's list, when it may come, and its day as a notice's `subject_id`."""

    person_id: str
    council: str
    at: datetime
    day: str
    rungs: list[DailyRung] = field(default_factory=list)


async def chase_daily(desk: Desk, many: int = MANY) -> int:
    """Take what is due and daily, so many in a transaction; how many. What fails is left to be taken singly."""
    taken = 0
    try:
        if not await _any(desk):
            return 0
        while (done := await _one_batch(desk, many)) is not None:
            taken += done
            await asyncio.sleep(PAUSE)
    except QuorateError as in_the_way:
        log.warning("batch failed", error=type(in_the_way).__name__)
    except Exception as unforeseen:  # noqa: BLE001 - edge: one batch of the sweep; nothing of it was saved
        log.error("batch failed", error=type(unforeseen).__name__)
    return taken


async def _any(desk: Desk) -> bool:
    async with desk.units.read() as uow:
        return bool(await uow.daily_rungs(desk.now(), 1))


async def _one_batch(desk: Desk, most: int) -> int | None:
    """How many were taken; None when nothing was due. Those left to be taken singly are not daily any more."""
    async with desk.units.write() as uow:
        work = desk.work(uow)
        due = await uow.daily_rungs(work.now, most)
        if not due:
            return None
        lists = await _lists(work, due)
        busy = await _bring_up_to_date(work, lists)
        taken = [each for each in lists if each.person_id not in busy]
        await _keep(work, taken)
        rungs = [rung for each in taken for rung in each.rungs]
        await _move(work, due, rungs)
        await uow.commit()
    return len(rungs)


async def _lists(work: Work, due: list[DailyRung]) -> list[DailyList]:
    """The lists that these go into; those of people on leave or gone, and of quiet actions, go into none."""
    hours = await work.uow.plainly_here({each.person_id for each in due}, work.now)
    quiet = await work.uow.quiet_actions(work.now)
    told = await read_told(work, hours)
    when: dict[tuple[str, OwnHours], tuple[datetime, str]] = {}
    lists: dict[tuple[str, str], DailyList] = {}
    for rung in due:
        own = hours.get(rung.person_id)
        if own is None or rung.subject_id in quiet:
            continue
        key = rung.person_id, rung.council
        if key not in lists:
            if (rung.council, own) not in when:
                at = usual_moment(work, rung.council, own)
                when[rung.council, own] = at, local_day(at).isoformat()
            lists[key] = DailyList(rung.person_id, rung.council, *when[rung.council, own])
        lists[key].rungs.append(rung)
    # Whose hour or own day is still to come may hear of something too late; whose day is full hears tomorrow.
    return [
        each
        for each in lists.values()
        if (each.at <= work.now or hours[each.person_id] == USUAL)
        and told.takes(each.person_id, each.day, work.policy(each.council).nudges.most_a_day)
    ]


async def _bring_up_to_date(work: Work, lists: list[DailyList]) -> Collection[str]:
    """Lists of the day grow a version, those of the days before give way; people whose list somebody holds now."""
    days: defaultdict[str, set[str]] = defaultdict(set)
    for each in lists:
        days[each.person_id].add(each.day)
    today = local_day(work.now).isoformat()
    live = await work.uow.live_digests(days) if days else []
    renewed = [each for each in live if each.day in days[each.person_id]]
    retired = [each for each in live if each.day < min(today, *days[each.person_id])]
    free: frozenset[str] = frozenset()
    for these, retire in ((renewed, False), (retired, True)):
        if these:
            free |= await work.uow.renew_digests(work.now, [each.notice_id for each in these], retire=retire)
    return {each.person_id for each in (*renewed, *retired) if each.notice_id not in free}


async def _keep(work: Work, lists: list[DailyList]) -> None:
    """Owe the lists, and write down what went into each: one entry for all of it."""
    alike: defaultdict[tuple[str, datetime, str], list[DailyList]] = defaultdict(list)
    for each in lists:
        alike[each.council, each.at, each.day].append(each)
    for (council, at, day), these in alike.items():
        notice = Notice("", council, NoticeKind.DIGEST, day, "", "", due_at=at, created_at=work.now)
        owed = [(work.new_id(), each.person_id, f"digest:{each.person_id}:{day}") for each in these]
        await work.uow.owe_alike(notice, owed)
        entry = AuditEntry("", council, work.now, work.actor.person_id, "nudged", "", channel=work.actor.channel)
        noted = [(work.new_id(), each.person_id, _detail(each)) for each in these]
        await work.uow.note_alike(entry, noted)


def _detail(one: DailyList) -> str:
    actions = [each.subject_id for each in one.rungs]
    return json.dumps({"to": one.person_id, "day": one.day, "actions": actions}, separators=(",", ":"))


async def _move(work: Work, due: list[DailyRung], taken: list[DailyRung]) -> None:
    gone = {each.obligation_id for each in taken}
    await work.uow.take_singly([each for each in due if each.obligation_id not in gone])
    await work.uow.climb(work.now, [each for each in due if each.obligation_id in gone])
