"""Many rungs at once: where all that a rung does is bring somebody's daily list up to date, a batch takes a few
statements. Whatever is more than that is left to be taken singly."""

from __future__ import annotations

import asyncio
from datetime import datetime

import structlog

from bot.app.daily_lists import Moments, settle
from bot.app.nudging import lately
from bot.app.periodic import Desk
from bot.domain.daily import Since
from bot.domain.errors import QuorateError
from bot.failpoints import reach
from scheduling.london import local_day

log = structlog.get_logger()

# Whoever clicks meanwhile waits for one batch at most, and comes first after it.
MANY = 100
PAUSE = 0.002


async def chase_daily(desk: Desk, many: int = MANY) -> int:
    """Take what is due and daily, so many in a transaction; how many. What fails is left to be taken singly."""
    taken = 0
    moments: Moments = {}
    try:
        if not await _any(desk):
            return 0
        while (done := await _one_batch(desk, many, moments)) is not None:
            taken += done
            reach("sweep_after_k")
            await asyncio.sleep(PAUSE)
    except QuorateError as in_the_way:
        log.warning("batch failed", error=type(in_the_way).__name__)
    except Exception as unforeseen:  # noqa: BLE001 - edge: one batch of the sweep; nothing of it was saved
        log.error("batch failed", error=type(unforeseen).__name__)
    return taken


async def _any(desk: Desk) -> bool:
    async with desk.units.read() as uow:
        return await uow.any_daily(desk.now())


async def _one_batch(desk: Desk, most: int, moments: Moments) -> int | None:
    """How many were taken; None when nothing was due. Those left to be taken singly are not daily any more."""
    async with desk.units.write() as uow:
        work = desk.work(uow)
        done = await uow.take_daily(_since(work.now), most, lambda batch: settle(work, batch, moments))
        if done is None:
            return None
        await uow.commit()
    return len(done.climbed)


def _since(now: datetime) -> Since:
    return Since(now, local_day(now).isoformat(), lately(now))
