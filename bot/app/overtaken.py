"""Whoever presses a button that others have overtaken is told when that was, and by whom."""

from __future__ import annotations

from datetime import datetime

from bot.app.wording.times import near
from bot.app.work import Work
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting

SOMEBODY = "somebody else"


async def old_time(work: Work, meeting: Meeting) -> Refusal:
    """The meeting is at another time by now."""
    moves = await work.uow.audit.where(meeting_id=meeting.id, verb="moved", order="at")
    said = await updated(work, meeting, moves[-1].at, moves[-1].actor_id) if moves else ""
    return Refusal("old_time", f"{said}The time has changed since. Nothing was saved. Please go by the new time.")


async def taken(work: Work, meeting: Meeting, invitation: Invitation) -> Refusal:
    """A colleague of the same desk was first."""
    said = await by_whoever_comes(work, meeting, invitation.seat_id)
    return Refusal(
        "taken", f"{said}A colleague of your desk has taken this already. Nothing was changed. You need do nothing."
    )


async def by_whoever_comes(work: Work, meeting: Meeting, seat_id: str) -> str:
    """When the seat was filled, and by whom; "" while nobody has said that they come."""
    for each in await work.uow.invitations.where(seat_id=seat_id, answer=Answer.ACCEPTED):
        return await updated(work, meeting, each.answered_at, each.person_id)
    return ""


async def updated(work: Work, meeting: Meeting, at: datetime | None, who: str | None) -> str:
    """When, and by whom; "" where nobody knows when. Whoever must stay out of the case is not named."""
    if at is None:
        return ""
    person = await work.uow.people.get(who or "") if who not in meeting.excluded else None
    when = near(at, work.now)
    return f"This was updated {'on' if ' ' in when else 'at'} {when} by {person.name if person else SOMEBODY}. "
