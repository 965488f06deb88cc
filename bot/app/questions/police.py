"""Questions of a police desk: what it is asked for, and whom it may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.app.commands import MeetingCommand, RequestCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowDeskQueue(Question):
    """Everything open that one's desks are asked for, over all councils, from a place of the list on."""

    start: int = 0


@dataclass(frozen=True, slots=True)
class ShowRequest(Question, RequestCommand):
    """One request as it stands now."""


@dataclass(frozen=True, slots=True)
class ShowRequestForm(Question, RequestCommand):
    """The form that names an officer, or says why nobody can come; `verb` says which."""

    verb: str = ""


@dataclass(frozen=True, slots=True)
class SearchOfficers(Question, RequestCommand):
    """Officers of the desk's own agency, by name."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class ShowWhyRefused(Question, MeetingCommand):
    """What a desk said when it could not come, in its own words."""

    detail: ClassVar[bool] = True
    request_id: str
