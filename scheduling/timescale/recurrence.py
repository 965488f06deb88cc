"""When a recurring action is next due, from its `expected` in the grammar ("RECUR:P7D@2026-03-13")."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from scheduling.london import LONDON, end_of_day, local_day, wall_to_utc
from scheduling.timescale.context import Context, add_months
from scheduling.timescale.terms import school_day_after
from scheduling.timescale.value import Limits, TermDates
from scheduling.working_time import WorkingTime

_RECUR = re.compile(
    r"RECUR:(?:P(?P<days>\d{1,4})D|P(?P<weeks>\d{1,3})W|P(?P<months>\d{1,3})M|PT(?P<hours>\d{1,4})H"
    r"|(?P<office>WD|SD):(?P<n>\d{1,4}))@(?P<day>\d{4}-\d\d-\d\d)(?:T(?P<clock>\d\d:\d\d))?"
)
# Ten years of working days: what has had no turn for so long has none.
_MOST_TURNS = 3000
_WORDS = {"days": "day", "weeks": "week", "months": "month", "hours": "hour", "WD": "working day", "SD": "school day"}


def next_occurrence(
    expected: str,
    after: datetime,
    working_time: WorkingTime,
    terms: TermDates | None = None,
    until: datetime | None = None,
) -> datetime | None:
    """The due instant (London time) of the first turn later than `after`.

    None when `expected` is no RECUR, when the next turn is past `until`, or when the term dates end before it.
    A turn without a time of day is due at the end of its day; months keep the day of the first, or the last there is.
    """
    found = _RECUR.fullmatch(expected)
    try:
        due = _next(found, after, Context(after, working_time, terms, Limits())) if found else None
    except (OverflowError, ValueError):
        return None
    return None if due is None or (until is not None and due > until) else due.astimezone(LONDON)


def every_words(every: str) -> str:
    """ "Every 2 weeks" for the period of a RECUR."""
    found = _RECUR.fullmatch(f"RECUR:{every}@2000-01-01")
    if found is None:
        return every
    unit, n = _period(found)
    if unit == "days" and n % 7 == 0:
        unit, n = "weeks", n // 7
    return f"every {_WORDS[unit]}" if n == 1 else f"every {n} {_WORDS[unit]}s"


def _period(found: re.Match[str]) -> tuple[str, int]:
    unit = found["office"] or next(name for name in ("days", "weeks", "months", "hours") if found[name])
    return unit, max(1, int(found["n"] or found[unit]))


def _next(found: re.Match[str], after: datetime, context: Context) -> datetime | None:
    first, clock = date.fromisoformat(found["day"]), _clock(found["clock"])
    unit, n = _period(found)
    if unit == "hours":
        begins = _due(first, clock)
        turns = max(0, (after - begins) // timedelta(hours=n) + 1)
        return begins + timedelta(hours=n) * turns
    if unit in ("WD", "SD"):
        return _next_open(first, clock, unit, n, context)
    span = n * 7 if unit == "weeks" else n
    whole = (local_day(after) - first).days
    turns = max(0, (whole // span if unit != "months" else whole // (31 * n)) - 1)
    for turn in range(turns, turns + _MOST_TURNS):
        day = add_months(first, n * turn) if unit == "months" else first + timedelta(days=span * turn)
        if (due := _due(day, clock)) > after:
            return due
    return None


def _next_open(first: date, clock: time | None, unit: str, n: int, context: Context) -> datetime | None:
    day: date | None = first
    for _ in range(_MOST_TURNS):
        if day is None:
            return None
        if (due := _due(day, clock)) > context.reference:
            return due
        school = unit == "SD"
        day = (
            school_day_after(n, day, context.terms, context)
            if school
            else context.working_time.working_day_after(day, n)
        )
    return None


def _due(day: date, clock: time | None) -> datetime:
    return end_of_day(day) if clock is None else wall_to_utc(day, clock)


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
