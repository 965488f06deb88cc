"""Answers to a nudge: confirmed, longer, not mine, later, it has happened, it comes no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.app.commands.base import ActionCommand, Command, MeetingCommand


@dataclass(frozen=True, slots=True)
class ConfirmTimescale(ActionCommand):
    """Yes, the doubtful time was meant as it was read; `expected` is the reading that the person saw."""

    expected: str


@dataclass(frozen=True, slots=True)
class SplitAction(ActionCommand):
    """Two timescales in one action become two actions: this one's words and time, and those of the other."""

    words: str
    timescale: str
    other_words: str
    other_timescale: str


@dataclass(frozen=True, slots=True)
class AnswerLonger(ActionCommand):
    """The manager agrees to the later date, or keeps the one that stands. `until`: the date that they saw."""

    agreed: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class GiveBackAction(ActionCommand):
    """Not mine: it goes back to the chair, who says whose it is."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class SnoozeAction(ActionCommand):
    """Ask me again then: never past its time, nor later than its urgency allows."""

    until: datetime


@dataclass(frozen=True, slots=True)
class EndRecurring(ActionCommand):
    """An action that comes again comes no more, because."""

    reason: str


@dataclass(frozen=True, slots=True)
class TellHappened(MeetingCommand):
    """An event that actions hung on ("discharge") has happened: what hung on it becomes due."""

    event: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class ChooseDigestHour(Command):
    """The London hour ("08:30") at which the actor wants their daily list; "" for the policy's."""

    at: str
