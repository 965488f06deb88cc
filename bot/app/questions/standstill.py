"""What waits while nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowQuiet(Question):
    """Whether it is quiet, and what `Resume` would send: counts only."""
