"""The periodic reading of free/busy calendars, so that nobody who plans ever waits for one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.app.periodic import Desk
from bot.app.ports import CalendarRead, CalendarReader, CalendarSame, CalendarTrouble
from bot.app.work import Work
from bot.domain.diary import Calendar, CalendarTime

log = structlog.get_logger()

BATCH = 50
AT_ONCE = 8
LONGEST_WAIT = timedelta(hours=2)
# A version that is still the same is read again once a day: its repeated events reach further by then.
_READ_WHOLE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Feeds:
    """The reader, how often it reads each calendar, and how far ahead."""

    reader: CalendarReader
    every: timedelta = timedelta(minutes=10)
    ahead: timedelta = timedelta(days=28)


async def read_calendars(desk: Desk, feeds: Feeds, person_id: str = "") -> int:
    """Read every calendar whose turn it is, the one that has waited longest first; how many were tried.

    With `person_id` that person's, now. One that cannot be read keeps what was read last, and is tried less and less
    often, at most two hours apart.
    """
    gate, tried = asyncio.Semaphore(AT_ONCE), set[str]()

    async def one(calendar: Calendar) -> None:
        async with gate:
            await _read_one(desk, feeds, calendar, at_once=bool(person_id))

    while due := [each for each in await _due(desk, feeds, person_id) if each.id not in tried]:
        tried |= {each.id for each in due}
        await asyncio.gather(*(one(each) for each in due))
    return len(tried)


def next_turn(calendar: Calendar, every: timedelta) -> datetime:
    """When it is to be read again: the longer it could not be read, the longer the wait."""
    if calendar.tried_at is None:
        return calendar.added_at
    if not calendar.trouble:
        return calendar.tried_at + every
    failing = calendar.tried_at - (calendar.read_at or calendar.added_at)
    return calendar.tried_at + max(every, min(failing, LONGEST_WAIT))


async def _due(desk: Desk, feeds: Feeds, person_id: str) -> list[Calendar]:
    async with desk.units.read() as uow:
        if person_id:
            return [each for each in await uow.calendars.where(person_id=person_id) if each.address]
        if new := await uow.calendars.where(tried_at=None, limit=BATCH):
            return new
        limit = BATCH
        while True:
            found = await uow.calendars.where(order="tried_at", limit=limit)
            due = [each for each in found if each.address and next_turn(each, feeds.every) <= desk.now()]
            if due or len(found) < limit:
                return due
            # Those that wait longer because they fail stand in front of the others.
            limit *= 2


async def _read_one(desk: Desk, feeds: Feeds, calendar: Calendar, *, at_once: bool) -> None:
    try:
        claimed = await _claim(desk, feeds, calendar.id, at_once=at_once)
        if claimed is None or claimed.tried_at is None:
            return
        start = claimed.tried_at
        end = start + feeds.ahead
        reaches = claimed.until is not None and claimed.until >= end - _READ_WHOLE
        found = await feeds.reader.read(claimed.address, claimed.fingerprint if reaches else "", start, end)
        await _record(desk, claimed, found)
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; it is tried again at its next turn
        log.error("calendar failed", calendar=calendar.id, error=type(unforeseen).__name__)


async def _claim(desk: Desk, feeds: Feeds, calendar_id: str, *, at_once: bool) -> Calendar | None:
    """The calendar, marked as tried now; None when somebody else was first, or its person has left."""
    async with desk.units.write() as uow:
        work = desk.work(uow)
        found = await uow.calendars.lock(calendar_id)
        if found is None or not found.address or not (at_once or next_turn(found, feeds.every) <= work.now):
            return None
        gone = await work.person(found.person_id) is None
        if gone:
            await empty(found, work)
        else:
            found.tried_at = work.now
            await uow.calendars.save(found)
        await uow.commit()
    return None if gone else found


async def _record(desk: Desk, claimed: Calendar, found: CalendarRead | CalendarSame | CalendarTrouble) -> None:
    if found == CalendarTrouble("stopped"):
        return
    async with desk.units.write() as uow:
        work, fresh = desk.work(uow), await uow.calendars.lock(claimed.id)
        # Another address by now, or somebody else's turn: what we have is not its content any more.
        if fresh is None or (fresh.tried_at, fresh.address) != (claimed.tried_at, claimed.address):
            return
        if isinstance(found, CalendarTrouble):
            if fresh.trouble != found.code:
                log.warning("calendar not read", calendar=fresh.id, trouble=found.code)
            fresh.trouble = found.code
        else:
            fresh.trouble, fresh.read_at = "", fresh.tried_at
        if isinstance(found, CalendarRead):
            fresh.until, fresh.fingerprint = found.until, found.fingerprint
            await _write_times(work, fresh, found)
        await uow.calendars.save(fresh)
        await uow.commit()


async def _write_times(work: Work, calendar: Calendar, found: CalendarRead) -> None:
    """Put these times in the place of those before, unless they are the same from here on."""
    begins = calendar.tried_at or work.now
    kept = await work.uow.calendar_times.where(calendar_id=calendar.id)
    ahead = {(max(each.starts_at, begins), each.ends_at, each.unsure) for each in kept if each.ends_at > begins}
    if ahead == {(max(each.starts_at, begins), each.ends_at, each.unsure) for each in found.times}:
        return
    await work.uow.forget_calendar(calendar.id)
    for each in found.times:
        row = CalendarTime(
            work.new_id(), calendar.id, calendar.person_id, each.starts_at, each.ends_at, unsure=each.unsure
        )
        await work.uow.calendar_times.add(row)
    # Plans made before are checked again when they are sent.
    await work.uow.turn_diaries([calendar.person_id])


async def empty(calendar: Calendar, work: Work) -> None:
    """Forget the address and all that was read with it. The row stays, empty, for the next address."""
    await work.uow.forget_calendar(calendar.id)
    calendar.address = calendar.fingerprint = calendar.trouble = ""
    calendar.tried_at, calendar.read_at, calendar.until = work.now, None, None
    await work.uow.calendars.save(calendar)
