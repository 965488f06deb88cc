"""Work that raises each time: tried after growing pauses, then put aside where it holds nothing else up.

Nothing is lost: what is put aside is tried once a day, by an operator's word, and by another release.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.app.periodic import Desk
from bot.app.work import Work
from bot.domain.errors import QuorateError
from bot.domain.watching import Failing, RowKind, failing_id

log = structlog.get_logger()

PAUSES = tuple(timedelta(seconds=each) for each in (10, 60, 300, 1800))
ASIDE = timedelta(days=1)

E = TypeVar("E")


async def failed_again(
    desk: Desk, work: Work, kind: RowKind, row_id: str, council: str, meeting_id: str, error: str
) -> Failing:
    """Count it, and say when it is to be tried again; from the fifth time on it is put aside."""
    before = await work.uow.failing.lock(failing_id(kind, row_id))
    now = work.now
    row = before or Failing(
        failing_id(kind, row_id), kind, row_id, council, meeting_id, 0, error, desk.release, now, now, now
    )
    row.failures, row.error, row.release, row.last_at = row.failures + 1, error, desk.release, now
    if row.failures > len(PAUSES):
        row.aside_at = row.aside_at or now
        log.error("put aside", code="quarantine", row=row.id, error=error, failures=row.failures)
    row.next_at = now + (ASIDE if row.aside_at else PAUSES[row.failures - 1])
    await (work.uow.failing.save(row) if before else work.uow.failing.add(row))
    return row


async def put_aside_unread(desk: Desk, kind: RowKind, row_id: str, error: str) -> None:
    """The same for a row that cannot even be read, or written as others are."""
    async with desk.units.write() as uow:
        work = desk.work(uow)
        row = await failed_again(desk, work, kind, row_id, "", "", error)
        await uow.put_off(kind, row_id, row.next_at)
        await work.note("set_aside", row_id, "", kind=str(kind))
        await uow.commit()


async def read_singly(
    desk: Desk, kind: RowKind, ids: Sequence[str], read: Callable[[str], Awaitable[E | None]]
) -> list[E]:
    """Each row by itself, so that the one that cannot be read is found and put aside; it stops no other.

    Raises QuorateError when the database is lost.
    """
    found: list[E] = []
    for each in ids:
        try:
            row = await read(each)
        except QuorateError:
            raise
        except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; put off unread
            await put_aside_unread(desk, kind, each, type(unforeseen).__name__)
        else:
            found += [] if row is None else [row]
    return found


async def known_to_fail(work: Work, kind: RowKind, ids: Collection[str]) -> frozenset[str]:
    """Those of these rows whose work failed the last time."""
    rows = await work.uow.failing.where(id=tuple(failing_id(kind, each) for each in ids)) if ids else []
    return frozenset(each.row_id for each in rows)


async def try_after_release(desk: Desk) -> None:
    """What another release put aside may well succeed in this one."""
    async with desk.units.read() as uow:
        others = [each for each in await uow.failing.where() if each.aside_at and each.release != desk.release]
    if others:
        async with desk.units.write() as uow:
            work = desk.work(uow)
            for each in others:
                await try_now(work, each, desk.release)
            await uow.commit()


async def try_now(work: Work, row: Failing, release: str) -> None:
    """Its work is done at the next tick, and counted from the beginning."""
    fresh = await work.uow.failing.lock(row.id)
    if fresh is None:
        return
    fresh.failures, fresh.aside_at, fresh.next_at, fresh.release = 0, None, work.now, release
    await work.uow.failing.save(fresh)
    await work.uow.put_off(fresh.kind, fresh.row_id, work.now)
    await work.note("retried_aside", fresh.row_id, fresh.council, fresh.meeting_id, kind=str(fresh.kind))
