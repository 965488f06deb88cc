"""School terms: "end of term", "before half term", "before the summer holidays". Dates only from the policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from scheduling.timescale.context import FRIDAY, Context
from scheduling.timescale.cues import before, deadline_cue, ends_with
from scheduling.timescale.items import Term
from scheduling.timescale.value import TermDates

_BREAK = re.compile(
    r"(?:the )?(?:(?P<name>easter|summer|christmas|xmas|half[ -]?term|october|february|may)\s+|school\s+){0,2}"
    r"(?:holidays?|break(?:s up)?|(?P<half>half[ -]?term)|hols)\b|(?:school |they )?breaks? up\b"
    r"|(?:the )?(?:school )?term ends\b"
    r"|(?:the )?(?P<starts>start|beginning|first week) of (?:the |a |new |next ){0,2}(?:\w+ )?term\b"
)
_SEASONS = {"easter": {3, 4}, "summer": {6, 7, 8}, "christmas": {12}, "xmas": {12}}
_HALF_TERMS = {2, 5, 10, 11}
_SHORTEST_BREAK = 4
_FURTHEST = 400


def school_break(text: str, at: int, _: Context) -> Term | None:
    """ "Before half term", "before school breaks up", "after the Easter break"."""
    found = _BREAK.match(text, at)
    if found is None:
        return None
    tail, which = before(text, at), "half" if found["half"] else found["name"] or "term"
    after = ends_with(tail, ("after", "over", "in", "within", "during", "following"))
    if after or (found["starts"] and (deadline_cue(tail) or found["starts"].startswith("first"))):
        return Term(at, found.end(), asks=True)
    return Term(at, found.end(), which=which) if deadline_cue(tail) else None


def last_school_day(which: str, context: Context) -> date | None:
    """The last day of school before the break that is meant; None where the term dates don't tell."""
    if context.terms is None:
        return None
    for day in _before_breaks(context.terms, context):
        if _is_meant(day, which):
            return day
    return None


def school_day_after(n: int, day: date, terms: TermDates | None, context: Context) -> date | None:
    """The n-th school day after a day; None without term dates, or beyond the last of them."""
    last = max((end for _, end in terms.terms), default=day) if terms else day
    while terms and n and day < last:
        day += timedelta(days=1)
        n -= _is_open(day, terms, context)
    return day if terms and not n else None


def _is_meant(day: date, which: str) -> bool:
    if which == "half" or which in ("october", "february", "may") or which.startswith("half"):
        return day.month in _HALF_TERMS
    return day.month in _SEASONS.get(which, set(range(1, 13)) - _HALF_TERMS)


def _is_open(day: date, terms: TermDates, context: Context) -> bool:
    return day.weekday() <= FRIDAY and terms.in_term(day) and not context.working_time.is_holiday(day)


def _before_breaks(terms: TermDates, context: Context) -> Iterator[date]:
    """Each last school day before at least four weekdays without school, from the meeting on."""
    last, closed, day = None, 0, context.today - timedelta(days=1)
    for _ in range(_FURTHEST):
        day += timedelta(days=1)
        if _is_open(day, terms, context):
            last, closed = day, 0
        elif day.weekday() <= FRIDAY:
            closed += 1
            if closed == _SHORTEST_BREAK and last is not None:
                yield last
