"""An action's dates: every earlier one stays in sight, and one that is asked for but not agreed."""

from __future__ import annotations

from datetime import datetime

from bot.app.wording.times import clock, day, moment
from bot.domain.action import Action

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_END_OF_DAY = "23:59"


def nth(number: int) -> str:
    """The number in a row: "2nd"."""
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


def dated(at: datetime) -> str:
    """A date as one speaks of it: "Fri 13 March"; with its hour where it has one."""
    return day(at) if clock(at) == _END_OF_DAY else moment(at)


def earlier_dates(action: Action) -> str:
    """What follows the date that stands: "; 2nd date, was Fri 13 March"; "" while it is the first."""
    earlier = action.put_off
    if not earlier:
        return ""
    return f"; {nth(len(earlier) + 1)} date, was {', then '.join(dated(each.was) for each in earlier)}"


def asked_for(action: Action) -> str:
    """A later date that waits for somebody's word: "Fri 20 March is asked for, not agreed yet."; "" without one."""
    return f"{dated(action.longer.until)} is asked for, not agreed yet." if action.longer else ""
