"""Information from those who do not come: asked for, promised, chased."""

from __future__ import annotations

from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, Seat
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited


async def request_information(
    work: Work, meeting: Meeting, seat: Seat, person_id: str, desk_id: str | None = None
) -> None:
    """Ask somebody who is not asked to come for what their agency knows; once, by the policy's time.

    When a full meeting follows, it is needed there: by its start at the latest.
    """
    earlier = await work.uow.invitations.where(meeting_id=meeting.id, seat_id=seat.id, person_id=person_id)
    if any(each.only_informs for each in earlier):
        return
    full = await work.uow.meetings.where(follows_id=meeting.id, state=(MeetingState.DRAFT, MeetingState.CALLED))
    times = [each.starts_at for each in full if each.starts_at is not None]
    by = min([work.policy(meeting.council).information_by(meeting.urgency, work.now), *times])
    asked = Invitation(
        work.new_id(), meeting.council, meeting.id, seat.id, person_id, work.now, meeting.revision, desk_id
    )
    asked.answer, asked.information_by, asked.via = Answer.DECLINED, by, "quorate"
    await work.uow.invitations.add(asked)
    await ask_information(work, meeting, asked)
    await work.note("information_requested", asked.id, meeting.council, meeting.id, seat=seat.name)


async def ask_information(work: Work, meeting: Meeting, invitation: Invitation, *, tell: bool = True) -> None:
    """Await what somebody's agency knows, by the time on the invitation; `tell` sends them a card of its own.

    Whoever is asked at night without having promised anything is at home: they are chased by day.
    """
    policy = work.policy(meeting.council)
    asleep = invitation.only_informs and policy.meets_out_of_hours(meeting)
    ladder = policy.ladder("information", meeting.urgency, by_day=asleep)
    await work.owe(
        Awaited.INFORMATION,
        invitation.id,
        ladder,
        meeting.council,
        meeting.id,
        person_id=invitation.person_id,
        target_at=invitation.information_by,
    )
    if not tell:
        return
    await work.tell(
        invitation.person_id,
        NoticeKind.INFORMATION,
        invitation.id,
        meeting.council,
        f"information:{invitation.id}",
        meeting_id=meeting.id,
        urgent=policy.urgency(meeting.urgency).urgent_nudges,
    )


async def colleagues_asked(work: Work, invitation: Invitation) -> list[Invitation]:
    """Others of the same desk who were asked for the same: one answer is enough."""
    if invitation.desk_id is None or not invitation.only_informs:
        return []
    asked = await work.uow.invitations.where(seat_id=invitation.seat_id, desk_id=invitation.desk_id)
    return [each for each in asked if each.id != invitation.id and each.only_informs]
