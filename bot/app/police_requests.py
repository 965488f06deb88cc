"""Requests to police desks: opened when the desk is asked, moved on by answers, closed with the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, Seat
from bot.domain.police_request import PoliceRequest


async def request_police(work: Work, meeting: Meeting, seat: Seat) -> None:
    """Ask the seat's desk by request, where the policy has it so: once for each time of the meeting."""
    if not seat.desk_id or seat.name not in work.policy(meeting.council).police_request.seats:
        return
    before = await open_request(work, seat)
    if before is not None:
        if (before.desk_id, before.revision) == (seat.desk_id, meeting.revision):
            return
        await close_request(work, before)
    request = PoliceRequest(
        id=work.new_id(),
        council=meeting.council,
        meeting_id=meeting.id,
        seat_id=seat.id,
        desk_id=seat.desk_id,
        revision=meeting.revision,
        unit=seat.name,
        urgency=meeting.urgency,
        requested_at=work.now,
        needed_by=meeting.starts_at or meeting.deadline,
    )
    await work.uow.police_requests.add(request)
    await work.note("police_requested", request.id, meeting.council, meeting.id, seat=seat.name, desk=seat.desk_id)


async def open_request(work: Work, seat: Seat) -> PoliceRequest | None:
    """What is open for this seat with a desk: one at most."""
    rows = await work.uow.police_requests.where(seat_id=seat.id, closed_at=None, order="requested_at")
    return rows[-1] if rows else None


async def follow_answer(work: Work, invitation: Invitation, seat: Seat, answer: Answer) -> None:
    """Somebody asked for the seat has answered: the desk's request moves on, or is the desk's again."""
    request = await open_request(work, seat)
    if request is None:
        return
    if answer is Answer.ACCEPTED and invitation.desk_id == request.desk_id:
        request.claim(invitation.person_id, work.now)
    elif answer is Answer.ACCEPTED:
        request.accept(invitation.person_id, work.now)
    elif request.assigned_to_id == invitation.person_id:
        request.free()
    await work.uow.police_requests.save(request)


async def let_go(work: Work, invitations: Sequence[Invitation]) -> None:
    """These have no part any more: whatever they were named for is with the desk again."""
    people = {each.person_id for each in invitations}
    seats = tuple(sorted({each.seat_id for each in invitations}))
    for request in await work.uow.police_requests.where(seat_id=seats, closed_at=None):
        if request.assigned_to_id in people:
            request.free()
            await work.uow.police_requests.save(request)


async def close_requests(work: Work, **about: Any) -> None:
    """Nothing is asked of a desk about this (a meeting, a seat) any more."""
    for request in await work.uow.police_requests.where(closed_at=None, **about):
        await close_request(work, request)


async def close_request(work: Work, request: PoliceRequest) -> None:
    """Nothing is asked of this desk any more; how far it came stays as it was."""
    request.closed_at = work.now
    await work.uow.police_requests.save(request)
