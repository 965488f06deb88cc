"""A later date that somebody above must agree to: who that is, and how they are asked. Until then the old stands."""

from __future__ import annotations

from datetime import datetime

from bot.app.those_above import in_charge, those_above
from bot.app.work import Work
from bot.domain.action import Action, Extension, LongerAsked
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import AWAITED, Awaited
from bot.domain.people import Person

MAY_ANSWER = 2
"""Whoever is asked, and the one after them, to whom the ladder turns."""


async def who_agree(work: Work, meeting: Meeting, action: Action, asker_id: str = "") -> list[Person]:
    """Those who may agree to a later date, in the order in which they are asked.

    The owner's managers and agency contacts, the nearest first; then whoever is in charge of the meeting. Never the
    owner, nor whoever asks, nor anybody who must stay out of it.
    """
    above = await those_above(work.uow, await work.person(action.owner_id), meeting)
    found = {each.id: each for each in (*above, *await in_charge(work.uow, meeting))}
    return [each for each in found.values() if each.id not in (action.owner_id, asker_id)]


async def may_agree(work: Work, meeting: Meeting, action: Action, person_id: str) -> bool:
    """True for whoever is asked, and for the one after them."""
    asker = action.longer.by_id if action.longer else ""
    return person_id in {each.id for each in (await who_agree(work, meeting, action, asker))[:MAY_ANSWER]}


async def ask_to_agree(work: Work, meeting: Meeting, action: Action) -> Person | None:
    """Put the request that the action holds before the first who may agree; None, and no request, without anybody."""
    asked = action.longer
    people = await who_agree(work, meeting, action, asked.by_id) if asked else []
    if asked is None or not people:
        action.longer = None
        await work.settle(Awaited.LONGER, action.id)
        await work.uow.actions.save(action)
        return None
    await work.uow.actions.save(action)
    ladder = work.policy(meeting.council).ladder("longer", meeting.urgency)
    await work.owe(
        Awaited.LONGER,
        action.id,
        ladder,
        meeting.council,
        meeting.id,
        person_id=people[0].id,
        target_at=action.due_at,
    )
    await send_longer(work, meeting, action, people[0].id)
    return people[0]


async def send_longer(work: Work, meeting: Meeting, action: Action, person_id: str, code: str = "") -> None:
    """One live card a person about a later date of this action: the earlier ones give way to it."""
    earlier = await work.uow.notices.where(
        person_id=person_id, kind=NoticeKind.LONGER, subject_id=action.id, retired=False
    )
    for notice in earlier:
        await work.uow.retire_notice(notice.id, work.now)
    await work.tell(
        person_id,
        NoticeKind.LONGER,
        action.id,
        meeting.council,
        f"longer:{action.id}:{work.new_id()}",
        meeting_id=meeting.id,
        code=code,
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )


def extend(action: Action, asked: LongerAsked, at: datetime, agreed_by_id: str) -> None:
    """The later date holds. Of an action that comes again only this turn moves."""
    if action.due_at is None:
        return
    extension = Extension(at, asked.by_id, action.due_at, asked.until, asked.reason, agreed_by_id)
    action.extensions, action.due_at = (*action.extensions, extension), asked.until
    if not action.comes_again:
        action.expected, action.timescale_words = asked.expected, asked.words


async def ask_anew(work: Work, meeting: Meeting, gone_id: str) -> None:
    """Requests that waited for somebody who is here no more go to the next above, at once."""
    owed = await work.uow.obligations.where(
        meeting_id=meeting.id, person_id=gone_id, kind=Awaited.LONGER, state=AWAITED
    )
    for each in owed:
        action = await work.uow.actions.get(each.subject_id)
        if action is not None:
            asked = await ask_to_agree(work, meeting, action)
            to = asked.id if asked else ""
            await work.note("longer_handed_on", action.id, meeting.council, meeting.id, number=action.number, to=to)
