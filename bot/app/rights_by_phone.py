"""Who may write down what was said by phone, of whom: checked on what the database says now."""

from __future__ import annotations

from bot.app import commands as c
from bot.app.access import NOT_YOURS, rings
from bot.app.staying_out import heed
from bot.app.work import Work
from bot.domain.errors import Refusal


async def heard_by_phone(asked: c.InvitationCommand, work: Work) -> None:
    """Whoever makes the meeting's calls; never of somebody who must stay out of it."""
    found = await work.uow.invitations.get(asked.invitation_id)
    meeting = await work.uow.meetings.get(found.meeting_id) if found else None
    if found is None or meeting is None or found.person_id in (await heed(work.uow, meeting)).excluded:
        raise Refusal("not_yours", NOT_YOURS)
    await makes_the_calls(c.MeetingCommand(found.meeting_id), work)


async def makes_the_calls(asked: c.MeetingCommand, work: Work) -> None:
    """Whoever runs the meeting, and whoever was asked to make its calls in their place."""
    meeting, person = await work.uow.meetings.get(asked.meeting_id), await work.acting_person()
    if meeting is None or not await rings(await heed(work.uow, meeting), person, work):
        raise Refusal("not_yours", NOT_YOURS)
