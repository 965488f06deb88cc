"""What a change means for desks: a new time is asked of them anew; a case found to be restricted, never again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.inviting import desk_on_shift, fill_again, invite_members, owe_seat, withdraw_all
from bot.app.police_requests import close_requests, open_request, request_police
from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, Seat
from bot.domain.obligation import Awaited


async def ask_desk_anew(work: Work, meeting: Meeting, seat: Seat, again: Sequence[Invitation]) -> None:
    """The time has changed: the seat's desk is asked for the new one, whatever it said to the old.

    Where it had said no, whoever is on shift now is asked, besides those asked `again` already.
    """
    before = await open_request(work, seat)
    await request_police(work, meeting, seat)
    await owe_seat(work, meeting, seat)
    if before is not None and before.refused_at is not None and seat.desk_id:
        asked = {each.person_id for each in again if each.seat_id == seat.id}
        there = [each.id for each in await desk_on_shift(work, meeting, seat.desk_id) if each.id not in asked]
        await invite_members(work, meeting, seat, there)


async def off_the_desks(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> None:
    """Where the policy allows no shared desk: take back what desks were asked, and ask one person for each seat.

    Whoever of a desk has said yes, and an officer whom it named, is one person, and stays.
    """
    if work.policy(meeting.council).desks_allowed(meeting.facts):
        return
    for seat in seats:
        if seat.desk_id:
            await _off_the_desk(work, meeting, seat)


async def _off_the_desk(work: Work, meeting: Meeting, seat: Seat) -> None:
    await close_requests(work, seat_id=seat.id)
    rows = await work.uow.invitations.where(seat_id=seat.id)
    coming = [each for each in rows if each.answer is Answer.ACCEPTED or (each.live and _alone(each))]
    for each in coming:
        each.desk_id = None
        await work.uow.invitations.save(each)
    await withdraw_all(work, [each for each in rows if each not in coming and _still_asked(each)])
    seat.desk_id, seat.person_id = None, coming[0].person_id if coming else None
    await work.uow.seats.save(seat)
    await work.settle(Awaited.SEAT, seat.id)
    await work.note("off_the_desk", seat.id, meeting.council, meeting.id, seat=seat.name)
    if not coming and not await fill_again(work, meeting, seat) and seat.required:
        await owe_seat(work, meeting, seat)


def _alone(invitation: Invitation) -> bool:
    """True for an officer whom the desk named: asked as one person, who may still answer."""
    return invitation.desk_id is None and invitation.answer is Answer.NONE


def _still_asked(invitation: Invitation) -> bool:
    """Asked through the desk, to come or for what it knows, and nothing has come of it yet."""
    if invitation.desk_id is None:
        return False
    return invitation.answer is Answer.NONE or (invitation.only_informs and not invitation.information_sent_at)
