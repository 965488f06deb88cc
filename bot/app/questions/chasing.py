"""Questions about the answers to a nudge: longer, not mine, later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.app.commands import ActionCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowPutOff(Question, ActionCommand):
    """Why it takes longer, and until when."""


@dataclass(frozen=True, slots=True)
class LongerAnswered(Question, ActionCommand):
    """What became of the later date just given, in a sentence: it holds, or somebody is asked."""


@dataclass(frozen=True, slots=True)
class ShowWhy(Question, ActionCommand):
    """The reasons given for later dates, and for giving it back."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowGiveBack(Question, ActionCommand):
    """Not mine, because."""


@dataclass(frozen=True, slots=True)
class ShowSnooze(Question, ActionCommand):
    """When to be asked again."""
