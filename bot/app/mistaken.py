"""An invitation that went to the wrong person: what is written down of it, and how it is known again."""

from __future__ import annotations

from bot.app.work import Work
from bot.domain.invitation import Invitation
from bot.domain.notice import Notice, NoticeKind

WRONG_PERSON = "wrong_person"
"""The verb of the incident in the audit."""


async def note_incident(work: Work, invitation: Invitation) -> None:
    """Whom it went to, how many messages had reached them by now, and for how long: an incident to be reported.

    What they were shown and when stays in the messages and the audit, and is part of an export.
    """
    sent = await work.uow.notices.where(meeting_id=invitation.meeting_id, person_id=invitation.person_id)
    reached = [each.first_sent_at for each in sent if each.first_sent_at is not None]
    seconds = int((work.now - min(reached)).total_seconds()) if reached else 0
    shown = [
        each for each in await work.uow.readings_of(invitation.meeting_id) if each.actor_id == invitation.person_id
    ]
    await work.note(
        WRONG_PERSON,
        invitation.id,
        invitation.council,
        invitation.meeting_id,
        person=invitation.person_id,
        messages=len(reached),
        readings=len(shown),
        seconds=seconds,
    )


async def was_mistaken(work: Work, notice: Notice) -> bool:
    """True for the card of an invitation that was taken back as sent to the wrong person."""
    if notice.kind is not NoticeKind.INVITATION:
        return False
    return bool(await work.uow.audit.where(subject_id=notice.subject_id, verb=WRONG_PERSON, limit=1))
