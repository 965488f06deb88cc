"""A call that is awaited from whoever runs a meeting: somebody must be rung, and rung again."""

from __future__ import annotations

from bot.app.work import Work
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited
from scheduling.ladder import ElapsedMinutes, Ladder, Step

TURNS = 3


async def await_call(work: Work, meeting: Meeting, subject_id: str, *, after: int = 0, now: bool = False) -> None:
    """Await it; ask again after so many minutes, the policy's by urgency when 0. `now`: the card comes with the next
    sweep. What is not urgent keeps to working hours."""
    policy = work.policy(meeting.council)
    urgent = policy.urgency(meeting.urgency).urgent_nudges
    minutes = after or policy.reach.ring_again(meeting.urgency)
    steps = (Step(ElapsedMinutes(minutes * turn), ("convenor",), urgent, "ask_again") for turn in range(1, TURNS + 1))
    ladder = Ladder("ring", tuple(steps), working_hours_only=not urgent)
    first = (work.now, 0) if now else None
    await work.owe(Awaited.RING, subject_id, ladder, meeting.council, meeting.id, first=first)
