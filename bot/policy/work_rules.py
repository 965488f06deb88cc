"""Answers, actions, nudges and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.policy.ladder_rules import ANY
from bot.policy.shape import ClockTime, Code, Count, Positive, Section, Switch, Whole, Words

Verb = Literal["visit", "check", "refer", "share", "arrange", "report"]


class AnswerRule(Section):
    """What counts as an answer."""

    phone_answers_count: Switch


class QuickChoice(Section):
    """One ready timescale on a form; an empty `timescale` asks for a date."""

    label: Words
    timescale: str


class ActionRule(Section):
    """How actions are named, shown and timed.

    `manager_agrees_from`: from that later date on, the first being 1, the owner's manager is asked.
    `longest_snooze_minutes`: how late at most "ask me later" may be, by the meeting's urgency; `any` for the others.
    """

    words_in_messages: Switch
    message_to_action: Switch
    verbs: Annotated[tuple[Verb, ...], Field(min_length=1)]
    half_way_from_days: Count
    manager_agrees_from: Positive
    longest_snooze_minutes: dict[Code, Positive]
    quick_choices: tuple[QuickChoice, ...]

    def longest_snooze(self, urgency: str) -> timedelta:
        """How late at most somebody may ask to be asked again."""
        return timedelta(minutes=self.longest_snooze_minutes.get(urgency) or self.longest_snooze_minutes[ANY])


class NudgeRule(Section):
    """When digests go out, London time."""

    digest_at: ClockTime
    manager_digest_at: ClockTime


class Limits(Section):
    """The most that one meeting takes."""

    children: Annotated[Whole, Field(ge=1, le=60)]
    known_services: Positive
    actions: Positive
