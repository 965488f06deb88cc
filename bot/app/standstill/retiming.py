"""Ladders after a standstill: nobody is chased for the time in which nothing could reach them.

A rung that fell due meanwhile comes once, now, and those after it keep their distance from it. What was promised by a
date keeps its date: of the rungs that hang on it the last one that is late comes, once. Where the asking itself only
goes out now, the ladder begins now.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.obligation import Awaited, Obligation
from scheduling.ladder import ElapsedMinutes, Ladder, WorkingDays, WorkingHours, next_step
from scheduling.working_time import WorkingTime

# What somebody has asked for themselves comes at its time, or as soon as it can.
_OWN_WISH = (Awaited.QUIET,)


def begin_anew(obligation: Obligation, ladder: Ladder, now: datetime, working_time: WorkingTime) -> bool:
    """The asking only goes out now: the first rung is as far away as it was then. False when that does not apply."""
    if obligation.kind in _OWN_WISH or obligation.step > 0 or not _counted(ladder, obligation.step):
        return False
    later = now - obligation.opened_at
    if later <= timedelta(0):
        return False
    obligation.opened_at = now
    obligation.due_at = _in_hours(ladder, obligation.step, obligation.due_at + later, working_time)
    return True


def come_once(obligation: Obligation, ladder: Ladder, now: datetime, working_time: WorkingTime) -> bool:
    """The rung that is late comes now, or when people are at work, and no other with it. False when none is late."""
    if obligation.due_at > now:
        return False
    if _counted(ladder, obligation.step):
        at = _in_hours(ladder, obligation.step, now, working_time)
        obligation.opened_at += at - obligation.due_at
        obligation.due_at = at
        return True
    since = obligation.opened_at
    following = next_step(ladder, obligation.step, since, since, obligation.target_at, now, working_time)
    if following is not None:
        obligation.due_at, obligation.step = following.due_at, following.step_index
    return True


def _counted(ladder: Ladder, step: int) -> bool:
    """True for a rung that counts from the asking or from the one before, and so moves with it."""
    if not 0 <= step < len(ladder.steps):
        return True
    return isinstance(ladder.steps[step].after, ElapsedMinutes | WorkingHours | WorkingDays)


def _in_hours(ladder: Ladder, step: int, at: datetime, working_time: WorkingTime) -> datetime:
    if not 0 <= step < len(ladder.steps) or ladder.steps[step].urgent or not ladder.working_hours_only:
        return at
    return working_time.next_open(at)
