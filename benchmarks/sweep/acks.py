"""What somebody who clicks waits for while a sweep runs: a small durable write each, in the same process."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta

from benchmarks.sweep.ground import Ground
from benchmarks.sweep.ours import desk
from bot.app.sweep import chase
from bot.storage import Storage

EVERY = 0.005
QUIET_FOR = 2.0


def waits(ground: Ground, morning: datetime, many: int) -> tuple[list[float], list[float]]:
    """Seconds that each write took: while nothing else ran, and while one sweep did."""
    return asyncio.run(_waits(ground, morning, many))


async def _waits(ground: Ground, morning: datetime, many: int) -> tuple[list[float], list[float]]:
    storage = ground.open()
    try:
        quiet = await _clicking(storage, "quiet", asyncio.create_task(asyncio.sleep(QUIET_FOR)))
        sweep = asyncio.create_task(chase(desk(storage, morning + timedelta(seconds=5)), many))
        return quiet, await _clicking(storage, f"{morning:%d}{many}", sweep)
    finally:
        await storage.close()


async def _clicking(storage: Storage, name: str, meanwhile: asyncio.Task[object]) -> list[float]:
    taken: list[float] = []
    while not meanwhile.done():
        due = time.perf_counter() + EVERY
        began = time.perf_counter()
        async with storage.units.write() as uow:
            await uow.first_time(f"{name}-{len(taken)}", datetime.now().astimezone())
            await uow.commit()
        taken.append(time.perf_counter() - began)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
    await meanwhile
    return taken
