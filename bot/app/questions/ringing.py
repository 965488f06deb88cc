"""Questions about telephone calls."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands import InvitationCommand, MeetingCommand
from bot.app.questions.base import Question


@dataclass(frozen=True, slots=True)
class ShowCalls(Question, MeetingCommand):
    """Who of a meeting must be rung, and what came of it so far."""


@dataclass(frozen=True, slots=True)
class ShowCallsAbout(Question, InvitationCommand):
    """The same, of the meeting that an invitation is to."""
