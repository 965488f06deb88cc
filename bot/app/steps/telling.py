"""Those above hear: the convenor, the chair, the managers."""

from __future__ import annotations

from bot.app.those_above import chair_of, those_above
from bot.app.work import Work
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.obligation import Obligation


async def tell_managers(
    obligation: Obligation,
    label: str,
    audience: tuple[str, ...],
    meeting: Meeting,
    invitation: Invitation | None,
    work: Work,
) -> None:
    """Those above: the convenor and the managers named by the step hear in a line of their own."""
    about = await work.person(invitation.person_id if invitation else meeting.convenor_id)
    above = await those_above(work.uow, about, meeting)
    above += await those_above(work.uow, await work.uow.people.get(meeting.convenor_id), meeting)
    chair = await chair_of(work.uow, meeting)
    manager = above[0].id if above else meeting.convenor_id
    told: dict[str, str | None] = {
        "convenor": meeting.convenor_id,
        "owner": meeting.convenor_id,
        "chair": chair.id if chair else meeting.convenor_id,
        "manager": manager,
        "duty_inspector": manager,
    }
    code = f"{obligation.kind}_waiting" if label != "record_missing" else label
    for person_id in sorted({person for each in audience if (person := told.get(each))}):
        await say(obligation, person_id, code, meeting, work, about_id=about.id if about else "")


async def say(
    obligation: Obligation, person_id: str, code: str, meeting: Meeting, work: Work, about_id: str = ""
) -> None:
    """A short line to one person, once a rung; never to anybody who must stay out."""
    if person_id in meeting.excluded:
        return
    await work.tell(
        person_id,
        NoticeKind.TELL,
        about_id or person_id,
        meeting.council,
        f"{code}:{obligation.id}:{obligation.step}:{person_id}",
        meeting_id=meeting.id,
        code=code,
        urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
    )
