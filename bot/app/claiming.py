"""Taking notices up for delivery, and putting back those whose delivery raised: one bad row stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.app.periodic import Desk
from bot.app.quarantine import failed_again, read_singly
from bot.domain.errors import QuorateError, Refusal
from bot.domain.notice import Notice, NoticeState
from bot.domain.watching import RowKind
from bot.failpoints import reach

log = structlog.get_logger()

BATCH = 50
# A dead process is noticed when its claim ends, and its work is taken up at the next turn: within fifteen seconds.
LEASE = timedelta(seconds=12)


async def claim(desk: Desk) -> Sequence[Notice]:
    """Those that are due, for this process alone as long as the lease runs; none while it is quiet."""
    try:
        async with desk.units.write() as uow:
            if await desk.quiet(uow):
                return []
            claimed = await uow.claim_notices(desk.now(), BATCH, LEASE)
            if claimed:
                reach("before_dispatch")
            await uow.commit()
        return claimed
    except QuorateError:
        raise
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row that cannot be read; the others are claimed without it
        log.error("claim failed", error=type(unforeseen).__name__)
        return await _claim_singly(desk)


async def _claim_singly(desk: Desk) -> list[Notice]:
    """Each in a transaction of its own, so that the one that cannot be read is found and put off."""
    async with desk.units.read() as uow:
        ids = await uow.claimable_ids(desk.now(), BATCH)

    async def claimed(notice_id: str) -> Notice | None:
        async with desk.units.write() as uow:
            notice = await uow.claim_notice(notice_id, desk.now(), LEASE)
            await uow.commit()
        return notice

    return await read_singly(desk, RowKind.NOTICE, ids, claimed)


async def failed(desk: Desk, notice: Notice, error: Exception) -> None:
    """Tried again after a pause that grows. Where even that cannot be written, the claim runs out."""
    why = type(error).__name__
    log.error("delivery failed", notice=notice.id, kind=str(notice.kind), error=why)
    desk.tally.add("deliveries", notice.channel or "none", "raised")
    if isinstance(error, QuorateError) and not isinstance(error, Refusal):
        return
    try:
        async with desk.units.write() as uow:
            work = desk.work(uow)
            fresh = await uow.notices.lock(notice.id)
            if fresh is None or fresh.fence != notice.fence or fresh.state is not NoticeState.CLAIMED:
                return
            about = (notice.council, notice.meeting_id, why)
            row = await failed_again(desk, work, RowKind.NOTICE, notice.id, *about)
            fresh.state, fresh.lease_until, fresh.due_at = NoticeState.RETRY, None, row.next_at
            fresh.attempted = fresh.attempted and notice.attempted
            await uow.notices.save(fresh)
            await uow.commit()
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; the claim runs out and it is tried again
        log.error("not put off", notice=notice.id, error=type(unforeseen).__name__)
