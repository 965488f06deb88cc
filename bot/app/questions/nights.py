"""Questions about what passes between the day and emergency duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowHandingOver(Question):
    """One's own open urgent work, to hand over; what was handed over, and who has it."""


@dataclass(frozen=True, slots=True)
class ShowOffered(Question):
    """What was offered together with this line, to emergency duty or to a day team."""

    line_id: str


@dataclass(frozen=True, slots=True)
class ShowContactSheet(Question):
    """Who is on duty on that London day, and its meetings, as text to print: nothing about a child."""

    council: str
    day: date
