"""Questions about words that were written elsewhere: a plan that is pasted, a message that becomes an action."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands import MeetingCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ReadPlan(Question, MeetingCommand):
    """What a pasted text is understood as. The text is kept nowhere."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowPaste(Question, MeetingCommand):
    """The form that takes a whole plan, with what its text is understood as; `said` stands on top."""

    text: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class ShowFromMessage(Question):
    """The form that makes an action of a message's words, for one of the actor's open records."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class OwnerAt(Question, MeetingCommand):
    """Whom words like "HV" or "Priya" mean at this meeting: an id, or the reason why nobody is meant for sure."""

    words: str
