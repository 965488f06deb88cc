"""Questions in the course of an action: done, happened, comes no more, split in two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.app.commands import ActionCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowDone(Question, ActionCommand):
    """Done: what changed for the child."""


@dataclass(frozen=True, slots=True)
class ShowEnding(Question, ActionCommand):
    """Why it comes no more."""


@dataclass(frozen=True, slots=True)
class ShowSplit(Question, ActionCommand):
    """Both halves of an action with two times."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowHappened(Question, ActionCommand):
    """When the event happened that an action waits for; the event is named."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class HangsOn(Question, ActionCommand):
    """The meeting of an action, and the name of the event that it hangs on."""


@dataclass(frozen=True, slots=True)
class WaitingFor(Question):
    """Open actions that wait for an event, one of each meeting in which the actor may tell that it has happened.

    `reference` is the meeting's, "" for any.
    """

    event: str
    reference: str = ""
