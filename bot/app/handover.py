"""Handing a whole meeting to a colleague: it stays with the giver until the other accepts."""

from __future__ import annotations

from bot.app.commands import AnswerHandover, Command, OfferHandover
from bot.app.taking_over import take_over, tell_of_answer
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal
from bot.domain.meeting import MeetingState
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited


async def offer(command: OfferHandover, work: Work) -> str:
    """Offer it; nothing changes hands yet."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(MeetingState.CALLED, MeetingState.HELD, MeetingState.DRAFT)
    to = await work.person(command.to_id)
    if to is None or to.id in (*meeting.excluded, meeting.convenor_id) or meeting.council not in to.councils:
        raise Refusal("not_found", "That colleague cannot take it. Nothing was changed.")
    if to.agency != "social_care":
        raise Refusal("not_social_care", "Only a social care colleague can take a meeting over. Nothing was changed.")
    meeting.handover_to_id = to.id
    await work.uow.meetings.save(meeting)
    ladder = work.policy(meeting.council).ladder_of("handover", meeting)
    await work.owe(Awaited.HANDOVER, meeting.id, ladder, meeting.council, meeting.id, person_id=to.id)
    await work.tell(
        to.id,
        NoticeKind.HANDOVER,
        meeting.id,
        meeting.council,
        f"handover:{meeting.id}:{to.id}:{work.now:%Y%m%d%H%M%S}",
        meeting_id=meeting.id,
        urgent=True,
    )
    await work.refresh(meeting_id=meeting.id)
    await work.note("handover_offered", meeting.id, meeting.council, meeting.id)
    return meeting.id


async def answer(command: AnswerHandover, work: Work) -> str:
    """Taken: all that was the convenor's is the other's now. Not taken: it stays where it is, and the giver knows."""
    meeting = await work.meeting(command.meeting_id)
    if meeting.handover_to_id != work.actor.person_id:
        raise Refusal(
            "not_offered", "This meeting is not offered to you any more. Nothing was changed. You need do nothing."
        )
    taker = await work.acting_person()
    if command.accept:
        await take_over(work, meeting, taker.id)
        return meeting.id
    meeting.handover_to_id = None
    await work.uow.meetings.save(meeting)
    await work.settle(Awaited.HANDOVER, meeting.id)
    await tell_of_answer(work, meeting, meeting.convenor_id, taker.id, "handover_refused")
    await work.refresh(meeting_id=meeting.id)
    await work.note("handover_refused", meeting.id, meeting.council, meeting.id)
    return meeting.id


HANDLERS: dict[type[Command], Handler] = {OfferHandover: offer, AnswerHandover: answer}
