"""Who can tell what a closed service knows: whoever knows the child best, whether or not they could come."""

from __future__ import annotations

from datetime import datetime

from bot.app.planning.who import Candidates
from bot.app.work import Work
from bot.domain.meeting import Meeting
from scheduling.availability import Intervals


def asked_until(work: Work, meeting: Meeting) -> datetime:
    """By when (UTC) whoever is asked now for what they know has to answer."""
    return work.policy(meeting.council).information_by(meeting.urgency, work.now)


def best_informant(work: Work, meeting: Meeting, found: Candidates) -> str | None:
    """The most appropriate who is not away all the time until the answer is due; a person before a desk."""
    until_then = Intervals.of((work.now, asked_until(work, meeting)))
    order = sorted(
        found.demand,
        key=lambda each: (
            not each.free.union(each.unknown).intersect(until_then),
            each.id in found.desks,
            each.tier,
            each.id,
        ),
    )
    return order[0].id if order else None
