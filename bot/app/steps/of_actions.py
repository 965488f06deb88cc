"""Steps about actions: without owner or time, half-way, due, overdue."""

from __future__ import annotations

from datetime import timedelta

from bot.app.nudging import nudge
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
    if label != HALF_WAY or not _short(obligation, meeting, work):
        await nudge(work, meeting, action, audience, label)
    return True


def _short(obligation: Obligation, meeting: Meeting, work: Work) -> bool:
    """True for an action that is due so soon that a half-way nudge would only be noise."""
    least = timedelta(days=work.policy(meeting.council).actions.half_way_from_days)
    return obligation.target_at is not None and obligation.target_at - obligation.opened_at < least
