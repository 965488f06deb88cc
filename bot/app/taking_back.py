"""The wrong person was asked: from this instant on they see nothing of the meeting and hear nothing more of it."""

from __future__ import annotations

from bot.app import commands as c
from bot.app.excluding import leave
from bot.app.handing_on import Leaver
from bot.app.mistaken import note_incident
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.meeting import MeetingState

GONE = "That invitation is not here any more, or is theirs no longer. Nothing was changed. You need do nothing."
YOURS = "The meeting is with them: it can't be taken back. Nothing was changed. Hand the meeting over instead."


async def take_back(command: c.TakeBack, work: Work) -> str:
    """End the person's part in the meeting. Their seat is open again, and the next best person is asked.

    Nobody of theirs hears of it: whoever is above the wrong person is as wrong.
    """
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.CALLED)
    invitation = await work.uow.invitations.get(command.invitation_id)
    if invitation is None or invitation.meeting_id != meeting.id or not invitation.live:
        raise Refusal("no_invitation", GONE)
    if invitation.person_id == meeting.convenor_id:
        raise Refusal("convenor", YOURS)
    person = await work.person(invitation.person_id)
    if person is None:
        raise Refusal("not_here", GONE)
    await note_incident(work, invitation)
    await leave(work, meeting, Leaver(person, ()))
    await work.refresh(meeting_id=meeting.id, person_id=person.id)
    return meeting.id


HANDLERS: dict[type[c.Command], Handler] = {c.TakeBack: take_back}
