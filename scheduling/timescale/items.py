"""The pieces that a text is read into, before any of them is believed: where each stands, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day. `named` ones (today, Friday) need no year; `ask` says what is doubtful."""

    start: int
    end: int
    day: date
    ask: str | None = None
    named: bool = False
    whole_span: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; one that `needs_day` ("am", "first thing") says nothing alone."""

    start: int
    end: int
    at: time
    needs_day: bool = False
    day_after: bool = False
    own_cue: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A number of minutes, hours, days, weeks, months, working_days, working_hours or school_days.

    `cued`: words around it make it a deadline. `clinical`: said as "3/52" or "a fortnight", so counted in days.
    """

    start: int
    end: int
    n: float
    unit: str
    cued: bool = False
    clinical: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A working week, by its Monday."""

    start: int
    end: int
    monday: date
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that an action waits for; `offset` as in the grammar ("+P7D")."""

    start: int
    end: int
    name: str
    side: str
    offset: Length | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something that comes again, `until` a day or an event; each turn `at` a time of day where one was said.

    A `weak` one ("daily log") only counts where nothing else does. `asks`: why its first day is not known.
    """

    start: int
    end: int
    every: str
    first: date
    weak: bool = False
    at: time | None = None
    until: date | None = None
    until_words: str = ""
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that nobody can check; `urgent` ones are asked for an hour."""

    start: int
    end: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class Term:
    """The end of the school term or half-term, or what comes before a named break ("easter", "half").

    A date only with the policy's term dates. What hangs on a holiday or on the start of term `asks` in any case.
    """

    start: int
    end: int
    asks: bool = False
    which: str = "term"


Item = Day | Clock | Length | Week | Happening | Repeat | Vague | Term
