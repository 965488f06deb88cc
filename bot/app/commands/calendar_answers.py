"""Answers from the calendar's own buttons."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.commands.base import Command, InvitationCommand
from bot.domain.calendar_answer import CalendarAnswer


@dataclass(frozen=True, slots=True)
class AnswerFromCalendar(InvitationCommand):
    """My calendar says yes, no, or another time; gives the words to mail back, "" when none are needed."""

    answer: CalendarAnswer


@dataclass(frozen=True, slots=True)
class RefuseCalendarAnswer(Command):
    """An answer that cannot be the invited person's; gives the words to mail back, "" when none are."""

    answer: CalendarAnswer
