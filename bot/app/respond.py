"""Answering an invitation: come, can't come, and everything that can stand in for coming."""

from __future__ import annotations

from bot.app.answered import answered, answering, changed, claim, declined, invitation_of, seat_of, stand_aside, whose
from bot.app.commands import (
    AcceptInvitation,
    AddAgencyReference,
    Command,
    DeclineInvitation,
    NameRightPerson,
    PromiseInformation,
    RecordPhoneAnswer,
    SendDeputy,
    SendInformation,
    SuggestTime,
)
from bot.app.information import ask_information, colleagues_asked
from bot.app.inviting import invite, reseat, withdraw_all
from bot.app.reaching import ring_about
from bot.app.taking_over import convene_with_the_chair
from bot.app.work import Handler, Work
from bot.domain.errors import Invalid, Refusal
from bot.domain.invitation import Answer
from bot.domain.meeting import AgencyReference, Meeting
from bot.domain.names import SOMEBODY_ELSE, same_name
from bot.domain.obligation import Awaited


async def accept(command: AcceptInvitation, work: Work) -> str:
    """I will come. Through a desk, the first to claim has it and the others are told by whom."""
    meeting, invitation = await answering(command, work)
    seat = await seat_of(work, invitation)
    await claim(work, meeting, invitation, seat)
    await answered(work, meeting, invitation, Answer.ACCEPTED, None)
    if invitation.desk_id:
        await convene_with_the_chair(work, meeting, seat, invitation.person_id)
    return invitation.id


async def decline(command: DeclineInvitation, work: Work) -> str:
    """I can't come. The seat is filled again after a moment in which a deputy may be named."""
    meeting, invitation = await answering(command, work)
    await declined(work, meeting, invitation, None)
    return invitation.id


async def record_phone_answer(command: RecordPhoneAnswer, work: Work) -> str:
    """What somebody said by phone, kept as heard by the actor and shown apart from a person's own click."""
    meeting, invitation = await answering(command, work)
    heard_by = work.actor.person_id
    if not command.accepted:
        await declined(work, meeting, invitation, heard_by)
        return invitation.id
    await claim(work, meeting, invitation, await seat_of(work, invitation))
    await answered(work, meeting, invitation, Answer.ACCEPTED, heard_by)
    return invitation.id


async def send_deputy(command: SendDeputy, work: Work) -> str:
    """A colleague of the same agency is asked instead; the seat stays awaited until they accept."""
    meeting, invitation = await answering(command, work)
    person, deputy = await whose(work, invitation), await work.person(command.deputy_id)
    if not work.policy(meeting.council).delegates_allowed(meeting.facts):
        raise Refusal("no_deputies", "This meeting takes no deputies. Nothing was changed. Please ring the convenor.")
    if deputy is None or deputy.id in (*meeting.excluded, person.id) or deputy.agency != person.agency:
        raise Refusal(
            "not_found", "That colleague cannot be asked. Nothing was changed. Name somebody of your own agency."
        )
    seat = await seat_of(work, invitation)
    await stand_aside(work, meeting, invitation)
    invitation.deputy_id = deputy.id
    await work.uow.invitations.save(invitation)
    await reseat(work, meeting, seat, deputy, "sent by a colleague")
    await invite(work, meeting, seat, deputy.id, deputy_for=invitation.id)
    await changed(work, meeting, invitation, "deputy_named")
    return invitation.id


async def suggest_time(command: SuggestTime, work: Work) -> str:
    """I could come then. Nothing moves by itself: the convenor's card gets the button."""
    meeting, invitation = await answering(command, work)
    if command.at <= work.now:
        raise Invalid({"time": "That time has passed. Nothing was sent. Choose a later time."})
    await stand_aside(work, meeting, invitation)
    invitation.suggested_at = command.at
    await work.uow.invitations.save(invitation)
    await changed(work, meeting, invitation, "time_suggested")
    return invitation.id


async def name_right_person(command: NameRightPerson, work: Work) -> str:
    """I am not the right person. Somebody known is asked at once; somebody unknown is for the convenor to ring."""
    meeting, invitation = await answering(command, work)
    seat, right = await seat_of(work, invitation), await work.person(command.person_id)
    if command.person_id and (right is None or right.id in meeting.excluded or meeting.council not in right.councils):
        raise Refusal(
            "not_found", "That person cannot be asked. Nothing was changed. Give their name, agency and number."
        )
    await stand_aside(work, meeting, invitation)
    words = right.name if right else f"{command.name}, {command.agency}, {command.phone}"
    if right is None and await _must_not_be_told(work, meeting, command.name):
        # Taken like any other name, and shown to nobody.
        words = SOMEBODY_ELSE
    invitation.instead = words
    await work.uow.invitations.save(invitation)
    if right is not None:
        await reseat(work, meeting, seat, right, "named by a colleague")
        await invite(work, meeting, seat, right.id)
    else:
        seat.named_elsewhere = words
        await work.uow.seats.save(seat)
        await ring_about(work, meeting, seat.id)
    await changed(work, meeting, invitation, "right_person_named")
    return invitation.id


async def _must_not_be_told(work: Work, meeting: Meeting, name: str) -> bool:
    out = await work.uow.people.where(id=meeting.excluded) if meeting.excluded else []
    return any(same_name(name, each) for each in (*meeting.excluded_names, *(person.name for person in out)))


async def promise_information(command: PromiseInformation, work: Work) -> str:
    """I can't come; our information comes by then, and is chased like any promise."""
    meeting, invitation = await answering(command, work)
    if command.by <= work.now:
        raise Invalid({"time": "That time has passed. Nothing was saved. Choose a later time."})
    await stand_aside(work, meeting, invitation)
    invitation.information_by = command.by
    await work.uow.invitations.save(invitation)
    await ask_information(work, meeting, invitation, tell=False)
    await changed(work, meeting, invitation, "information_promised")
    return invitation.id


async def send_information(command: SendInformation, work: Work) -> str:
    """Our information is with the convenor: nothing is awaited of us any more."""
    invitation = await invitation_of(command, work)
    meeting = await work.meeting(invitation.meeting_id)
    invitation.information_sent_at = work.now
    await work.uow.invitations.save(invitation)
    await work.settle(Awaited.INFORMATION, invitation.id)
    await withdraw_all(work, await colleagues_asked(work, invitation), Answer.TAKEN)
    await changed(work, meeting, invitation, "information_sent")
    return invitation.id


async def add_reference(command: AddAgencyReference, work: Work) -> str:
    """The agency's own reference, in the place of the one it gave before."""
    invitation = await invitation_of(command, work)
    meeting = await work.meeting(invitation.meeting_id)
    person = await whose(work, invitation)
    earlier = await work.uow.agency_references.where(meeting_id=meeting.id, agency=person.agency)
    if earlier:
        earlier[0].reference, earlier[0].added_by_id = command.reference, work.actor.person_id
        await work.uow.agency_references.save(earlier[0])
    else:
        row = AgencyReference(
            work.new_id(), meeting.council, meeting.id, person.agency, command.reference, work.actor.person_id
        )
        await work.uow.agency_references.add(row)
    await changed(work, meeting, invitation, "reference_added")
    return invitation.id


HANDLERS: dict[type[Command], Handler] = {
    AcceptInvitation: accept,
    DeclineInvitation: decline,
    RecordPhoneAnswer: record_phone_answer,
    SendDeputy: send_deputy,
    SuggestTime: suggest_time,
    NameRightPerson: name_right_person,
    PromiseInformation: promise_information,
    SendInformation: send_information,
    AddAgencyReference: add_reference,
}
