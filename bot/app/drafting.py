"""A meeting before it is called: its row, and the plan that is kept with it."""

from __future__ import annotations

from bot.app.planning import Choice, free_room
from bot.app.work import Work
from bot.domain.case import CaseFacts
from bot.domain.meeting import Meeting, MeetingState


async def draft(work: Work, council: str, facts: CaseFacts, meeting_id: str) -> Meeting:
    """The draft with this id, with these facts; a new one when the id is empty."""
    policy = work.policy(council)
    if meeting_id:
        meeting = await work.meeting(meeting_id)
        meeting.require(MeetingState.DRAFT, MeetingState.CALLED)
        meeting.facts, meeting.urgency = facts, facts.urgency
        return meeting
    return Meeting(
        id=work.new_id(),
        council=council,
        number=await work.uow.next_number(council),
        urgency=facts.urgency,
        convenor_id=work.actor.person_id,
        raised_at=facts.received_at,
        deadline=policy.deadline(facts).due,
        facts=facts,
        policy_version=policy.version,
        minutes=policy.urgency(facts.urgency).minutes,
    )


async def keep_plan(work: Work, meeting: Meeting, choice: Choice) -> None:
    """Write a plan in the place of the one before."""
    meeting.starts_at, meeting.reason = choice.starts_at, choice.reason
    meeting.offered = tuple(each.isoformat() for each in choice.offered)
    meeting.room_id = await free_room(work, meeting, choice.starts_at) if choice.starts_at else ""
    if await work.uow.meetings.get(meeting.id) is None:
        await work.uow.meetings.add(meeting)
    else:
        await work.uow.meetings.save(meeting)
    for seat in await work.uow.seats.where(meeting_id=meeting.id, closed=False):
        seat.closed = True
        await work.uow.seats.save(seat)
    for seat in choice.seats:
        await work.uow.seats.add(seat)
