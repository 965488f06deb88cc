"""Steps about actions: without owner or time, half-way, due, overdue."""

from __future__ import annotations

from bot.app.nudging import nudge
from bot.app.rungs import soon_due
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.meeting import Meeting
from bot.domain.obligation import Obligation

HALF_WAY = "half_way"


async def chase_complete_action(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask for the owner or the time that it lacks."""
    action = await work.uow.actions.get(obligation.subject_id)
    if action is None or action.state is not ActionState.OPEN or action.complete:
        return False
    await nudge(work, meeting, action, audience, label)
    return True


async def chase_action(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Put a dated action before its owner, or those above."""
    action = await work.uow.actions.get(obligation.subject_id)
    if action is None or action.state is not ActionState.OPEN:
        return False
    if label != HALF_WAY or not soon_due(obligation, work.policy(meeting.council)):
        await nudge(work, meeting, action, audience, label)
    return True
