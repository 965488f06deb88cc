"""The linker: gives every audit entry its link, after the transaction that wrote it and apart from it.

So the chain serialises nobody: entries are committed side by side, and come into one order here. Any number of
processes may do this at once.
"""

from __future__ import annotations

import asyncio

from bot.app.store import Units
from bot.domain.audit import links_from
from bot.failpoints import reach

BATCH = 250
MOST_BATCHES = 20
PAUSE = 0.01


async def link_waiting(units: Units, most: int = MOST_BATCHES) -> int:
    """Link what waits, in so many small transactions at most; how many were linked.

    Nothing is lost when it is ended at any point: what has no link still waits for it.
    """
    done = 0
    for _ in range(most):
        count = await _one_batch(units)
        done += count
        if count < BATCH:
            break
        # A click must not wait behind a long line of these.
        await asyncio.sleep(PAUSE)
    return done


async def _one_batch(units: Units) -> int:
    async with units.read() as uow:
        if not await uow.any_unlinked():
            return 0
    async with units.write() as uow:
        if not await uow.hold_chain():
            return 0
        waiting = await uow.unlinked(BATCH)
        fresh = [each.entry for each in waiting if not each.twice]
        await uow.append_links(links_from(await uow.audit_head(), fresh), waiting)
        reach("audit_append")
        await uow.commit()
    reach("audit_append")
    return len(waiting)
