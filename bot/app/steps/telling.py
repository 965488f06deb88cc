"""Those above hear: the convenor, the chair, the managers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.app.nudging import AGAIN, tell_gently
from bot.app.unanswered import KINDS, hearers, put_before
from bot.app.work import Work
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Obligation
from scheduling.ladder import from_json


async def tell_managers(
    obligation: Obligation,
    label: str,
    audience: tuple[str, ...],
    meeting: Meeting,
    invitation: Invitation | None,
    work: Work,
) -> None:
    """Those above: whoever has not answered stands on one card; a handover or a record is a line of its own."""
    about = await work.person(invitation.person_id if invitation else meeting.convenor_id)
    if obligation.kind in KINDS:
        await put_before(work, obligation, meeting, audience, about)
        return
    code = f"{obligation.kind}_waiting" if label != "record_missing" else label
    for person_id in sorted(await hearers(work, meeting, audience, about)):
        await say(obligation, person_id, code, meeting, work, about_id=about.id if about else "")


async def say(
    obligation: Obligation, person_id: str, code: str, meeting: Meeting, work: Work, about_id: str = ""
) -> None:
    """A short line to one person, once a rung; never to anybody who must stay out."""
    person = await work.person(person_id)
    urgent = is_urgent(obligation)
    if (
        person is None
        or person_id in meeting.excluded
        or (not urgent and await _heard(work, meeting, person_id, code))
    ):
        return
    await tell_gently(
        work,
        person,
        NoticeKind.TELL,
        about_id or person_id,
        meeting.council,
        f"{AGAIN}{code}:{obligation.id}:{obligation.step}:{person_id}",
        meeting_id=meeting.id,
        code=code,
        urgent=urgent,
    )


async def _heard(work: Work, meeting: Meeting, person_id: str, code: str) -> bool:
    """True when they have been told the same within the policy's window: in their own right, or for somebody else."""
    since = work.now - timedelta(minutes=work.policy(meeting.council).nudges.window_minutes)
    whose: dict[str, Any] = {"meeting_id": meeting.id, "person_id": person_id, "kind": NoticeKind.TELL, "code": code}
    return any(each.created_at > since for each in await work.uow.notices.where(**whose))


def is_urgent(obligation: Obligation) -> bool:
    """True when the rung that is taken comes at any hour; what waits for the office is not urgent."""
    steps = from_json(obligation.ladder).steps
    return steps[max(0, min(obligation.step, len(steps) - 1))].urgent
