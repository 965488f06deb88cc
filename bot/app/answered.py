"""What an answer does: the seat is claimed, taken, or given up, and what was awaited is settled."""

from __future__ import annotations

from datetime import timedelta

from bot.app.calendar_entries.owed import owe_entry
from bot.app.commands import InvitationCommand
from bot.app.inviting import invite_members, owe_seat, withdraw_all
from bot.app.overtaken import old_time, taken
from bot.app.police_requests import follow_answer
from bot.app.reaching import proven
from bot.app.work import Work
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.obligation import Awaited
from bot.domain.people import Person


async def invitation_of(command: InvitationCommand, work: Work) -> Invitation:
    """The invitation that is answered."""
    found = await work.uow.invitations.get(command.invitation_id)
    if found is None:
        raise Refusal(
            "no_invitation",
            "That invitation is not here any more. Nothing was changed. Look at the newest message about it.",
        )
    return found


async def answering(command: InvitationCommand, work: Work) -> tuple[Meeting, Invitation]:
    """The meeting, locked, and the invitation as it stands behind the lock; refuses an answer to an old time."""
    meeting = await work.meeting((await invitation_of(command, work)).meeting_id)
    invitation = await invitation_of(command, work)
    meeting.require(MeetingState.CALLED)
    if invitation.answer is Answer.TAKEN:
        raise await taken(work, meeting, invitation)
    if not invitation.live:
        raise Refusal("withdrawn", "This invitation was withdrawn. Nothing was changed. You need do nothing.")
    if command.revision != meeting.revision:
        raise await old_time(work, meeting)
    return meeting, invitation


async def seat_of(work: Work, invitation: Invitation) -> Seat:
    """The seat that somebody is asked to fill."""
    found = await work.uow.seats.get(invitation.seat_id)
    if found is None:
        raise Refusal(
            "no_seat",
            "That seat is not in the plan any more. Nothing was changed. Look at the newest message about it.",
        )
    return found


async def whose(work: Work, invitation: Invitation) -> Person:
    """Whoever is invited, if still here."""
    found = await work.person(invitation.person_id)
    if found is None:
        raise Refusal("not_here", "That person has left. Nothing was changed. Choose somebody else.")
    return found


async def claim(work: Work, meeting: Meeting, invitation: Invitation, seat: Seat) -> None:
    """Through a desk, this member has it now; the colleagues' cards say who."""
    if invitation.desk_id is None:
        if invitation.answer is Answer.DECLINED:
            # Who could not come was free for others meanwhile.
            await work.uow.turn_diaries([invitation.person_id])
        await work.settle(Awaited.SEAT, seat.id)
        return
    asked = await work.uow.invitations.where(seat_id=seat.id, desk_id=invitation.desk_id)
    others = [each for each in asked if each.id != invitation.id and each.live]
    if any(each.counts_for(meeting.revision) for each in others):
        raise await taken(work, meeting, invitation)
    await withdraw_all(work, others, Answer.TAKEN)
    seat.person_id = invitation.person_id
    await work.uow.seats.save(seat)
    await work.uow.turn_diaries([invitation.person_id])
    await work.settle(Awaited.SEAT, seat.id)
    await owe_entry(work, meeting, invitation)


async def answered(
    work: Work, meeting: Meeting, invitation: Invitation, answer: Answer, heard_by: str | None
) -> None:
    """Take an answer down; nothing is awaited of them any more. `heard_by` wrote down what was said by phone."""
    via = work.actor.channel if heard_by is None else "phone"
    invitation.answered(answer, work.now, meeting.revision, via, heard_by)
    invitation.suggested_at, invitation.information_by, invitation.instead = None, None, ""
    await work.uow.invitations.save(invitation)
    if answer is Answer.ACCEPTED:
        await follow_answer(work, invitation, await seat_of(work, invitation), answer)
    await work.settle(Awaited.ANSWER, invitation.id)
    await work.settle(Awaited.INFORMATION, invitation.id)
    await work.settle(Awaited.RING, invitation.id)
    await changed(work, meeting, invitation, str(answer), by_phone=heard_by is not None)


async def declined(work: Work, meeting: Meeting, invitation: Invitation, heard_by: str | None) -> None:
    """They can't come: the desk has it again, or the seat is awaited, after a moment for naming a deputy."""
    seat = await seat_of(work, invitation)
    await follow_answer(work, invitation, seat, Answer.DECLINED)
    others = [
        each
        for each in await work.uow.invitations.where(seat_id=seat.id)
        if each.id != invitation.id
        and each.live
        and each.answer is not Answer.DECLINED
        # A desk's members are awaited only while the desk has the seat.
        and (each.desk_id in (None, seat.desk_id) or each.answer is Answer.ACCEPTED)
    ]
    if seat.person_id == invitation.person_id and seat.desk_id:
        await _free_desk(work, meeting, seat)
    elif not others:
        await owe_seat(work, meeting, seat, grace=_grace(work, meeting))
    await answered(work, meeting, invitation, Answer.DECLINED, heard_by)


async def stand_aside(work: Work, meeting: Meeting, invitation: Invitation) -> None:
    """Each of these answers is a decline first; whoever has declined already keeps the time of it."""
    if invitation.answer is not Answer.DECLINED:
        await declined(work, meeting, invitation, None)
    invitation.suggested_at, invitation.information_by, invitation.instead = None, None, ""
    await work.settle(Awaited.INFORMATION, invitation.id)


async def _free_desk(work: Work, meeting: Meeting, seat: Seat) -> None:
    """Whoever claimed it for the desk cannot come after all: the desk has it again."""
    seat.person_id = None
    await work.uow.seats.save(seat)
    others = await work.uow.invitations.where(seat_id=seat.id, desk_id=seat.desk_id, answer=Answer.TAKEN)
    await invite_members(work, meeting, seat, [each.person_id for each in others])
    await owe_seat(work, meeting, seat)


def _grace(work: Work, meeting: Meeting) -> timedelta:
    return timedelta(minutes=work.policy(meeting.council).urgency(meeting.urgency).decline_grace_minutes)


async def changed(work: Work, meeting: Meeting, invitation: Invitation, verb: str, **detail: bool) -> None:
    """Every card of the meeting says so, and the audit."""
    await work.refresh(meeting_id=meeting.id)
    if work.actor.person_id == invitation.person_id:
        await proven(work)
    await work.note(verb, invitation.id, meeting.council, meeting.id, revision=meeting.revision, **detail)
