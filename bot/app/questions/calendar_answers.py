"""Whose an answer from a calendar is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.questions.base import Question
from bot.domain.calendar_answer import CalendarAnswer


@dataclass(frozen=True, slots=True)
class WhoseAnswer(Question):
    """The invited person, their invitation and the channel, when the answer came from where the entry was sent."""

    answer: CalendarAnswer
