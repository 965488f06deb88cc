"""We can't: the convenor hears at once, and somebody else is asked."""

from __future__ import annotations

from bot.app.commands import Command, RefuseRequest
from bot.app.inviting import fill_again, owe_seat, withdraw_all
from bot.app.police.asked import asked, let_off, own_part
from bot.app.police_requests import close_request
from bot.app.work import Handler, Work
from bot.domain.errors import Invalid
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import AWAITED, Awaited
from bot.domain.police_request import PoliceRequest


async def refuse(command: RefuseRequest, work: Work) -> str:
    """Nobody of the desk can come. Another desk or person is asked now; with none left, the ladder goes on."""
    meeting, seat, request = await asked(command, work)
    if command.code not in work.policy(meeting.council).police_request.reasons:
        raise Invalid({"code": "Choose why."})
    if request.refused_at is not None and request.refused_by_id == work.actor.person_id:
        return request.id
    await let_off(work, request, besides=work.actor.person_id)
    request.refuse(work.actor.person_id, work.now, command.code, command.words)
    await work.uow.police_requests.save(request)
    await _stand_aside(work, meeting, seat)
    await _ask_elsewhere(work, meeting, seat, request)
    await _tell_convenor(work, meeting, request)
    await work.refresh(meeting_id=meeting.id)
    await work.note("police_refused", request.id, meeting.council, meeting.id, seat=seat.name, reason=command.code)
    return request.id


async def _stand_aside(work: Work, meeting: Meeting, seat: Seat) -> None:
    """Whoever says so has declined for the desk; the colleagues need do nothing."""
    own = await own_part(work, meeting, seat)
    own.answered(Answer.DECLINED, work.now, meeting.revision, work.actor.channel, None)
    await work.uow.invitations.save(own)
    await work.settle(Awaited.ANSWER, own.id)
    colleagues = await work.uow.invitations.where(seat_id=seat.id, desk_id=seat.desk_id, answer=Answer.NONE)
    await withdraw_all(work, [each for each in colleagues if each.id != own.id], Answer.TAKEN)
    seat.person_id = None
    await work.uow.seats.save(seat)


async def _ask_elsewhere(work: Work, meeting: Meeting, seat: Seat, request: PoliceRequest) -> None:
    if await fill_again(work, meeting, seat):
        if seat.desk_id is None:
            await work.settle(Awaited.SEAT, seat.id)
        elif seat.desk_id != request.desk_id and request.closed_at is None:
            await close_request(work, request)
        return
    if not await work.uow.obligations.where(kind=Awaited.SEAT, subject_id=seat.id, state=AWAITED):
        await owe_seat(work, meeting, seat)


async def _tell_convenor(work: Work, meeting: Meeting, request: PoliceRequest) -> None:
    await work.tell(
        meeting.convenor_id,
        NoticeKind.TELL,
        work.actor.person_id,
        meeting.council,
        f"police_refused:{request.id}:{work.now:%d%H%M%S%f}",
        meeting_id=meeting.id,
        code="police_refused",
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )


HANDLERS: dict[type[Command], Handler] = {RefuseRequest: refuse}
