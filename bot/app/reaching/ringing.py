"""The phone card: one live card a meeting, with a line for everybody whom only the telephone reaches."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.app.awaiting_calls import await_call
from bot.app.nudging import AGAIN, tell_gently
from bot.app.reaching.to_ring import lines_to_ring
from bot.app.reaching.who_hears import who_runs
from bot.app.view import view_meeting
from bot.app.work import Work
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.obligation import AWAITED, Awaited, Obligation

log = structlog.get_logger()

# Those who turn out to be out of reach within a minute are one message.
TOGETHER = timedelta(minutes=1)


async def ring_about(work: Work, meeting: Meeting, subject_id: str) -> None:
    """Somebody must be rung: a line of the card, which comes anew unless this line is on it already."""
    known = await work.uow.obligations.where(kind=Awaited.RING, subject_id=subject_id, state=AWAITED)
    if not known:
        await await_call(work, meeting, subject_id)
        await put_card(work, meeting)
    else:
        await work.refresh(kind=NoticeKind.RING, meeting_id=meeting.id)


async def chase_call(obligation: Obligation, _: str, __: tuple[str, ...], meeting: Meeting, work: Work) -> bool:
    """Ask for the call again; False when it is made, or need not be made any more."""
    lines = await lines_to_ring(work, await view_meeting(work.uow, work.policies, meeting, work.now))
    if not any(each.subject_id == obligation.subject_id and not each.done for each in lines):
        return False
    await put_card(work, meeting, again=f"{obligation.id}:{obligation.step}")
    return True


async def put_card(work: Work, meeting: Meeting, *, again: str = "") -> None:
    """A fresh card for whoever runs the meeting, in the place of the one before; within a minute the same one."""
    rows = await work.uow.notices.where(kind=NoticeKind.RING, meeting_id=meeting.id, retired=False)
    lost = {each.person_id for each in rows if each.state is NoticeState.FAILED}
    live = [each for each in rows if each.state not in (NoticeState.FAILED, NoticeState.MOOT)]
    hearer = await who_runs(work, meeting, lost)
    if hearer is None:
        log.error("nobody to ring", meeting=meeting.id)
        await work.note("nobody_to_tell", meeting.id, meeting.council, meeting.id)
        return
    mine = [each for each in live if each.person_id == hearer.id]
    if any(each.created_at > work.now - TOGETHER for each in mine):
        await work.refresh(kind=NoticeKind.RING, meeting_id=meeting.id)
        return
    urgent = work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges
    if not again:
        dedupe = f"ring:{meeting.id}:{hearer.id}:{work.new_id()}"
        about = (hearer.id, NoticeKind.RING, meeting.id, meeting.council, dedupe)
        await work.tell(*about, meeting_id=meeting.id, urgent=urgent)
        await _replace(work, live)
    elif await tell_gently(
        work,
        hearer,
        NoticeKind.RING,
        meeting.id,
        meeting.council,
        f"{AGAIN}ring:{again}:{hearer.id}",
        meeting_id=meeting.id,
        urgent=urgent,
    ):
        await _replace(work, live)


async def _replace(work: Work, cards: list[Notice]) -> None:
    for each in cards:
        await work.uow.retire_notice(each.id, work.now)


async def ring_again_about_the_time(work: Work, meeting: Meeting) -> None:
    """The meeting moved: who had said yes by phone said it to the old time, and is rung again."""
    for each in await work.uow.invitations.where(meeting_id=meeting.id, answer=Answer.ACCEPTED):
        if each.recorded_by_id and each.awaits(meeting.revision) and each.person_id not in meeting.excluded:
            await await_call(work, meeting, each.id, now=True)


async def ring_about_the_end(work: Work, meeting: Meeting) -> None:
    """The meeting is off: whoever had said yes by phone, or has word of it from a message, is told by phone too."""
    calls = await work.uow.phone_calls.where(meeting_id=meeting.id)
    rung = {each.subject_id for each in calls}
    for each in await work.uow.invitations.where(meeting_id=meeting.id):
        told = each.answer is Answer.ACCEPTED and each.recorded_by_id
        if each.live and (told or each.id in rung) and each.person_id not in meeting.excluded:
            await await_call(work, meeting, each.id, now=True)
    await work.refresh(kind=NoticeKind.RING, meeting_id=meeting.id)
