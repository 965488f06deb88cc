"""A meeting that has already happened by phone: who was there, when, and what health still has to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.app.accountability import add_lines
from bot.app.commands import Command, TellHeldByPhone, TellMeetingHeld
from bot.app.conflicts import tell_excluded, without
from bot.app.drafting import draft, keep_plan, made_already, with_those_who_hold_the_case
from bot.app.full_meeting import plan_full, tell_first, tell_to_look
from bot.app.information import request_information
from bot.app.inviting import withdraw
from bot.app.keeping import owe_record, settle_meeting, tell_convenor
from bot.app.planning import Choice, plan_meeting
from bot.app.wording.talk import NOBODY
from bot.app.work import Handler, Work
from bot.domain.case import CaseFacts
from bot.domain.errors import Invalid, Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.people import Person
from bot.policy.closed import closed_seats


async def held_by_phone(command: TellHeldByPhone, work: Work) -> str:
    """It has happened already. Any invitation stops; health that was not there is asked for its information."""
    _not_to_come(work, command.happened_at)
    # The case was known when it was held, whenever that is entered: the hour of the call decides what follows.
    facts = replace(command.facts, received_at=min(command.facts.received_at, command.happened_at))
    if again := await _told_already(work, command, facts):
        return again.id
    meeting = await draft(work, command.council, facts, "")
    await tell_excluded(work, meeting, (), (), "")
    meeting.facts = without(meeting.facts, meeting.excluded)
    choice = await plan_meeting(work, meeting, command.happened_at)
    closed = closed_seats(meeting, work.policy(meeting.council))
    choice.seats[:] = [seat for seat in choice.seats if seat.required or seat.name in closed]
    await keep_plan(work, meeting, Choice(choice.seats, command.happened_at))
    await _record(work, meeting, command)
    if full := await plan_full(work, meeting):
        await tell_to_look(work, full, "full_meeting_ready")
        await tell_first(work, meeting.id)
    return meeting.id


async def _told_already(work: Work, command: TellHeldByPhone, facts: CaseFacts) -> Meeting | None:
    """The meeting, if whoever had no answer sends the form again. What was put into it meanwhile is not lost."""
    known = await with_those_who_hold_the_case(work, command.council, facts)
    which = {"state": MeetingState.HELD, "happened_at": command.happened_at}
    found = await made_already(work, command.council, known, **which)
    if not found:
        return None
    meeting = await work.meeting(found[0].id)
    _not_out(meeting, command.attended)
    await _seat_those_there(work, meeting, command.attended)
    there = {each.words for each in await work.uow.actions.where(meeting_id=meeting.id)}
    await add_lines(work, meeting, [each for each in command.actions if each not in there])
    return meeting


async def meeting_held(command: TellMeetingHeld, work: Work) -> str:
    """The same for a meeting that people have been asked to: its seats stay as they are."""
    _not_to_come(work, command.happened_at)
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.CALLED)
    return await _record(work, meeting, command)


def _not_to_come(work: Work, happened_at: datetime) -> None:
    if happened_at > work.now:
        raise Refusal(
            "in_the_future", "The time it was held is still to come. Nothing was saved. Put the time right."
        )


async def _record(work: Work, meeting: Meeting, command: TellHeldByPhone | TellMeetingHeld) -> str:
    _not_out(meeting, command.attended)
    meeting.state, meeting.happened_at, meeting.entered_at = MeetingState.HELD, command.happened_at, work.now
    meeting.starts_at = meeting.starts_at or command.happened_at
    await work.uow.meetings.save(meeting)
    await _stop_asking(work, meeting, command.attended)
    await _seat_those_there(work, meeting, command.attended)
    await _ask_absent_health(work, meeting)
    await add_lines(work, meeting, command.actions)
    await tell_convenor(work, meeting)
    await owe_record(work, meeting)
    await work.refresh(meeting_id=meeting.id)
    await work.note(
        "held_by_phone", meeting.id, meeting.council, meeting.id, happened_at=command.happened_at.isoformat()
    )
    return meeting.id


def _not_out(meeting: Meeting, attended: Sequence[str]) -> None:
    if set(attended) & set(meeting.excluded):
        raise Invalid({"attended": NOBODY})


async def _stop_asking(work: Work, meeting: Meeting, attended: Sequence[str]) -> None:
    """Whoever was not there has no part any more, whatever they said to the time that was planned."""
    await work.uow.free_room(meeting.id)
    await settle_meeting(work, meeting)
    asked = (Answer.NONE, Answer.ACCEPTED)
    for invitation in await work.uow.invitations.where(meeting_id=meeting.id, answer=asked):
        if invitation.person_id not in attended:
            await withdraw(work, invitation)


async def _seat_those_there(work: Work, meeting: Meeting, attended: Sequence[str]) -> None:
    seats = await work.uow.seats.where(meeting_id=meeting.id, closed=False)
    asked = [each for each in await work.uow.invitations.where(meeting_id=meeting.id) if each.live]
    for person_id in attended:
        own = [each for each in asked if each.person_id == person_id]
        for invitation in own:
            invitation.answered(Answer.ACCEPTED, work.now, meeting.revision, "phone", work.actor.person_id)
            await work.uow.invitations.save(invitation)
        if own:
            continue
        person = await work.person(person_id)
        if person is None:
            continue
        seat = await _seat_of(work, person, seats, attended)
        if seat is None:
            name = person.seats[0] if person.seats else person.agency
            seat = Seat(work.new_id(), meeting.council, meeting.id, name, False)
            await work.uow.seats.add(seat)
        seat.person_id, seat.desk_id = person_id, None
        await work.uow.seats.save(seat)
        there = Invitation(work.new_id(), meeting.council, meeting.id, seat.id, person_id, work.now, meeting.revision)
        there.answered(Answer.ACCEPTED, work.now, meeting.revision, "phone", work.actor.person_id)
        await work.uow.invitations.add(there)


async def _seat_of(work: Work, person: Person, seats: Sequence[Seat], attended: Sequence[str]) -> Seat | None:
    """The seat that the plan gave them; else one that they, or their desk, can fill and nobody there has."""
    desks = {row.desk_id for row in await work.uow.desk_members.where(person_id=person.id)}
    free = [each for each in seats if each.person_id not in attended]
    fitting = (each for each in free if each.name in person.seats or each.desk_id in desks)
    return next((each for each in seats if each.person_id == person.id), None) or next(fitting, None)


async def _ask_absent_health(work: Work, meeting: Meeting) -> None:
    policy = work.policy(meeting.council)
    asked = await work.uow.invitations.where(meeting_id=meeting.id, answer=(Answer.ACCEPTED, Answer.DECLINED))
    there = {each.seat_id for each in asked if each.answer is Answer.ACCEPTED or each.information_by}
    closed = closed_seats(meeting, policy)
    for seat in await work.uow.seats.where(meeting_id=meeting.id, closed=False):
        if seat.id in there or not seat.person_id:
            continue
        if not policy.seat(seat.name).health and seat.name not in closed:
            continue
        await request_information(work, meeting, seat, seat.person_id)


HANDLERS: dict[type[Command], Handler] = {TellHeldByPhone: held_by_phone, TellMeetingHeld: meeting_held}
