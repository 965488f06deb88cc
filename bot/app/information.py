"""Information from those who do not come: asked for, promised, chased."""

from __future__ import annotations

from bot.app.work import Work
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Awaited


async def ask_information(work: Work, meeting: Meeting, invitation: Invitation, *, tell: bool = True) -> None:
    """Await what somebody's agency knows, by the time on the invitation; `tell` sends them a card of its own."""
    ladder = work.policy(meeting.council).ladder("information", meeting.urgency)
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
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )
