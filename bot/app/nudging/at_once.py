"""A card about one action, at once: the answer is on it, and one of them lives at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.app.nudging.circle import Circle
from bot.app.nudging.gently import tell_gently
from bot.app.nudging.recipients import AWAY, OFF, OWN, Hearer
from bot.app.nudging.told import Told
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.policy.haste import Haste


async def put_at_once(
    work: Work, circle: Circle, told: Told, hearer: Hearer, meeting: Meeting, action: Action, haste: Haste
) -> bool:
    """Owe them the card, or bring the one they have up to date; True when a new one comes."""
    policy, who = work.policy(meeting.council), hearer.person.id
    mine: dict[str, Any] = {"kind": NoticeKind.NUDGE, "person_id": who, "subject_id": action.id}
    earlier = await work.uow.notices.where(**mine)
    shown = told.shown_at(who, action)
    window = timedelta(minutes=policy.nudges.window_minutes)
    asked_before = hearer.why in (AWAY, OFF) and any(
        each.code == hearer.why and not each.retired and each.created_at >= _since(circle, action) for each in earlier
    )
    # Asked in the place of another owner, they answer for this one only once they are asked anew.
    anew = hearer.why != OWN and not any(each.dedupe.endswith(f":{action.owner_id}") for each in earlier)
    if not (anew and earlier) and (
        asked_before or (shown is not None and work.now - shown < window) or _waits(told, who, action)
    ):
        await work.refresh(**mine)
        return False
    for each in earlier:
        if not each.retired:
            await work.uow.retire_notice(each.id, work.now)
    at = work.now if haste.at_any_hour else policy.working_time().next_open(work.now)
    await tell_gently(
        work,
        hearer.person,
        NoticeKind.NUDGE,
        action.id,
        meeting.council,
        f"nudge:{action.id}:{who}:{len(earlier)}:{action.owner_id}",
        meeting_id=meeting.id,
        code=hearer.why,
        urgent=haste.at_once,
        due_at=at,
        told=told,
        circle=circle,
    )
    return True


def _since(circle: Circle, action: Action) -> datetime:
    """Since when the owner has been away: whoever is above them is asked once in that time."""
    owner = circle.people.get(action.owner_id or "")
    leave = circle.away(owner) if owner else None
    return leave.starts_at if leave else circle.now - timedelta(days=1)


def _waits(told: Told, person_id: str, action: Action) -> bool:
    """True while such a card is on its way already."""
    return any(
        each.kind is NoticeKind.NUDGE and each.subject_id == action.id and each.first_sent_at is None
        for each in told.of(person_id)
    )
