"""Chasing: every obligation whose next step is due takes it, and is given the instant of the one after."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.app.daily import MANY, chase_daily
from bot.app.periodic import Desk
from bot.app.quarantine import failed_again, known_to_fail, put_aside_unread, read_singly
from bot.app.rungs import look_ahead
from bot.app.steps import take_step
from bot.app.work import Work
from bot.domain.errors import QuorateError, Refusal
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited, Obligation, ObligationState
from bot.domain.watching import RowKind, failing_id
from bot.failpoints import reach
from scheduling.ladder import from_json, next_step

log = structlog.get_logger()

BATCH = 100
# For one for which the database had no time; a row that is wrong in itself waits longer each time.
SHORT = timedelta(seconds=10)


async def chase(desk: Desk, many: int = MANY) -> int:
    """Take the steps that are due: many at once where they only touch daily lists, the rest each in a transaction of
    its own; how many. `many` is how many at once.

    A row that cannot be stepped is set aside and the rest go on. Raises QuorateError when the database is lost.
    """
    taken = await chase_daily(desk, many)
    while True:
        due, failing = await _due(desk)
        for obligation in due:
            taken += await _take(desk, obligation, known=obligation.id in failing)
        if not due:
            return taken


async def _due(desk: Desk) -> tuple[list[Obligation], frozenset[str]]:
    """What is due, and which of these failed the last time."""
    try:
        async with desk.units.read() as uow:
            due = await uow.due_obligations(desk.now(), BATCH)
            failing = await known_to_fail(desk.work(uow), RowKind.OBLIGATION, [each.id for each in due])
        return due, failing
    except QuorateError:
        raise
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row that cannot be read; the others are read without it
        log.error("reading failed", error=type(unforeseen).__name__)
    return await _due_singly(desk), frozenset()


async def _due_singly(desk: Desk) -> list[Obligation]:
    """Each on its own, so that the one that cannot be read is found and put off."""
    async with desk.units.read() as uow:
        ids = await uow.due_ids(desk.now(), BATCH)

    async def due(obligation_id: str) -> Obligation | None:
        async with desk.units.read() as uow:
            return await uow.obligations.get(obligation_id)

    return await read_singly(desk, RowKind.OBLIGATION, ids, due)


async def _take(desk: Desk, obligation: Obligation, *, known: bool) -> bool:
    try:
        async with desk.units.write() as uow:
            work = desk.work(uow)
            # The meeting first, as every command does: whoever comes second waits, and finds the step taken.
            meeting = await work.meeting(obligation.meeting_id)
            found = await uow.obligations.lock(obligation.id)
            if found is None or found.state is not ObligationState.OPEN or found.due_at > work.now:
                return False
            await _step(found, meeting, work)
            if known:
                await uow.forget_failing(failing_id(RowKind.OBLIGATION, obligation.id))
            await uow.commit()
    except Refusal as refused:
        await _set_aside(desk, obligation, refused.code)
        return False
    except QuorateError as in_the_way:
        await _set_aside(desk, obligation, type(in_the_way).__name__, in_the_way=True)
        return False
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; set aside, in its own transaction
        await _set_aside(desk, obligation, type(unforeseen).__name__)
        return False
    reach("sweep_after_k")
    return True


async def _step(obligation: Obligation, meeting: Meeting, work: Work) -> None:
    ladder = from_json(obligation.ladder)
    goes_on = await take_step(obligation, ladder, work)
    fresh = await work.uow.obligations.get(obligation.id)
    if fresh is None or fresh.state is not ObligationState.OPEN:
        return
    if not goes_on:
        fresh.state = ObligationState.MET
        await work.uow.obligations.save(fresh)
        return
    following = next_step(
        ladder,
        obligation.step + 1,
        obligation.opened_at,
        obligation.due_at,
        obligation.target_at,
        work.now,
        work.policy(obligation.council).working_time(),
    )
    if following is None:
        fresh.state = ObligationState.ESCALATED
        await work.note(
            "escalated", obligation.subject_id, obligation.council, obligation.meeting_id, kind=str(obligation.kind)
        )
    else:
        fresh.due_at, fresh.step = following.due_at, following.step_index
        if fresh.kind is Awaited.ACTION:
            look_ahead(fresh, ladder, work.policy(fresh.council), meeting.urgency)
    await work.uow.obligations.save(fresh)


async def _set_aside(desk: Desk, failed: Obligation, why: str, *, in_the_way: bool = False) -> None:
    log.error("step failed", obligation=failed.id, kind=str(failed.kind), error=why)
    try:
        await _wait(desk, failed, why, in_the_way=in_the_way)
    except QuorateError:
        raise
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; put off as far as it can be written
        await put_aside_unread(desk, RowKind.OBLIGATION, failed.id, type(unforeseen).__name__)


async def _wait(desk: Desk, failed: Obligation, why: str, *, in_the_way: bool) -> None:
    async with desk.units.write() as uow:
        work = desk.work(uow)
        fresh = await uow.obligations.lock(failed.id)
        if fresh is not None and fresh.state is ObligationState.OPEN:
            until = work.now + SHORT
            if not in_the_way:
                about = (failed.id, failed.council, failed.meeting_id, why)
                until = (await failed_again(desk, work, RowKind.OBLIGATION, *about)).next_at
            fresh.due_at, fresh.daily, fresh.ahead = until, False, ()
            await uow.obligations.save(fresh)
            await work.note("set_aside", failed.subject_id, failed.council, failed.meeting_id, kind=str(failed.kind))
        await uow.commit()
