"""Who is owed an entry in their calendar, beside the card in their chat: once, and changed from then on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.app.work import Work
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind, NoticeState

_OVER = (NoticeState.MOOT, NoticeState.FAILED)
_NOWHERE = "quorate.invalid"


def host_of(work: Work) -> str:
    """Our own host, as entries name it."""
    return (urlsplit(work.links.base_url).hostname if work.links else None) or _NOWHERE


def new_uid(work: Work, invitation_id: str) -> str:
    """An entry's id, for as long as it lives.

    Made once and kept: a seal would change with the key, and the same meeting would stand in the calendar twice.
    """
    return f"{invitation_id}.{work.new_id()}@{host_of(work)}"


async def owe_entry(work: Work, meeting: Meeting, invitation: Invitation) -> None:
    """For whoever is invited in a tool that is no calendar. Of a desk, for the one who has taken it."""
    if invitation.uid:
        await _owe(work, meeting, invitation.id, invitation.person_id)


async def owe_convenors_entry(work: Work, meeting: Meeting) -> None:
    """For a convenor without a seat of their own; whoever has one gets the entry of their invitation."""
    if meeting.state is not MeetingState.CALLED:
        return
    own = await work.uow.invitations.where(meeting_id=meeting.id, person_id=meeting.convenor_id)
    if not any(each.answer in (Answer.NONE, Answer.ACCEPTED) for each in own):
        await _owe(work, meeting, meeting.id, meeting.convenor_id)


async def _owe(work: Work, meeting: Meeting, subject_id: str, person_id: str) -> None:
    if not work.calendars or not work.policy(meeting.council).calendar.entries:
        return
    about: dict[str, Any] = {"kind": NoticeKind.CALENDAR, "subject_id": subject_id, "person_id": person_id}
    earlier = await work.uow.notices.where(**about)
    if any(each.state not in _OVER for each in earlier):
        await work.refresh(**about)
        return
    dedupe = f"calendar:{subject_id}:{person_id}:{len(earlier)}"
    await work.tell(person_id, NoticeKind.CALENDAR, subject_id, meeting.council, dedupe, meeting_id=meeting.id)
