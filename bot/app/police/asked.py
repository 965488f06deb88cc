"""A request behind its meeting's lock, and the actor's own part in it."""

from __future__ import annotations

from bot.app.calendar_entries.owed import new_uid
from bot.app.commands import RequestCommand
from bot.app.inviting import send_card, withdraw
from bot.app.overtaken import by_whoever_comes, old_time, updated
from bot.app.work import Work, there
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.police_request import PoliceRequest, Stage

OVER = "This is no longer asked of your desk. Nothing was changed. You need do nothing."


async def asked(command: RequestCommand, work: Work) -> tuple[Meeting, Seat, PoliceRequest]:
    """The meeting, locked, the seat, and the request as it stands behind the lock.

    Refuses what is over, what was meant for another time, and what undoes a colleague's step that was not seen.
    """
    meeting = await work.meeting(there(await work.uow.police_requests.get(command.request_id)).meeting_id)
    request = there(await work.uow.police_requests.get(command.request_id))
    meeting.require(MeetingState.CALLED)
    if command.revision != meeting.revision or request.revision != meeting.revision:
        raise await old_time(work, meeting)
    seat = there(await work.uow.seats.get(request.seat_id))
    if request.closed_at is not None or seat.closed or seat.desk_id != request.desk_id:
        raise Refusal("over", OVER)
    if request.stage is Stage.ACCEPTED:
        said = await by_whoever_comes(work, meeting, seat.id)
        who = await _name(work, meeting, request.assigned_to_id)
        raise Refusal("taken", f"{said}{who} comes. Nothing was changed. You need do nothing.")
    if (request.assigned_to_id or "") != command.named and request.stage is Stage.ASSIGNED:
        by, officer = [await _name(work, meeting, each) for each in (request.assigned_by_id, request.assigned_to_id)]
        said = await updated(work, meeting, request.assigned_at, request.assigned_by_id)
        raise Refusal("named", f"{said}{by} has named {officer} already. Nothing was changed. You need do nothing.")
    return meeting, seat, request


async def _name(work: Work, meeting: Meeting, person_id: str | None) -> str:
    found = await work.uow.people.get(person_id or "") if person_id not in meeting.excluded else None
    return found.name if found else "Somebody"


async def own_part(work: Work, meeting: Meeting, seat: Seat) -> Invitation:
    """The actor's own invitation through the desk; whoever was not asked, being off shift, gets one by acting."""
    who = work.actor.person_id
    rows = await work.uow.invitations.where(seat_id=seat.id, person_id=who)
    if not rows:
        new = Invitation(
            work.new_id(), meeting.council, meeting.id, seat.id, who, work.now, meeting.revision, seat.desk_id
        )
        new.uid = new_uid(work, new.id)
        await work.uow.invitations.add(new)
        return new
    own = rows[-1]
    own.desk_id = seat.desk_id
    if own.answer is not Answer.ACCEPTED:
        own.answer = Answer.NONE
    await work.uow.invitations.save(own)
    return own


async def have_card(work: Work, meeting: Meeting, own: Invitation) -> None:
    """Whoever took it from the queue, unasked, has a card too: by it they hear when the meeting moves or is off."""
    if not await work.uow.notices.where(subject_id=own.id, kind=NoticeKind.INVITATION, retired=False, limit=1):
        await send_card(work, meeting, own, f"own.r{meeting.revision}.{work.now:%d%H%M%S}")


async def let_off(work: Work, request: PoliceRequest, besides: str = "") -> None:
    """The officer who was named has not answered, and need not any more; one of the desk is of the desk again."""
    if request.assigned_to_id in (None, besides):
        return
    serves = await work.uow.desk_members.where(desk_id=request.desk_id, person_id=request.assigned_to_id)
    rows = await work.uow.invitations.where(
        seat_id=request.seat_id, person_id=request.assigned_to_id, answer=(Answer.NONE, Answer.ACCEPTED)
    )
    for each in rows:
        if serves:
            # Asked anew with their colleagues, should whoever comes instead not be able to after all.
            each.desk_id = request.desk_id
        await withdraw(work, each, Answer.TAKEN if serves else Answer.WITHDRAWN)
