"""Questions about how it went, for whoever has to account for it: figures, never words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class CountActions(Question):
    """The actions of one council, or of all (""), whose records were closed in [start, end); None is no bound.

    `at` is the instant at which they count as overdue: now, when it is None.
    """

    council: str = ""
    start: datetime | None = None
    end: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CountRequests(Question):
    """What police desks were asked for one council, or for all (""), in [start, end); None is no bound."""

    council: str = ""
    start: datetime | None = None
    end: datetime | None = None
