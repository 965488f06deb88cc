"""What a ladder's last rung had put before somebody goes to whoever is above now, when they are there no more."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.app.nudging import Step, nudge_all
from bot.app.staying_out import heed
from bot.app.those_above import those_above
from bot.app.work import Work
from bot.domain.action import Action, ActionState
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited, Obligation, ObligationState
from scheduling.ladder import from_json

LABEL = "handed_up"
ABOUT, CLIMBED = (Awaited.ACTION, Awaited.COMPLETE_ACTION), ObligationState.ESCALATED


async def hand_up(
    work: Work, below: Collection[str], meetings: Collection[str], fits: Callable[[Meeting], bool] = lambda _: True
) -> None:
    """Ladders that are climbed come to nobody any more by themselves: what somebody was told last is told anew.

    `below`: whose actions were with whoever is gone; `meetings`: of these what nobody else is above of.
    """
    steps = []
    for obligation in await _climbed(work, below, meetings):
        action, meeting = await _of(work, obligation)
        if action is None or meeting is None or not fits(meeting):
            continue
        if obligation.person_id in below or not await _somebody_above(work, meeting, action):
            steps.append(Step(meeting, action, from_json(obligation.ladder).steps[-1].audience, LABEL))
    if steps:
        await nudge_all(work, steps)


async def _climbed(work: Work, below: Collection[str], meetings: Collection[str]) -> list[Obligation]:
    found: list[Obligation] = []
    if below:
        found += await work.uow.obligations.where(kind=ABOUT, state=CLIMBED, person_id=tuple(below))
    if meetings:
        found += await work.uow.obligations.where(kind=ABOUT, state=CLIMBED, meeting_id=tuple(meetings))
    return list({each.subject_id: each for each in found}.values())


async def _of(work: Work, obligation: Obligation) -> tuple[Action | None, Meeting | None]:
    action = await work.uow.actions.get(obligation.subject_id)
    meeting = await work.uow.meetings.get(obligation.meeting_id)
    if action is None or action.state is not ActionState.OPEN or meeting is None:
        return None, None
    return action, await heed(work.uow, meeting)


async def _somebody_above(work: Work, meeting: Meeting, action: Action) -> bool:
    return bool(await those_above(work.uow, await work.person(action.owner_id), meeting))
