"""The chair sees what lacks an owner or a time before leaving: shortly before the end, and at the close."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.app.nudging.circle import Circle, read_circle
from bot.app.nudging.gently import tell_gently
from bot.app.nudging.told import LOST
from bot.app.work import Work
from bot.domain.action import Action, ActionState
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from bot.policy.haste import haste_of


def before_the_end(work: Work, meeting: Meeting, otherwise: datetime) -> datetime:
    """When what is missing is asked for while people are still there."""
    lead = timedelta(minutes=work.policy(meeting.council).nudges.before_end_minutes)
    return meeting.ends_at - lead if meeting.ends_at is not None else otherwise


async def ask_before_the_end(work: Work, meeting: Meeting) -> None:
    """While the record is open and lines lack something: the chair is asked shortly before the planned end."""
    await work.refresh(kind=NoticeKind.UNTIMED, meeting_id=meeting.id)
    lead = work.policy(meeting.council).nudges.before_end_minutes
    if not lead or meeting.state is not MeetingState.CALLED or not meeting.ends_at or meeting.ends_at <= work.now:
        return
    found = await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN)
    if all(each.complete for each in found):
        return
    circle = await read_circle(work, [(meeting, None)])
    if (chair := _chair(circle, meeting)) is not None:
        await _owe(work, circle, meeting, chair, max(work.now, before_the_end(work, meeting, work.now)))


async def ask_at_the_close(work: Work, meeting: Meeting) -> None:
    """The chair, else the convenor; not whoever has just closed the record and read what it lacks.

    Of an action whose owner is away until after it is due the read-back said nothing: that is said to them too.
    """
    found = await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN)
    circle = await read_circle(work, [(meeting, each) for each in found] or [(meeting, None)])
    chair = _chair(circle, meeting)
    if chair is None:
        return
    away = [each for each in found if each.complete and _away_throughout(circle, each)]
    gaps = [each for each in found if not each.complete and each.owner_id != chair.id]
    if away or (gaps and chair.id != work.actor.person_id):
        await _owe(work, circle, meeting, chair, work.now)


async def tell_chair_anew(work: Work, meeting: Meeting) -> None:
    """Something lost its owner after the close: the chair hears in a card of its own; at once where a child cannot
    wait, else when the office is open."""
    circle = await read_circle(work, [(meeting, None)])
    chair = _chair(circle, meeting)
    if chair is None:
        return
    for each in await work.uow.notices.where(kind=NoticeKind.UNTIMED, meeting_id=meeting.id, person_id=chair.id):
        just_now = each.created_at == work.now
        if not each.retired and each.first_sent_at is not None and not just_now:
            await work.uow.retire_notice(each.id, work.now)
            each.retired = True
    policy = work.policy(meeting.council)
    found = await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN)
    waits = not any(not each.complete and haste_of(policy, meeting, each).at_any_hour for each in found)
    await _owe(work, circle, meeting, chair, policy.working_time().next_open(work.now) if waits else work.now)


def _chair(circle: Circle, meeting: Meeting) -> Person | None:
    convenor = circle.fit(meeting.convenor_id, meeting)
    people = [*circle.chairs_of(meeting), *([convenor] if convenor else [])]
    there = (each for each in people if circle.away(each) is None)
    above = (each for each in circle.above(convenor, meeting) if circle.away(each) is None)
    return next(there, None) or next(above, None) or next(iter(people), None)


def _away_throughout(circle: Circle, action: Action) -> bool:
    owner = circle.people.get(action.owner_id or "")
    leave = circle.away(owner) if owner else None
    if leave is None or action.due_at is None or action.due_at <= circle.now:
        return False
    return leave.lasts_until(action.due_at)


async def _owe(work: Work, circle: Circle, meeting: Meeting, chair: Person, at: datetime) -> None:
    """One live card a meeting: the one that is there is brought up to date, the one that waits comes by then."""
    about: dict[str, Any] = {"meeting_id": meeting.id, "person_id": chair.id}
    earlier = await work.uow.notices.where(kind=NoticeKind.UNTIMED, **about)
    live = [each for each in earlier if not each.retired and each.state not in LOST]
    if live:
        await _bring_forward(work, live[-1], at)
        return
    dedupe = f"untimed:{meeting.id}:{chair.id}:{len(earlier)}"
    await tell_gently(
        work,
        chair,
        NoticeKind.UNTIMED,
        meeting.id,
        meeting.council,
        dedupe,
        meeting_id=meeting.id,
        due_at=at,
        circle=circle,
    )


async def _bring_forward(work: Work, notice: Notice, at: datetime) -> None:
    if notice.first_sent_at is None and notice.state is NoticeState.PENDING:
        notice.due_at = at
        await work.uow.notices.save(notice)
    else:
        await work.refresh(kind=NoticeKind.UNTIMED, meeting_id=notice.meeting_id, person_id=notice.person_id)
