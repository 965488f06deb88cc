"""Who can tell what a closed service knows: whoever knows the child best, whether or not they could come."""

from __future__ import annotations

from datetime import datetime

from bot.app.planning.who import Candidates
from bot.app.work import Work
from bot.domain.meeting import Meeting


def asked_until(work: Work, meeting: Meeting, last: datetime) -> datetime:
    """How far everybody's time must be known (UTC), to see who is there to be asked before the answer is due."""
    return max(last, work.policy(meeting.council).information_by(meeting.urgency, work.now))


def best_informant(found: Candidates) -> str | None:
    """The most appropriate who is not away all the time until then; a person before a desk."""
    order = sorted(
        found.demand,
        key=lambda each: (not (each.free or each.unknown), each.id in found.desks, each.tier, each.id),
    )
    return order[0].id if order else None
