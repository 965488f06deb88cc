"""Steps about answers to a nudge: a later date that nobody has agreed to yet; the time to ask again."""

from __future__ import annotations

from bot.app.agreeing import send_longer, who_agree
from bot.app.nudging import nudge
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.meeting import Meeting
from bot.domain.obligation import Obligation


async def chase_longer(
    obligation: Obligation, _: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask again whether a later date is agreed, then the one above."""
    action = await work.uow.actions.get(obligation.subject_id)
    if action is None or action.state is not ActionState.OPEN or action.longer is None:
        return False
    people = await who_agree(work, meeting, action, action.longer.by_id)
    named = {"head_of_service": people[1:2] or people[:1]}
    told = {person.id for each in audience for person in named.get(each, people[:1])}
    for person_id in sorted(told):
        await send_longer(work, meeting, action, person_id)
    return bool(people)


async def ask_again(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """The time has come at which its owner wanted to be asked again; after that nothing more is owed of it."""
    action = await work.uow.actions.get(obligation.subject_id)
    if action is not None and action.state is ActionState.OPEN and action.owner_id == obligation.person_id:
        await nudge(work, meeting, action, audience, label)
    return False
