"""Awaiting somebody's answer, or somebody for a seat: on the ladder of what is asked, and of how urgent it is."""

from __future__ import annotations

from datetime import timedelta

from bot.app.police_requests import open_request
from bot.app.work import Work
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting, Seat
from bot.domain.obligation import Awaited
from bot.domain.police_request import Stage
from bot.policy.ladder_rules import LadderName
from scheduling.ladder import Ladder, next_step

FILL_AGAIN = -1


async def owe_answer(work: Work, meeting: Meeting, invitation: Invitation) -> None:
    """Await this person's answer, on the ladder of the meeting's urgency."""
    ladder = _ladder(work, meeting, "invitation")
    await work.owe(
        Awaited.ANSWER,
        invitation.id,
        ladder,
        meeting.council,
        meeting.id,
        person_id=invitation.person_id,
        target_at=meeting.starts_at,
    )


async def owe_seat(work: Work, meeting: Meeting, seat: Seat, *, grace: timedelta | None = None) -> None:
    """Await somebody for this seat. With `grace`, the next best person is asked after it; else the ladder begins."""
    ladder = _ladder(work, meeting, await _seat_ladder(work, meeting, seat))
    first = (work.now + grace, FILL_AGAIN) if grace is not None else None
    await work.owe(
        Awaited.SEAT, seat.id, ladder, meeting.council, meeting.id, target_at=meeting.starts_at, first=first
    )


async def _seat_ladder(work: Work, meeting: Meeting, seat: Seat) -> LadderName:
    if not seat.desk_id:
        return "seat"
    request = await open_request(work, seat)
    if request is not None:
        return "police_officer" if request.stage is Stage.ACKNOWLEDGED else "police_request"
    return "police_request" if work.policy(meeting.council).seat(seat.name).agency == "police" else "invitation"


def _ladder(work: Work, meeting: Meeting, name: LadderName) -> Ladder:
    """The ladder of the meeting's urgency; of a more urgent one where its first rung would come after the start [A].

    A planned meeting may be in two hours: an answer that is first missed after four would never be asked for.
    """
    policy = work.policy(meeting.council)
    known = list(policy.urgencies)
    faster = known[: known.index(meeting.urgency) + 1] if meeting.urgency in known else []
    ladders = [policy.ladder_of(name, meeting, each) for each in reversed(faster)]
    own = policy.ladder_of(name, meeting)
    return next((each for each in ladders if _in_time(work, meeting, each)), own)


def _in_time(work: Work, meeting: Meeting, ladder: Ladder) -> bool:
    hours = work.policy(meeting.council).working_time()
    first = next_step(ladder, 0, work.now, work.now, meeting.starts_at, work.now, hours)
    return first is None or meeting.starts_at is None or first.due_at < meeting.starts_at
