"""We have it; I come myself."""

from __future__ import annotations

from bot.app.answered import answered, claim
from bot.app.commands import AcknowledgeRequest, Command, TakeRequest
from bot.app.inviting import owe_seat
from bot.app.police.asked import asked, have_card, let_off, own_part
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer
from bot.domain.police_request import Stage


async def acknowledge(command: AcknowledgeRequest, work: Work) -> str:
    """The desk has it. Who comes is awaited from now on; said twice by one person it is said once."""
    meeting, seat, request = await asked(command, work)
    by, me = request.acknowledged_by_id, work.actor.person_id
    if request.stage is Stage.REFUSED:
        raise Refusal(
            "refused",
            "Your desk has said that it can't. Nothing was changed. If you can, take it or name an officer.",
        )
    if by is not None:
        if by != me:
            found = await work.person(by)
            name = found.name if found and by not in meeting.excluded else "A colleague"
            raise Refusal("has_it", f"{name} has it already. Nothing was changed. You need do nothing.")
        return request.id
    request.acknowledge(me, work.now)
    await work.uow.police_requests.save(request)
    await owe_seat(work, meeting, seat)
    await work.refresh(meeting_id=meeting.id)
    await work.note("police_acknowledged", request.id, meeting.council, meeting.id, seat=seat.name)
    return request.id


async def take(command: TakeRequest, work: Work) -> str:
    """Whoever of the desk says so first comes; an officer who was named and has not answered need not."""
    meeting, seat, request = await asked(command, work)
    await let_off(work, request, besides=work.actor.person_id)
    own = await own_part(work, meeting, seat)
    await claim(work, meeting, own, seat)
    await answered(work, meeting, own, Answer.ACCEPTED, None)
    await have_card(work, meeting, own)
    await work.note("police_taken", request.id, meeting.council, meeting.id, seat=seat.name)
    return request.id


HANDLERS: dict[type[Command], Handler] = {AcknowledgeRequest: acknowledge, TakeRequest: take}
