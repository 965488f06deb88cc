"""Handing a whole meeting to a colleague: it stays with the giver until the other accepts."""

from __future__ import annotations

from bot.app.commands import AnswerHandover, Command, OfferHandover
from bot.app.keeping import owe_record, tell_convenor
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
        raise Refusal("not_offered", "This meeting is not offered to you any more. Nothing was changed.")
    giver, taker = meeting.convenor_id, await work.acting_person()
    meeting.handover_to_id = None
    if command.accept:
        meeting.convenor_id = taker.id
        meeting.recorder_id = None if meeting.recorder_id == giver else meeting.recorder_id
    await work.uow.meetings.save(meeting)
    await work.settle(Awaited.HANDOVER, meeting.id)
    if command.accept:
        await tell_convenor(work, meeting)
        if meeting.state in (MeetingState.CALLED, MeetingState.HELD):
            await owe_record(work, meeting)
    code = "handover_taken" if command.accept else "handover_refused"
    dedupe = f"{code}:{meeting.id}:{taker.id}:{work.now:%Y%m%d%H%M%S}"
    await work.tell(giver, NoticeKind.TELL, taker.id, meeting.council, dedupe, meeting_id=meeting.id, code=code)
    await work.refresh(meeting_id=meeting.id)
    await work.note(code, meeting.id, meeting.council, meeting.id)
    return meeting.id


HANDLERS: dict[type[Command], Handler] = {OfferHandover: offer, AnswerHandover: answer}
