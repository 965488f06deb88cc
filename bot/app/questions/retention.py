"""What is held back from deletion, and what is due for it. Only the operator may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ListHolds(Question):
    """The cases that are held back, with the reasons."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class CasesDue(Question):
    """The cases whose time is over: which would be deleted now, and what keeps the others."""
