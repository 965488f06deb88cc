"""Asking people: one invitation a person, all members of a desk on shift, the next best person after a decline."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.app.awaiting_calls import await_call
from bot.app.calendar_entries.owed import new_uid, owe_entry
from bot.app.information import request_information
from bot.app.owing import owe_answer as owe_answer
from bot.app.owing import owe_seat as owe_seat
from bot.app.planning import asked_until, best_informant, candidates, hold_free, on_shift, put, team_around
from bot.app.police_requests import close_requests, let_go, request_police
from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import AWAITED, Awaited, ObligationState
from bot.domain.people import Person
from bot.domain.ranking import ROTA
from bot.policy.closed import closed_seats

# Held together and in one order, so that two seats that want the same people never wait for each other in a ring.
AT_ONCE = 5


async def invite_seat(work: Work, meeting: Meeting, seat: Seat) -> None:
    """Ask whoever the plan put in this seat; a required seat that nobody fills is awaited itself."""
    if seat.name in closed_seats(meeting, work.policy(meeting.council)):
        await _ask_closed(work, meeting, seat)
    elif seat.desk_id:
        await _invite_desk(work, meeting, seat, seat.desk_id)
    elif seat.person_id:
        await invite(work, meeting, seat, seat.person_id)
    elif seat.required:
        await owe_seat(work, meeting, seat)


async def invite(
    work: Work,
    meeting: Meeting,
    seat: Seat,
    person_id: str,
    *,
    desk_id: str | None = None,
    deputy_for: str | None = None,
) -> Invitation:
    """Ask one person for one seat, once: somebody who was asked before and stands aside is asked anew."""
    earlier = await work.uow.invitations.where(meeting_id=meeting.id, seat_id=seat.id, person_id=person_id)
    return await _ask(work, meeting, seat, person_id, earlier, desk_id, deputy_for)


async def invite_members(work: Work, meeting: Meeting, seat: Seat, people: Sequence[str]) -> None:
    """The same for members of the seat's desk, at the cost of one question however many they are."""
    asked = await work.uow.invitations.where(meeting_id=meeting.id, seat_id=seat.id, person_id=tuple(people))
    for person_id in people:
        earlier = [each for each in asked if each.person_id == person_id]
        await _ask(work, meeting, seat, person_id, earlier, seat.desk_id, None)


async def _ask(
    work: Work,
    meeting: Meeting,
    seat: Seat,
    person_id: str,
    earlier: Sequence[Invitation],
    desk_id: str | None,
    deputy_for: str | None,
) -> Invitation:
    if earlier:
        invitation = earlier[-1]
        invitation.answer, invitation.answered_at, invitation.answered_revision = Answer.NONE, None, 0
        invitation.desk_id, invitation.deputy_for_id, invitation.recorded_by_id = desk_id, deputy_for, None
        invitation.asked_at, invitation.revision = work.now, meeting.revision
        invitation.turns, invitation.uid = invitation.turns + 1, invitation.uid or new_uid(work, invitation.id)
        await work.uow.invitations.save(invitation)
    else:
        invitation = Invitation(
            work.new_id(), meeting.council, meeting.id, seat.id, person_id, work.now, meeting.revision, desk_id
        )
        invitation.deputy_for_id, invitation.uid = deputy_for, new_uid(work, invitation.id)
        await work.uow.invitations.add(invitation)
    if desk_id is None:
        await work.uow.turn_diaries([person_id])
    if await comes_anyway(work, meeting, invitation):
        return invitation
    if earlier:
        await retire_cards(work, invitation.id)
    await _owe_card(work, meeting, invitation, f"r{meeting.revision}.{len(earlier)}.{work.now:%d%H%M%S}")
    await work.note("invited", invitation.id, meeting.council, meeting.id, seat=seat.name, revision=meeting.revision)
    if desk_id is None:
        await owe_answer(work, meeting, invitation)
    return invitation


async def reseat(work: Work, meeting: Meeting, seat: Seat, person: Person | None, why: str) -> None:
    """Somebody was chosen for a seat, whatever the plan said; how well they know the child goes with them."""
    seat.person_id, seat.desk_id, seat.person_why = person.id if person else None, None, why
    seat.tier = (await team_around(work, meeting)).tier(person, seat.name, seat.child) if person else ROTA
    await work.uow.seats.save(seat)
    await work.settle(Awaited.SEAT, seat.id)


async def comes_anyway(work: Work, meeting: Meeting, invitation: Invitation) -> bool:
    """Whoever calls or moves a meeting and sits in it themselves has said so by that act; they are not asked."""
    if invitation.person_id != meeting.convenor_id or work.actor.person_id != meeting.convenor_id:
        return False
    invitation.answered(Answer.ACCEPTED, work.now, meeting.revision, work.actor.channel, None)
    await work.uow.invitations.save(invitation)
    await owe_entry(work, meeting, invitation)
    await work.note("accepted", invitation.id, meeting.council, meeting.id, revision=meeting.revision, called_it=True)
    return True


async def send_card(work: Work, meeting: Meeting, invitation: Invitation, turn: str) -> None:
    """Owe the person a fresh card of this invitation; the one before gives way to it."""
    await retire_cards(work, invitation.id)
    await _owe_card(work, meeting, invitation, turn)


async def _owe_card(work: Work, meeting: Meeting, invitation: Invitation, turn: str) -> None:
    await work.tell(
        invitation.person_id,
        NoticeKind.INVITATION,
        invitation.id,
        meeting.council,
        f"invitation:{invitation.id}:{turn}",
        meeting_id=meeting.id,
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )
    if invitation.desk_id is None or invitation.answer is Answer.ACCEPTED:
        await owe_entry(work, meeting, invitation)


async def retire_cards(work: Work, subject_id: str) -> None:
    """Mark the live cards of a subject as replaced: each is brought up to date once more, saying so.

    An entry in a calendar is never replaced, only changed.
    """
    for notice in await work.uow.notices.where(subject_id=subject_id, retired=False):
        if notice.kind is NoticeKind.CALENDAR:
            continue
        await work.uow.retire_notice(notice.id, work.now)


async def _ask_closed(work: Work, meeting: Meeting, seat: Seat) -> None:
    """A closed service is asked for what it knows, not to come."""
    if seat.desk_id:
        for person in await desk_on_shift(work, meeting, seat.desk_id):
            await request_information(work, meeting, seat, person.id, seat.desk_id)
    elif seat.person_id:
        await request_information(work, meeting, seat, seat.person_id)


async def _invite_desk(work: Work, meeting: Meeting, seat: Seat, desk_id: str, besides: Collection[str] = ()) -> None:
    members = [each for each in await desk_on_shift(work, meeting, desk_id) if each.id not in besides]
    await work.uow.turn_diaries([desk_id])
    await request_police(work, meeting, seat)
    await invite_members(work, meeting, seat, [each.id for each in members])
    await owe_seat(work, meeting, seat)


async def ask_desk_too(work: Work, meeting: Meeting, seat: Seat, among: Collection[str] | None = None) -> None:
    """Ask a desk that can fill the seat, together with whoever is asked already: the first to answer has it.

    With `among`, one of these desks.
    """
    if seat.desk_id or not work.policy(meeting.council).desks_allowed(meeting.facts):
        return
    rows = await work.uow.invitations.where(seat_id=seat.id)
    asked = {each.desk_id for each in rows}
    own = {each.person_id for each in rows if each.live and each.desk_id is None and each.awaits(meeting.revision)}
    for desk in (await work.uow.desks_for_seats(meeting.council, [seat.name]))[seat.name]:
        if desk.id not in asked and (among is None or desk.id in among):
            seat.desk_id = desk.id
            await work.uow.seats.save(seat)
            await _invite_desk(work, meeting, seat, desk.id, own)
            return


async def desk_on_shift(work: Work, meeting: Meeting, desk_id: str) -> list[Person]:
    """The desk's members on shift now; else those on shift when it meets; else all of them.

    For a full meeting, planned at night, those on shift when it meets are asked first.
    """
    rows = await work.uow.desk_members.where(desk_id=desk_id)
    found = await work.uow.people.where(id=tuple(row.person_id for row in rows)) if rows else []
    members = [each for each in found if each.here and each.id not in meeting.excluded]
    policy = work.policy(meeting.council)
    then = meeting.starts_at or work.now
    for at in (then, work.now) if meeting.follows_id else (work.now, then):
        if there := await on_shift(work, policy, members, at):
            return there
    return members


async def fill_again(work: Work, meeting: Meeting, seat: Seat) -> bool:
    """Ask the next best person for this seat at the meeting's time; False when there is nobody left to ask."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return False
    asked = {each.person_id for each in await work.uow.invitations.where(meeting_id=meeting.id)}
    asked |= {each.desk_id for each in await work.uow.police_requests.where(seat_id=seat.id) if each.refused_at}
    if seat.name in closed_seats(meeting, work.policy(meeting.council)):
        return await _ask_informant(work, meeting, seat, asked)
    start, end = meeting.starts_at, meeting.ends_at
    found = await candidates(work, meeting, seat.name, seat.child, start, end)
    left = [who for who in found.free_at(start, end) if who not in (*asked, seat.desk_id)]
    while left:
        # Held first, then looked at again: another meeting may have called them a moment ago.
        who = await hold_free(work, meeting, left[:AT_ONCE])
        if who is not None:
            put(seat, found, who)
            await work.uow.seats.save(seat)
            if seat.desk_id is None:
                await close_requests(work, seat_id=seat.id)
            await invite_seat(work, meeting, seat)
            return True
        del left[:AT_ONCE]
    return False


async def _ask_informant(work: Work, meeting: Meeting, seat: Seat, asked: Collection[str]) -> bool:
    found = await candidates(work, meeting, seat.name, seat.child, work.now, asked_until(work, meeting))
    found.demand = [each for each in found.demand if each.id not in (*asked, seat.desk_id)]
    who = best_informant(work, meeting, found)
    if who is None:
        return False
    put(seat, found, who)
    await work.uow.seats.save(seat)
    await _ask_closed(work, meeting, seat)
    return True


async def withdraw(work: Work, invitation: Invitation, answer: Answer = Answer.WITHDRAWN) -> None:
    """End somebody's part in the meeting; their card says so at once."""
    await withdraw_all(work, [invitation], answer)


async def withdraw_all(work: Work, invitations: Sequence[Invitation], answer: Answer = Answer.WITHDRAWN) -> None:
    """The same for many: a desk of sixty must not hold the meeting for longer than a desk of two."""
    for invitation in invitations:
        if invitation.answer is Answer.ACCEPTED and invitation.recorded_by_id:
            # They said yes by phone: nobody but whoever rings them can tell them.
            await await_call(work, await work.meeting(invitation.meeting_id), invitation.id, now=True)
        invitation.answer, invitation.answered_at, invitation.turns = answer, work.now, invitation.turns + 1
        await work.uow.invitations.save(invitation)
    ids = tuple(each.id for each in invitations)
    if not ids:
        return
    if answer is Answer.WITHDRAWN:
        await let_go(work, invitations)
    awaited, state = (Awaited.ANSWER, Awaited.INFORMATION), AWAITED
    for owed in await work.uow.obligations.where(subject_id=ids, kind=awaited, state=state):
        owed.state = ObligationState.MET
        await work.uow.obligations.save(owed)
    await work.refresh(subject_id=ids)
