"""A timescale's words read again as they were said, and what is taken without a question."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from bot.domain.action import Action
from bot.domain.errors import Invalid
from bot.domain.meeting import Meeting
from bot.policy import Policy
from scheduling.london import LONDON, end_of_day, wall_to_utc
from scheduling.timescale import Timescale, understand

_EXACT = re.compile(r"DATE:(\d{4}-\d\d-\d\d)|AT:(\d{4}-\d\d-\d\dT\d\d:\d\d)")


class Doubtful(Invalid):
    """A time that is asked about. `best` is how it was read, so that one click can say yes; None where it cannot."""

    def __init__(self, fields: dict[str, str], best: datetime | None) -> None:
        super().__init__(fields)
        self.best = best


def read(policy: Policy, words: str, at: datetime) -> Timescale:
    """What words said at this instant mean. A date that somebody has confirmed (`stated`) is not doubted again."""
    return _confirmed(words, at) or understand(
        words, at, policy.working_time(), policy.terms(), policy.timescale_limits()
    )


def stated(at: datetime) -> str:
    """An instant in the grammar of the domain: a date where it is the end of a day, else a time."""
    local = at.astimezone(LONDON)
    return f"DATE:{local:%Y-%m-%d}" if f"{local:%H:%M}" == "23:59" else f"AT:{local:%Y-%m-%dT%H:%M}"


def said_at(meeting: Meeting, written_at: datetime) -> datetime:
    """When what was written then was said: at the meeting, unless that was before it began or after its close.

    "Within 24 hours", typed up the next morning, still counts from the meeting.
    """
    if meeting.closed_at is not None and written_at >= meeting.closed_at:
        return written_at
    held = meeting.happened_at or meeting.starts_at
    return held if held is not None and held <= written_at else written_at


def as_said(meeting: Meeting, action: Action) -> datetime:
    """When an action's first time was said."""
    return said_at(meeting, action.time_given_at or action.created_at)


def read_again(policy: Policy, meeting: Meeting, action: Action) -> Timescale | None:
    """What the action's own time means, as it was read when it was given; None when it reads otherwise by now."""
    at, said = as_said(meeting, action), action.timescale_words
    texts = (action.words, said) if said in action.words else (said,)
    found = (read(policy, text, at) for text in texts)
    return next((each for each in found if _same(each.expected, action.expected)), None)


def _same(one: str, other: str) -> bool:
    """Of what comes again only how often: its first turn moves with the day on which it was said."""
    recurring = one.startswith("RECUR:")
    return one.partition("@")[0] == other.partition("@")[0] if recurring else one == other


def best_reading(policy: Policy, meeting: Meeting, action: Action) -> datetime | None:
    """How a doubtful time was read; None for one that is not doubtful, or that nobody can say yes to."""
    if not action.expected.startswith("ASK:"):
        return None
    found = read_again(policy, meeting, action)
    return found.best if found else None


def _confirmed(words: str, at: datetime) -> Timescale | None:
    found = _EXACT.fullmatch(words)
    if found is None:
        return None
    try:
        due = (
            end_of_day(date.fromisoformat(found[1]))
            if found[1]
            else wall_to_utc(date.fromisoformat(found[2][:10]), time.fromisoformat(found[2][11:]))
        )
    except (ValueError, OverflowError):
        return None
    local = due.astimezone(LONDON)
    said = f"by {local.day} {local:%B %Y}" + ("" if found[1] else f" {local:%H:%M}")
    return Timescale("absolute", words, local, said, said, None) if due > at else None
