"""Steps about answers to a nudge: a later date that nobody has agreed to yet; the time to ask again."""

from __future__ import annotations

from typing import Any

from bot.app.agreeing import who_agree
from bot.app.nudging import AGAIN, nudge, tell_gently
from bot.app.steps.telling import is_urgent
from bot.app.work import Work
from bot.domain.action import Action, ActionState
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Obligation
from bot.domain.people import Person


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
    for person in people:
        if person.id in told:
            await _ask_gently(obligation, person, action, meeting, work)
    return bool(people)


async def _ask_gently(obligation: Obligation, person: Person, action: Action, meeting: Meeting, work: Work) -> None:
    """One of the day's few messages, else a line of their next list; the card before gives way to a new one only."""
    about: dict[str, Any] = {"person_id": person.id, "kind": NoticeKind.LONGER, "subject_id": action.id}
    earlier = await work.uow.notices.where(**about, retired=False)
    comes = await tell_gently(
        work,
        person,
        NoticeKind.LONGER,
        action.id,
        meeting.council,
        f"{AGAIN}longer:{obligation.id}:{obligation.step}:{person.id}",
        meeting_id=meeting.id,
        urgent=is_urgent(obligation),
    )
    for notice in earlier if comes else ():
        await work.uow.retire_notice(notice.id, work.now)


async def ask_again(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """The time has come at which its owner wanted to be asked again; after that nothing more is owed of it."""
    action = await work.uow.actions.get(obligation.subject_id)
    if action is not None and action.state is ActionState.OPEN and action.owner_id == obligation.person_id:
        await nudge(work, meeting, action, audience, label)
    return False
