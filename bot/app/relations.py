"""Somebody is related to a child's case, or knows the family: told by themselves or by social care."""

from __future__ import annotations

from bot.app.commands import Command, TellConflict, TellConnection
from bot.app.conflicts import keep_out, references_of
from bot.app.excluding import shut_out
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal
from bot.domain.notice import NoticeKind


async def tell_conflict(command: TellConflict, work: Work) -> str:
    """A person is related to this child's case: out of every meeting about the child, at once and from now on."""
    person = await work.person(command.person_id)
    if person is None:
        raise Refusal("not_found", "That person cannot be found. Nothing was changed. Search for their name again.")
    await keep_out(work, command.council, [command.reference], person.id)
    await shut_out(work, command.council, [command.reference], [person.id])
    return person.id


async def connected(command: TellConnection, work: Work) -> str:
    """Somebody asked says that they know the family; no reason is asked. Only the convenor is told, in words."""
    invitation = there(await work.uow.invitations.get(command.invitation_id))
    meeting = await work.meeting(invitation.meeting_id)
    about = references_of(meeting)
    await work.note("connection_told", invitation.id, meeting.council, meeting.id)
    await keep_out(work, meeting.council, about, invitation.person_id)
    await shut_out(work, meeting.council, about, [invitation.person_id])
    meeting = await work.meeting(meeting.id)
    await work.tell(
        meeting.convenor_id,
        NoticeKind.TELL,
        invitation.person_id,
        meeting.council,
        f"connected:{meeting.id}:{invitation.person_id}",
        meeting_id=meeting.id,
        code="connected",
        urgent=True,
    )
    return invitation.id


HANDLERS: dict[type[Command], Handler] = {TellConflict: tell_conflict, TellConnection: connected}
