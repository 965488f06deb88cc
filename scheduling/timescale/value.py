"""What a timescale in people's words comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Timescale:
    """What was understood of a text.

    `kind`: absolute, relative, working_days, event, vague or none. `expected`: the grammar of the worked cases.
    `due`: when it becomes overdue (London time with its offset); None where it is chased or asked. `echo`: the
    same in plain English. `span`: the words it stood on. `ask`: the reason for asking. `also`: what else was said.
    `best`: when asked, the due instant of the best reading (London time), for "Yes, that"; None where there is
    none or it is past. `until`: when what recurs ends. `parts`: each of several timescales, its words and its
    `expected`, to split an action in two.
    """

    kind: str
    expected: str
    due: datetime | None
    echo: str
    span: str | None
    ask: str | None
    also: tuple[str, ...] = ()
    best: datetime | None = None
    until: datetime | None = None
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TermDates:
    """A council's school terms (first and last day of each), and days within them on which schools are closed."""

    terms: tuple[tuple[date, date], ...]
    closed: frozenset[date] = frozenset()

    def in_term(self, day: date) -> bool:
        """Whether schools are open on `day`, leaving weekends and bank holidays to the caller."""
        return day not in self.closed and any(first <= day <= last for first, last in self.terms)


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond what a reading is doubtful and is asked about; all are the partnership's to change."""

    far_weeks: int = 12
    bare_fraction_weeks: int = 8
    night_ends_hour: int = 6
    longest_text: int = 20_000
    most_items: int = 24
    most_tries: int = 120
    tail: int = 250
    fallback_length: int = 60
