"""Chasing: every obligation whose next step is due takes it, and is given the instant of the one after."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.app.chase_steps import take_step
from bot.app.deliver import Desk
from bot.app.work import Work
from bot.domain.obligation import Obligation, ObligationState
from scheduling.ladder import from_json, next_step

log = structlog.get_logger()

BATCH = 100
SET_ASIDE = timedelta(hours=1)


async def chase(desk: Desk) -> int:
    """Take the steps that are due; how many. A row that cannot be stepped is set aside and the rest go on."""
    taken, failed = 0, None
    async with desk.units.write() as uow:
        work = desk.work(uow)
        for obligation in await uow.due_obligations(work.now, BATCH):
            try:
                await _step(obligation, work)
            except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; set aside below, in its own transaction
                log.error(
                    "step failed",
                    obligation=obligation.id,
                    kind=str(obligation.kind),
                    error=type(unforeseen).__name__,
                )
                failed = obligation
                break
            taken += 1
        if failed is None:
            await uow.commit()
            return taken
    await _set_aside(desk, failed)
    return taken + await chase(desk)


async def _step(obligation: Obligation, work: Work) -> None:
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
    fresh.previous_at = obligation.due_at
    if following is None:
        fresh.state = ObligationState.ESCALATED
        await work.note(
            "escalated", obligation.subject_id, obligation.council, obligation.meeting_id, kind=str(obligation.kind)
        )
    else:
        fresh.due_at, fresh.step = following.due_at, following.step_index
    await work.uow.obligations.save(fresh)


async def _set_aside(desk: Desk, failed: Obligation) -> None:
    async with desk.units.write() as uow:
        work = desk.work(uow)
        fresh = await uow.obligations.get(failed.id)
        if fresh is not None and fresh.state is ObligationState.OPEN:
            fresh.due_at = work.now + SET_ASIDE
            await uow.obligations.save(fresh)
            await work.note("set_aside", failed.subject_id, failed.council, failed.meeting_id, kind=str(failed.kind))
        await uow.commit()
