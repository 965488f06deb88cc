"""Calling a meeting: plan it as a draft, change the plan, send it, move it, cancel it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.calling import call, hold_room, not_past, plan_changed
from bot.app.commands import (
    CancelMeeting,
    ChooseTime,
    Command,
    ConveneMeeting,
    MoveMeeting,
    NameRecorder,
    PlanFullMeeting,
    SendInvitations,
    SwapPerson,
)
from bot.app.conflicts import references_of, tell_excluded, without
from bot.app.desks_anew import ask_desk_anew, off_the_desks
from bot.app.drafting import chosen_people, draft, keep_plan
from bot.app.excluding import shut_out, shut_out_of
from bot.app.full_meeting import (
    both_unsent,
    choose_whether,
    full_of,
    hold_both,
    keep_after,
    know_as_much,
    not_before_the_first,
    plan_full,
    send_full,
    tell_first,
    tell_to_look,
)
from bot.app.inviting import comes_anyway, fill_again, invite_seat, owe_answer, owe_seat, reseat, send_card, withdraw
from bot.app.keeping import owe_record, settle_meeting
from bot.app.planning import (
    free_room,
    plan_meeting,
    seated_ids,
    seats_needed_too,
    still_free,
    taken_elsewhere,
)
from bot.app.police_requests import close_requests
from bot.app.reaching import ring_about_the_end, ring_again_about_the_time
from bot.app.wording.why import CHOSEN
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind


async def convene(command: ConveneMeeting, work: Work) -> str:
    """Plan the meeting and keep it as a draft; returns its id."""
    meeting = await draft(work, command.council, command.facts, command.meeting_id)
    newly = await tell_excluded(work, meeting, command.excluded, command.excluded_names, command.seen)
    meeting.facts = without(meeting.facts, meeting.excluded)
    await shut_out(work, meeting.council, references_of(meeting), newly, besides=meeting.id)
    if meeting.state is MeetingState.CALLED:
        return await _learn(work, meeting)
    choice = await plan_meeting(work, meeting, chosen=await chosen_people(work, meeting))
    await keep_plan(work, meeting, choice)
    await shut_out_of(work, meeting)
    await work.note("planned", meeting.id, meeting.council, meeting.id, urgency=meeting.urgency)
    await plan_full(work, meeting)
    return meeting.id


async def _learn(work: Work, meeting: Meeting) -> str:
    """More is known about a meeting that is called: whoever must not be told is out, whoever is needed is asked."""
    await work.uow.meetings.save(meeting)
    await shut_out_of(work, meeting)
    seats = await work.uow.seats.where(meeting_id=meeting.id, closed=False)
    await off_the_desks(work, meeting, seats)
    for seat in seats_needed_too(work, meeting, seats):
        await work.uow.seats.add(seat)
        if not await fill_again(work, meeting, seat) and seat.required:
            await owe_seat(work, meeting, seat)
    await work.refresh(meeting_id=meeting.id)
    await work.note("facts_added", meeting.id, meeting.council, meeting.id)
    await _full_learns(work, meeting)
    return meeting.id


async def _full_learns(work: Work, first: Meeting) -> None:
    """The full meeting is about the same case: called, it asks whoever is needed too; a draft is planned again."""
    full = await full_of(work, first)
    if full is not None and full.state is MeetingState.CALLED:
        know_as_much(work, full, first)
        await _learn(work, full)
    elif (planned := await plan_full(work, first)) and full is None:
        await tell_to_look(work, planned, "full_meeting_ready")
    await tell_first(work, first.id)


async def choose_time(command: ChooseTime, work: Work) -> str:
    """Plan the draft for a chosen start."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.DRAFT)
    not_past(work, command.starts_at)
    await not_before_the_first(work, meeting, command.starts_at)
    choice = await plan_meeting(work, meeting, command.starts_at, await chosen_people(work, meeting))
    await keep_plan(work, meeting, replace(choice, offered=meeting.offered))
    await keep_after(work, meeting)
    await tell_first(work, meeting.follows_id)
    return meeting.id


async def choose_full_meeting(command: PlanFullMeeting, work: Work) -> str:
    """Whether the full meeting that follows this one is planned."""
    meeting = await work.meeting(command.meeting_id)
    await choose_whether(work, meeting, wanted=command.wanted)
    return meeting.id


async def send_invitations(command: SendInvitations, work: Work) -> str:
    """Call the meeting and, with it, the full meeting that follows; from the plan of either.

    When somebody in the plan was taken meanwhile, nobody is asked: it is planned again and stays a draft.
    """
    meeting, full = await both_unsent(work, command.meeting_id)
    await _at_the_chosen_time(work, full or meeting, command.starts_at)
    meeting = await work.meeting(meeting.id)
    meeting.require(MeetingState.DRAFT)
    if meeting.starts_at is None:
        raise Refusal("no_time", "Choose a time first. The plan is kept as a draft; nobody has been told.")
    not_past(work, meeting.starts_at)
    await hold_both(work, meeting)
    seats = await work.uow.seats.where(meeting_id=meeting.id, closed=False)
    if not await still_free(work, meeting, seats):
        await plan_changed(work, meeting, seats)
        await keep_after(work, meeting)
        return meeting.id
    await call(work, meeting, meeting.starts_at, seats)
    await send_full(work, meeting)
    await tell_first(work, meeting.follows_id)
    return meeting.id


async def _at_the_chosen_time(work: Work, meeting: Meeting, start: datetime | None) -> None:
    meeting.require(MeetingState.DRAFT)
    if start and start != meeting.starts_at:
        await choose_time(ChooseTime(meeting.id, start), work)


async def move_meeting(command: MoveMeeting, work: Work) -> str:
    """A new time. Everybody still asked is asked again; what they said to the old time does not count."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.CALLED)
    not_past(work, command.starts_at)
    if command.starts_at == meeting.starts_at:
        return meeting.id
    # What they are called to changes, for whoever plans with them now; before the room, as when it is called.
    await work.uow.turn_diaries(await _called_to(work, meeting))
    room = await free_room(work, meeting, command.starts_at)
    meeting.move(command.starts_at, room)
    meeting.offered = ()
    await hold_room(work, meeting, command.starts_at)
    await work.uow.meetings.save(meeting)
    asked = await _without_those_taken(work, meeting)
    hoped = {each.seat_id for each in asked if each.answer is not Answer.DECLINED}
    for invitation in asked:
        await _ask_again(work, meeting, invitation, seat_empty=invitation.seat_id not in hoped)
    for seat in await work.uow.seats.where(meeting_id=meeting.id, closed=False):
        if seat.desk_id:
            await ask_desk_anew(work, meeting, seat, asked)
        elif seat.required and not seat.person_id:
            # Somebody may be free at the new time.
            await owe_seat(work, meeting, seat, grace=timedelta(0))
    await owe_record(work, meeting)
    await ring_again_about_the_time(work, meeting)
    await work.refresh(meeting_id=meeting.id)
    await tell_first(work, meeting.follows_id)
    await work.note("moved", meeting.id, meeting.council, meeting.id, revision=meeting.revision)
    return meeting.id


async def _called_to(work: Work, meeting: Meeting) -> list[str]:
    """Everybody whose diary this called meeting is in."""
    asked = await work.uow.invitations.where(meeting_id=meeting.id, answer=(Answer.NONE, Answer.ACCEPTED))
    own = {each.person_id for each in asked if each.desk_id is None or each.answer is Answer.ACCEPTED}
    seats = await work.uow.seats.where(meeting_id=meeting.id, closed=False)
    return sorted(own.union(seated_ids(seats)))


async def _without_those_taken(work: Work, meeting: Meeting) -> list[Invitation]:
    """The live invitations. Whoever is called elsewhere at the new time is let off, and the next best is asked."""
    seats = {each.id: each for each in await work.uow.seats.where(meeting_id=meeting.id, closed=False)}
    taken = await taken_elsewhere(work, meeting, seated_ids(tuple(seats.values())))
    asked = []
    for invitation in await work.uow.invitations.where(meeting_id=meeting.id):
        seat = seats.get(invitation.seat_id)
        if not invitation.live:
            continue
        own = invitation.person_id == meeting.convenor_id or (seat is not None and seat.person_why == CHOSEN)
        if seat is None or own or invitation.person_id not in taken or invitation.answer is Answer.DECLINED:
            asked.append(invitation)
            continue
        await withdraw(work, invitation)
        if seat.person_id == invitation.person_id:
            seat.person_id = None
            await work.uow.seats.save(seat)
    return asked


async def _ask_again(work: Work, meeting: Meeting, invitation: Invitation, *, seat_empty: bool) -> None:
    if invitation.answer is Answer.DECLINED:
        # They could not come at the old time; whoever sent somebody or something in their place has done their part.
        settled = invitation.instead or invitation.deputy_id or invitation.information_by
        if not invitation.suggested_at and (settled or not seat_empty):
            return
        invitation.answer = Answer.NONE
        invitation.suggested_at = None
        await work.uow.invitations.save(invitation)
    if await comes_anyway(work, meeting, invitation):
        return
    await send_card(work, meeting, invitation, f"r{meeting.revision}")
    if invitation.desk_id is None or invitation.answer is Answer.ACCEPTED:
        await owe_answer(work, meeting, invitation)


async def cancel_meeting(command: CancelMeeting, work: Work) -> str:
    """Call it off; everybody asked is told in the card they have."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.CALLED, MeetingState.DRAFT)
    full = await full_of(work, meeting) if meeting.state is MeetingState.DRAFT else None
    meeting.state, meeting.reason = MeetingState.CANCELLED, command.reason
    await work.uow.meetings.save(meeting)
    await work.uow.free_room(meeting.id)
    await work.uow.let_go(meeting.id)
    await settle_meeting(work, meeting)
    await ring_about_the_end(work, meeting)
    await work.refresh(meeting_id=meeting.id)
    await tell_first(work, meeting.follows_id)
    await work.note("cancelled", meeting.id, meeting.council, meeting.id)
    if full is not None and full.state is MeetingState.DRAFT:
        await cancel_meeting(CancelMeeting(full.id, command.reason), work)
    return meeting.id


async def swap_person(command: SwapPerson, work: Work) -> str:
    """Put somebody else in a seat: in a draft quietly, in a called meeting by asking them and thanking the other."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.DRAFT, MeetingState.CALLED)
    seat = await work.uow.seats.get(command.seat_id)
    if seat is None or seat.meeting_id != meeting.id or seat.closed:
        raise Refusal(
            "no_seat",
            "That seat is not in the plan any more. Nothing was changed. Look at the newest message about it.",
        )
    person = await work.person(command.person_id)
    if command.person_id and (
        person is None or meeting.council not in person.councils or person.id in meeting.excluded
    ):
        raise Refusal(
            "not_found", "That person cannot be asked to this meeting. Nothing was changed. Choose somebody else."
        )
    await reseat(work, meeting, seat, person, CHOSEN)
    if meeting.state is MeetingState.CALLED:
        await close_requests(work, seat_id=seat.id)
        for invitation in await work.uow.invitations.where(seat_id=seat.id):
            if invitation.person_id != command.person_id and invitation.live:
                await withdraw(work, invitation)
        await invite_seat(work, meeting, seat)
        await work.refresh(meeting_id=meeting.id)
    await work.note("swapped", seat.id, meeting.council, meeting.id, seat=seat.name)
    return meeting.id


async def name_recorder(command: NameRecorder, work: Work) -> str:
    """Who writes the actions down; they get the pad."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.CALLED, MeetingState.HELD)
    person = await work.person(command.person_id)
    if person is None or meeting.council not in person.councils or person.id in meeting.excluded:
        raise Refusal("not_found", "That person cannot be asked. Nothing was changed. Choose somebody else.")
    meeting.recorder_id = person.id
    await work.uow.meetings.save(meeting)
    dedupe = f"recorder:{meeting.id}:{person.id}"
    await work.tell(person.id, NoticeKind.RECORD, meeting.id, meeting.council, dedupe, meeting_id=meeting.id)
    await owe_record(work, meeting)
    await work.refresh(meeting_id=meeting.id)
    await work.note("recorder_named", meeting.id, meeting.council, meeting.id)
    return meeting.id


HANDLERS: dict[type[Command], Handler] = {
    ConveneMeeting: convene,
    ChooseTime: choose_time,
    SendInvitations: send_invitations,
    PlanFullMeeting: choose_full_meeting,
    MoveMeeting: move_meeting,
    CancelMeeting: cancel_meeting,
    SwapPerson: swap_person,
    NameRecorder: name_recorder,
}
