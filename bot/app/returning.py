"""An action that somebody gave back: whoever is in charge of the meeting says whose it is."""

from __future__ import annotations

from bot.app.those_above import in_charge
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import AWAITED, Awaited
from bot.domain.people import Person


async def who_says(work: Work, meeting: Meeting, action: Action, giver_id: str = "") -> Person | None:
    """Who says whose an action is that nobody owns: the chair, else the convenor; not whoever just gave it back."""
    giver = giver_id or (action.given_back[-1].by_id if action.given_back else "")
    return next((each for each in await in_charge(work.uow, meeting) if each.id != giver), None)


async def bring_back(work: Work, meeting: Meeting, action: Action) -> None:
    """Put it before them at once; cards about an earlier time that it was given back give way to this one."""
    person = await who_says(work, meeting, action)
    for notice in await work.uow.notices.where(kind=NoticeKind.RETURNED, subject_id=action.id, retired=False):
        await work.uow.retire_notice(notice.id, work.now)
    if person is None:
        return
    await work.tell(
        person.id,
        NoticeKind.RETURNED,
        action.id,
        meeting.council,
        f"returned:{action.id}:{len(action.given_back)}:{person.id}",
        meeting_id=meeting.id,
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )


async def bring_back_anew(work: Work, meeting: Meeting, gone_id: str) -> None:
    """What waited for somebody who is here no more to say whose it is goes to the next in charge, at once."""
    owed = await work.uow.obligations.where(
        meeting_id=meeting.id, person_id=gone_id, kind=Awaited.COMPLETE_ACTION, state=AWAITED
    )
    for each in owed:
        action = await work.uow.actions.get(each.subject_id)
        if action is not None and action.owner_id is None and action.given_back:
            each.person_id = found.id if (found := await who_says(work, meeting, action)) else None
            await work.uow.obligations.save(each)
            await bring_back(work, meeting, action)
