"""Work that passes between the day and emergency duty."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command


@dataclass(frozen=True, slots=True)
class HandToNight(Command):
    """Offer all of the actor's open urgent work to emergency duty; what was offered already stays offered."""


@dataclass(frozen=True, slots=True)
class TakeLine(Command):
    """Take one line of a handover: from now on it is the actor's."""

    line_id: str
