"""Steps about information, a handover, and the record of a meeting."""

from __future__ import annotations

from bot.app.nudging import AGAIN, tell_gently
from bot.app.steps.telling import is_urgent, say, tell_managers
from bot.app.those_above import first_there, in_charge
from bot.app.work import Work
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Obligation

# A step for what is handed to emergency duty; a colleague is rung after the step before.
RING_DUTY = "ring_duty"


async def chase_information(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask for information that has not come."""
    invitation = await work.uow.invitations.get(obligation.subject_id)
    if invitation is None or invitation.information_sent_at or not invitation.live:
        return False
    person = await work.person(invitation.person_id)
    if "recipient" in audience and person is not None:
        await tell_gently(
            work,
            person,
            NoticeKind.INFORMATION,
            invitation.id,
            meeting.council,
            f"{AGAIN}information:{obligation.id}:{obligation.step}",
            meeting_id=meeting.id,
            urgent=is_urgent(obligation),
        )
    await tell_managers(obligation, label, audience, meeting, invitation, work)
    return True


async def chase_handover(
    obligation: Obligation, label: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask whoever was offered the meeting."""
    if meeting.handover_to_id is None or meeting.handover_to_id != obligation.person_id:
        return False
    if label == RING_DUTY:
        return True
    if "recipient" in audience:
        dedupe = f"handover:{obligation.id}:{obligation.step}"
        await work.tell(
            meeting.handover_to_id,
            NoticeKind.HANDOVER,
            meeting.id,
            meeting.council,
            dedupe,
            meeting_id=meeting.id,
            urgent=True,
        )
    await tell_managers(obligation, label, audience, meeting, None, work)
    return True


async def chase_record(
    obligation: Obligation, _: str, audience: tuple[str, ...], meeting: Meeting, work: Work
) -> bool:
    """Ask for the record of a meeting that is over."""
    if meeting.state not in (MeetingState.CALLED, MeetingState.HELD):
        return False
    recorder = await work.person(meeting.recorder_id or meeting.convenor_id)
    able = [*([recorder] if recorder else []), *await in_charge(work.uow, meeting)]
    if "recipient" in audience and able:
        somebody = await first_there(work.uow, able, work.now)
        await say(obligation, somebody.id, "record_missing", meeting, work)
    await tell_managers(obligation, "record_missing", audience, meeting, None, work)
    return True
