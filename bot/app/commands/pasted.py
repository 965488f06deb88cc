"""A whole plan, written down at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import MeetingCommand


@dataclass(frozen=True, slots=True)
class NewAction:
    """One action of a plan; owner and time may be missing, as in AddAction."""

    words: str
    owner_id: str = ""
    owner_words: str = ""
    timescale: str = ""


@dataclass(frozen=True, slots=True)
class AddActions(MeetingCommand):
    """Write these actions down, all of them or none.

    `seen` is the number of the meeting's last action when the plan was looked at: what has been added since may be
    the same plan.
    """

    lines: tuple[NewAction, ...]
    seen: int
