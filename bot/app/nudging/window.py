"""What somebody was shown a moment ago is left out of a list that comes now: never the same thing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.app.nudging.told import read_told
from bot.app.work import Work
from bot.domain.action import Action


async def just_shown(work: Work, person_id: str) -> Callable[[Action], bool]:
    """True for an action that a card has put before the person within the window of its council's policy."""
    told = await read_told(work, [person_id])

    def shown(action: Action) -> bool:
        at = told.shown_at(person_id, action, in_lists=False)
        window = timedelta(minutes=work.policy(action.council).nudges.window_minutes)
        return at is not None and work.now - at < window

    return shown
