"""Which services are closed, and who can be reached all the same, while a meeting out of hours takes place."""

from __future__ import annotations

from bot.domain.meeting import Meeting
from bot.policy.in_hours import referring_seat
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


def reached_at_any_hour(meeting: Meeting, policy: Policy, seat: str, *, says_hours: bool) -> bool:
    """True when somebody of this seat, whose weekly hours the directory says or not, may be asked at night.

    The referrer has just rung; a service that is open at all hours has somebody there (domain: "Out of hours").
    """
    if not policy.meets_out_of_hours(meeting):
        return False
    return seat in referring_seat(meeting.facts, policy) or (policy.seat(seat).always_open and not says_hours)
