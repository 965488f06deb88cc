"""The feed of one's own meetings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowFeed(Question):
    """Whether I have an address for my calendar; never the address itself."""
