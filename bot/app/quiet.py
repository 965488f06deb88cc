"""Ask me later: how late somebody may be asked again about their action, and that they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.obligation import Awaited
from bot.policy import Policy
from scheduling.ladder import ElapsedMinutes, Ladder, Step
from scheduling.london import local_day, wall_to_utc

SOON = (30, 120, 240)
"""Minutes."""
MORNINGS = 3
ASKED_AGAIN = Ladder("quiet", (Step(ElapsedMinutes(1), ("owner",), urgent=True, label="ask_again"),), False)


def latest(action: Action, policy: Policy, urgency: str, now: datetime) -> datetime:
    """The latest instant at which its owner may ask to be asked again (UTC)."""
    longest = now + policy.actions.longest_snooze(urgency)
    return longest if action.due_at is None else min(longest, action.due_at)


def times_to_ask(action: Action, policy: Policy, urgency: str, now: datetime) -> list[datetime]:
    """What its owner may choose from, in order (UTC): soon, or the next working mornings. None when it can't wait."""
    last, working_time = latest(action, policy, urgency, now), policy.working_time()
    days = (working_time.working_day_after(local_day(now), number) for number in range(1, MORNINGS + 1))
    mornings = [wall_to_utc(day, working_time.opens) for day in days]
    soon = [now + timedelta(minutes=minutes) for minutes in SOON]
    found = sorted({at for at in (*soon, *mornings) if at <= last})
    shortest = now + policy.actions.longest_snooze(urgency)
    return found or ([shortest] if shortest == last else [])


async def keep_quiet(work: Work, meeting: Meeting, action: Action, until: datetime) -> None:
    """Its owner is left in peace until then, and then asked again. Nobody else's turn moves: they hear in time."""
    action.quiet_until = until
    await work.uow.actions.save(action)
    await work.owe(
        Awaited.QUIET,
        action.id,
        ASKED_AGAIN,
        meeting.council,
        meeting.id,
        person_id=action.owner_id,
        first=(until, 0),
    )
