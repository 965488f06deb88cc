"""A whole meeting passes to somebody else: everything of the convenor's is theirs from now on."""

from __future__ import annotations

from bot.app.emergency_duty import is_duty
from bot.app.keeping import owe_record, tell_convenor
from bot.app.work import Work
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited


async def take_over(work: Work, meeting: Meeting, taker_id: str, *, tell_giver: bool = True) -> None:
    """Pass it on, whatever was offered of it before; the giver hears, and the new convenor has the live card."""
    giver = meeting.convenor_id
    meeting.handover_to_id, meeting.convenor_id = None, taker_id
    meeting.recorder_id = None if meeting.recorder_id == giver else meeting.recorder_id
    await work.uow.meetings.save(meeting)
    await work.settle(Awaited.HANDOVER, meeting.id)
    if meeting.state is not MeetingState.CLOSED:
        await tell_convenor(work, meeting)
    if meeting.state in (MeetingState.CALLED, MeetingState.HELD):
        await owe_record(work, meeting)
    if tell_giver:
        await tell_of_answer(work, meeting, giver, taker_id, "handover_taken")
    await work.refresh(meeting_id=meeting.id)
    await work.note("handover_taken", meeting.id, meeting.council, meeting.id, giver=giver, taker=taker_id)


async def tell_of_answer(work: Work, meeting: Meeting, giver: str, taker: str, code: str) -> None:
    """Tell whoever gave it what became of it."""
    dedupe = f"{code}:{meeting.id}:{taker}:{work.now:%Y%m%d%H%M%S}"
    await work.tell(giver, NoticeKind.TELL, taker, meeting.council, dedupe, meeting_id=meeting.id, code=code)


async def convene_with_the_chair(work: Work, meeting: Meeting, seat: Seat, person_id: str) -> None:
    """Whoever of emergency duty claims the chair of a meeting out of hours convenes it too (policy: `[nights]`).

    Only by their own act, and never from somebody who is emergency duty themselves.
    """
    rule = work.policy(meeting.council).nights
    if seat.name != rule.seat or not rule.chair_convenes or work.actor.person_id != person_id:
        return
    if meeting.convenor_id == person_id or not work.policy(meeting.council).meets_out_of_hours(meeting):
        return
    giver = await work.person(meeting.convenor_id)
    if giver is None or not await is_duty(work, meeting.council, giver):
        await take_over(work, meeting, person_id)
