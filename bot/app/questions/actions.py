"""Questions about actions: the pad, one action, one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.app.commands import ActionCommand, MeetingCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowTick(Question):
    """The person's open actions, to tick several at once."""


@dataclass(frozen=True, slots=True)
class ShowPad(Question, MeetingCommand):
    """The action pad."""

    detail: ClassVar[bool] = True

    echo: str = ""


@dataclass(frozen=True, slots=True)
class ShowReadBack(Question, MeetingCommand):
    """What has no owner or no time, before the record is closed."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowMeetingActions(Question, MeetingCommand):
    """Where a meeting's actions stand."""


@dataclass(frozen=True, slots=True)
class CopyRecord(Question, MeetingCommand):
    """Plain text for each child's case record."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowCorrection(Question, ActionCommand):
    """One written action, to put right."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowWords(Question, ActionCommand):
    """An action's own words."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class ShowTimescale(Question, ActionCommand):
    """By when."""


@dataclass(frozen=True, slots=True)
class ShowOwner(Question, ActionCommand):
    """Who will do it."""


@dataclass(frozen=True, slots=True)
class ShowAction(Question, ActionCommand):
    """How one action stands, without its words. `saved`: its time was just given, and is echoed."""

    saved: bool = False


@dataclass(frozen=True, slots=True)
class ShowPadOfAction(Question, ActionCommand):
    """The pad that an action is written on."""

    detail: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class DueOfAction(Question, ActionCommand):
    """When an action is due."""


@dataclass(frozen=True, slots=True)
class MeetingOfAction(Question, ActionCommand):
    """The id of the meeting that an action belongs to."""
