"""Steps about a meeting still to come: an invitation unanswered, a seat that nobody fills."""

from __future__ import annotations

from bot.app.inviting import ask_desk_too, desk_on_shift, fill_again, invite
from bot.app.nudging import AGAIN, tell_gently
from bot.app.planning import better_time
from bot.app.police_requests import open_request
from bot.app.steps.telling import is_urgent, tell_managers
from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited, Obligation
from bot.domain.police_request import Stage

ASK_NEXT = "ask_next"
BEFORE_IT = (Awaited.ANSWER, Awaited.SEAT)


async def fill_or_climb(obligation: Obligation, meeting: Meeting, work: Work) -> bool:
    """After the moment for naming a deputy: ask the next best person; with nobody left, the ladder begins."""
    seat = await work.uow.seats.get(obligation.subject_id)
    if seat is None or meeting.state is not MeetingState.CALLED or await _taken_up(seat, meeting, work):
        return False
    return not await _filled(seat, meeting, work)


async def _filled(seat: Seat, meeting: Meeting, work: Work) -> bool:
    asked = await fill_again(work, meeting, seat)
    if asked:
        await work.refresh(meeting_id=meeting.id)
    else:
        await _look_for_a_better_time(seat, meeting, work)
        await work.refresh(meeting_id=meeting.id, kind=NoticeKind.CONVENOR)
    return asked


async def _look_for_a_better_time(seat: Seat, meeting: Meeting, work: Work) -> None:
    """Nobody is left to ask at this time: the convenor is shown another, if one has more of those needed."""
    if seat.required:
        seats = await work.uow.seats.where(meeting_id=meeting.id, closed=False)
        found = await better_time(work, meeting, seats)
        meeting.offered = (found,) if found else ()
        await work.uow.meetings.save(meeting)


async def _taken_up(seat: Seat, meeting: Meeting, work: Work) -> bool:
    """True when somebody has accepted the seat, or has been asked for it and not declined."""
    return any(
        each.counts_for(meeting.revision) or (each.desk_id is None and each.answer is Answer.NONE)
        for each in await work.uow.invitations.where(seat_id=seat.id)
    )


async def chase_answer(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask again, then the next best person and the desk; those above hear."""
    invitation = await work.uow.invitations.get(obligation.subject_id)
    if (
        invitation is None
        or not meeting.open_to_answers
        or not invitation.awaits(meeting.revision)
        or not invitation.live
    ):
        return False
    seat = await work.uow.seats.get(invitation.seat_id)
    if label == ASK_NEXT and seat is not None and not await _back_to_desk(obligation, seat, meeting, work):
        await _filled(seat, meeting, work)
        if "desk" in audience:
            await ask_desk_too(work, meeting, seat)
    if "recipient" in audience:
        await _ask_again(obligation, invitation, meeting, f"again{obligation.step}", work)
    await tell_managers(obligation, label, audience, meeting, invitation, work)
    return True


async def _back_to_desk(obligation: Obligation, seat: Seat, meeting: Meeting, work: Work) -> bool:
    """An officer whom a police desk named says nothing: the desk is asked for another. False for anybody else."""
    request = await open_request(work, seat)
    if request is None or request.assigned_to_id != obligation.person_id:
        return False
    await _ask_desk_again(obligation, seat, request.desk_id, meeting, [], work)
    return True


async def chase_seat(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask the desk again, or find somebody else for the seat."""
    seat = await work.uow.seats.get(obligation.subject_id)
    if seat is None or seat.closed or not meeting.open_to_answers:
        return False
    invitations = await work.uow.invitations.where(seat_id=seat.id)
    if any(each.counts_for(meeting.revision) for each in invitations):
        return False
    waiting = [each for each in invitations if each.awaits(meeting.revision) and each.live]
    request = await open_request(work, seat)
    refused = request is not None and request.stage is Stage.REFUSED
    if refused:
        waiting = [each for each in invitations if request and each.person_id == request.refused_by_id]
    elif seat.desk_id and {"desk", "recipient"} & set(audience):
        await _ask_desk_again(obligation, seat, seat.desk_id, meeting, waiting, work)
    if seat.desk_id and label == ASK_NEXT:
        await _filled(seat, meeting, work)
    if not seat.desk_id and not waiting and await _filled(seat, meeting, work):
        return False
    await tell_managers(obligation, label, audience, meeting, waiting[0] if waiting else None, work)
    return True


async def _ask_desk_again(
    obligation: Obligation, seat: Seat, desk_id: str, meeting: Meeting, waiting: list[Invitation], work: Work
) -> None:
    """The shift may have changed: whoever is on now is asked, or asked again; who has gone home is left in peace."""
    asked = {each.person_id: each for each in waiting}
    for person in await desk_on_shift(work, meeting, desk_id):
        if earlier := asked.get(person.id):
            await _ask_again(obligation, earlier, meeting, f"desk{obligation.step}", work)
        else:
            await invite(work, meeting, seat, person.id, desk_id=desk_id)


async def _ask_again(obligation: Obligation, invitation: Invitation, meeting: Meeting, turn: str, work: Work) -> None:
    """A fresh card, in the place of the one before; where the person's day is full, a line in their next list."""
    person = await work.person(invitation.person_id)
    if person is None:
        return
    cards = await work.uow.notices.where(subject_id=invitation.id, retired=False)
    before = [each for each in cards if each.kind is not NoticeKind.CALENDAR]
    asked = await tell_gently(
        work,
        person,
        NoticeKind.INVITATION,
        invitation.id,
        meeting.council,
        f"{AGAIN}invitation:{invitation.id}:r{meeting.revision}:{turn}",
        meeting_id=meeting.id,
        urgent=is_urgent(obligation) or work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )
    for each in before if asked else ():
        await work.uow.retire_notice(each.id, work.now)
