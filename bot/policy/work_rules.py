"""Answers, actions, nudges and limits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.policy.shape import ClockTime, Count, Positive, Section, Switch, Whole, Words

Verb = Literal["visit", "check", "refer", "share", "arrange", "report"]


class AnswerRule(Section):
    """What counts as an answer."""

    phone_answers_count: Switch


class QuickChoice(Section):
    """One ready timescale on a form; an empty `timescale` asks for a date."""

    label: Words
    timescale: str


class ActionRule(Section):
    """How actions are named, shown and timed."""

    words_in_messages: Switch
    message_to_action: Switch
    verbs: Annotated[tuple[Verb, ...], Field(min_length=1)]
    half_way_from_days: Count
    quick_choices: tuple[QuickChoice, ...]


class NudgeRule(Section):
    """When digests go out, London time."""

    digest_at: ClockTime
    manager_digest_at: ClockTime


class Limits(Section):
    """The most that one meeting takes."""

    children: Annotated[Whole, Field(ge=1, le=60)]
    known_services: Positive
    actions: Positive
