"""Answers, actions, nudges and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.policy.ladder_rules import ANY
from bot.policy.shape import ClockTime, Code, Codes, Count, Positive, Section, Switch, Whole, Words

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
    `put_right_minutes`: so long a time that was just given may be replaced by a later one without a reason.
    `longest_snooze_minutes`: how late at most "ask me later" may be, by the meeting's urgency; `any` for the others.
    """

    words_in_messages: Switch
    message_to_action: Switch
    verbs: Annotated[tuple[Verb, ...], Field(min_length=1)]
    half_way_from_days: Count
    manager_agrees_from: Positive
    put_right_minutes: Count
    longest_snooze_minutes: dict[Code, Positive]
    quick_choices: tuple[QuickChoice, ...]

    def longest_snooze(self, urgency: str) -> timedelta:
        """How late at most somebody may ask to be asked again."""
        return timedelta(minutes=self.longest_snooze_minutes.get(urgency) or self.longest_snooze_minutes[ANY])


class AtOnceRule(Section):
    """Actions that do not wait for the day's list: every condition given must hold; no `urgencies` means any.

    `vague_urgent`: "immediately", without an hour. `incomplete`: without an owner or a time. `due_within_hours`:
    between being given its time and being due.
    """

    urgencies: Codes = ()
    vague_urgent: Switch = False
    incomplete: Switch = False
    due_within_hours: Positive | None = None

    @model_validator(mode="after")
    def _says_when(self) -> AtOnceRule:
        if not (self.vague_urgent or self.incomplete or self.due_within_hours):
            raise ValueError("say which actions: `vague_urgent`, `incomplete` or `due_within_hours`")
        return self


class NudgeRule(Section):
    """When digests go out (London time), what does not wait for them, and how much is too much.

    `window_minutes`: nobody is shown the same action twice within it. `most_a_day`: chasing messages to one person
    that are not urgent. `before_end_minutes`: when a chair is asked for what is missing, before a meeting's end.
    """

    digest_at: ClockTime
    manager_digest_at: ClockTime
    digest_hours: Annotated[tuple[ClockTime, ...], Field(min_length=1, max_length=24)]
    window_minutes: Count
    most_a_day: Positive
    before_end_minutes: Annotated[Whole, Field(ge=0, le=60)]
    at_once: tuple[AtOnceRule, ...]


class LinkRule(Section):
    """The signed links in letters: how long one leads somewhere, the codes that prove who came, and the visit then.

    `codes_an_hour`: to one address, and how often a letter is sent once more; `codes_a_day` keeps guessing hopeless.
    """

    days: Annotated[Whole, Field(ge=1, le=60)]
    code_minutes: Annotated[Whole, Field(ge=1, le=60)]
    code_tries: Annotated[Whole, Field(ge=1, le=10)]
    codes_an_hour: Annotated[Whole, Field(ge=1, le=20)]
    codes_a_day: Annotated[Whole, Field(ge=1, le=100)]
    visit_minutes: Annotated[Whole, Field(ge=5, le=480)]


class CalendarRule(Section):
    """Entries in people's own calendars, and the feed of one's own meetings.

    `entries`: whoever is invited gets one. `letters_an_hour`: about answers that could not be taken, for one
    invitation. `feed_reads_an_hour`: of one feed. `feed_join_link`: the feed says how to join.
    """

    entries: Switch
    letters_an_hour: Annotated[Whole, Field(ge=1, le=20)]
    feed_reads_an_hour: Annotated[Whole, Field(ge=4, le=600)]
    feed_join_link: Switch


class Limits(Section):
    """The most that one meeting takes."""

    children: Annotated[Whole, Field(ge=1, le=60)]
    known_services: Positive
    actions: Positive
