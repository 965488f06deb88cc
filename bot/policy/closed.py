"""Services that are closed while a meeting out of hours takes place: asked for information, not asked to come."""

from __future__ import annotations

from bot.domain.meeting import Meeting
from bot.policy.model import Policy
from bot.policy.seating import CLOSED, seats_for


def closed_seats(meeting: Meeting, policy: Policy) -> frozenset[str]:
    """Names of the seats that are closed until the meeting's deadline; none of a meeting in working hours.

    Their people send what they know now, and are required at the full meeting (domain: "Out of hours").
    """
    if not policy.meets_out_of_hours(meeting):
        return frozenset()
    advised = seats_for(meeting.facts, policy, out_of_hours=True).advised
    return frozenset(need.seat for need in advised if need.why == CLOSED)
