"""What is owed around a meeting as a whole: the convenor's card, the record, and an end to what is awaited."""

from __future__ import annotations

from bot.app.calendar_entries.owed import owe_convenors_entry
from bot.app.police_requests import close_requests
from bot.app.work import Work
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited


async def tell_convenor(work: Work, meeting: Meeting) -> None:
    """Owe the convenor their live card of this meeting."""
    kind, who = NoticeKind.CONVENOR, meeting.convenor_id
    earlier = await work.uow.notices.where(kind=kind, meeting_id=meeting.id, person_id=who)
    if any(not each.retired for each in earlier):
        await work.refresh(kind=kind, meeting_id=meeting.id, person_id=who)
        await owe_convenors_entry(work, meeting)
        return
    await work.tell(
        who,
        kind,
        meeting.id,
        meeting.council,
        f"convenor:{meeting.id}:{who}:{len(earlier)}",
        meeting_id=meeting.id,
        urgent=True,
    )
    await owe_convenors_entry(work, meeting)


async def owe_record(work: Work, meeting: Meeting) -> None:
    """Await the record of the meeting, from whoever writes it down, once it has been held."""
    held = meeting.happened_at or (meeting.ends_at or work.now)
    ladder = work.policy(meeting.council).ladder("record", meeting.urgency)
    await work.owe(
        Awaited.RECORD,
        meeting.id,
        ladder,
        meeting.council,
        meeting.id,
        person_id=meeting.recorder_id or meeting.convenor_id,
        opened_at=max(held, work.now) if meeting.state is MeetingState.CALLED else work.now,
    )


async def settle_meeting(work: Work, meeting: Meeting) -> None:
    """Nothing is awaited for this meeting's coming about any more."""
    await close_requests(work, meeting_id=meeting.id)
    awaited: tuple[Awaited, ...] = (Awaited.ANSWER, Awaited.SEAT, Awaited.HANDOVER, Awaited.RECORD)
    if meeting.state is MeetingState.CANCELLED:
        awaited += (Awaited.INFORMATION,)
    for each in await work.uow.obligations.where(meeting_id=meeting.id, kind=awaited):
        await work.settle(each.kind, each.subject_id)
