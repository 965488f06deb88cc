"""What came of calls: kept as told by whoever made them, and asked for again where nobody answered."""

from __future__ import annotations

from bot.app import questions as q
from bot.app.awaiting_calls import await_call
from bot.app.cards import Card
from bot.app.commands import Command, TellCall, TellInformationByPhone, TellSeatCall
from bot.app.information import ask_information, colleagues_asked
from bot.app.inviting import withdraw_all
from bot.app.overtaken import old_time
from bot.app.reaching import lines_to_ring
from bot.app.view import view_by_id
from bot.app.wording.ringing import ring_card
from bot.app.work import Handler, Work, there
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited
from bot.domain.phone import CallOutcome, PhoneCall


async def tell_call(command: TellCall, work: Work) -> str:
    """What came of ringing somebody who is asked; their invitation goes on waiting."""
    meeting = await work.meeting(there(await work.uow.invitations.get(command.invitation_id)).meeting_id)
    invitation = there(await work.uow.invitations.get(command.invitation_id))
    if command.revision != meeting.revision:
        raise await old_time(work, meeting)
    await _keep(work, meeting, invitation.id, command.outcome)
    return meeting.id


async def tell_seat_call(command: TellSeatCall, work: Work) -> str:
    """The same of somebody who was named for a seat."""
    meeting, seat = await work.meeting(command.meeting_id), await work.uow.seats.get(command.seat_id)
    if seat is None or seat.meeting_id != meeting.id:
        raise Refusal(
            "no_seat",
            "That seat is not in the plan any more. Nothing was changed. Look at the newest message about it.",
        )
    await _keep(work, meeting, seat.id, command.outcome)
    return meeting.id


async def tell_information(command: TellInformationByPhone, work: Work) -> str:
    """Their information is on its way, by the policy's time from now, or sent; as heard by whoever rang."""
    meeting = await work.meeting(there(await work.uow.invitations.get(command.invitation_id)).meeting_id)
    invitation = there(await work.uow.invitations.get(command.invitation_id))
    if invitation.information_by is None or not invitation.live:
        raise Refusal(
            "not_awaited", "Their information is not awaited any more. Nothing was changed. You need do nothing."
        )
    invitation.recorded_by_id = work.actor.person_id
    if command.sent:
        invitation.information_sent_at = work.now
    else:
        invitation.information_by = work.policy(meeting.council).information_by(meeting.urgency, work.now)
    await work.uow.invitations.save(invitation)
    if command.sent:
        await work.settle(Awaited.INFORMATION, invitation.id)
        await withdraw_all(work, await colleagues_asked(work, invitation), Answer.TAKEN)
    else:
        await ask_information(work, meeting, invitation, tell=False)
        await _note_call(work, meeting, invitation.id, CallOutcome.ON_ITS_WAY)
    await work.settle(Awaited.RING, invitation.id)
    await work.refresh(meeting_id=meeting.id)
    verb = "information_sent" if command.sent else "information_promised"
    await work.note(verb, invitation.id, meeting.council, meeting.id, by_phone=True)
    return meeting.id


async def _keep(work: Work, meeting: Meeting, subject_id: str, outcome: CallOutcome) -> None:
    """Keep what came of it; without an answer the call is asked for again, in the policy's time."""
    await _note_call(work, meeting, subject_id, outcome)
    reach = work.policy(meeting.council).reach
    if outcome is CallOutcome.TOLD:
        await work.settle(Awaited.RING, subject_id)
    elif outcome is CallOutcome.MESSAGE_LEFT:
        await await_call(work, meeting, subject_id, after=reach.after_message(meeting.urgency))
    else:
        await await_call(work, meeting, subject_id)
    await work.refresh(meeting_id=meeting.id)
    await work.note("rang", subject_id, meeting.council, meeting.id, outcome=str(outcome))


async def _note_call(work: Work, meeting: Meeting, subject_id: str, outcome: CallOutcome) -> None:
    call = PhoneCall(
        work.new_id(),
        meeting.council,
        meeting.id,
        subject_id,
        outcome,
        work.now,
        work.actor.person_id,
        meeting.revision,
    )
    await work.uow.phone_calls.add(call)


async def show_calls(asked: q.ShowCalls, work: Work) -> Card:
    """Who must be rung, and what came of it so far."""
    view = await view_by_id(work.uow, work.policies, asked.meeting_id, work.now)
    return ring_card(view, await lines_to_ring(work, view))


async def show_calls_about(asked: q.ShowCallsAbout, work: Work) -> Card:
    """The same, of the meeting that an invitation is to."""
    invitation = there(await work.uow.invitations.get(asked.invitation_id))
    return await show_calls(q.ShowCalls(invitation.meeting_id), work)


HANDLERS: dict[type[Command], Handler] = {
    TellCall: tell_call,
    TellSeatCall: tell_seat_call,
    TellInformationByPhone: tell_information,
}
ANSWERS: dict[type[q.Question], Handler] = {q.ShowCalls: show_calls, q.ShowCallsAbout: show_calls_about}
