"""Events that actions wait for: their names in plain words, and when what hangs on one is due once it happens."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from scheduling.london import LONDON, end_of_day, local_day
from scheduling.timescale.context import Context, add_months
from scheduling.timescale.terms import school_day_after
from scheduling.timescale.value import Limits, TermDates
from scheduling.working_time import WorkingTime

_EVENT = re.compile(
    r"EVENT:(?P<name>[^@:]+)(?:@(?P<on>\d{4}-\d\d-\d\d))?:(?P<side>before|after)"
    r"(?:[+-](?:(?P<open>WD|SD):(?P<n>\d{1,4})|PT(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?"
    r"|P(?P<length>\d{1,4})(?P<unit>[DWM])))?"
)
_WORDS = {
    "abe_interview": "recorded interview (ABE)",
    "bail_return": "answering bail",
    "cin_meeting": "child in need meeting",
    "core_group": "core group meeting",
    "end_of_shift": "end of the shift",
    "icpc": "initial child protection conference",
    "looked_after_review": "looked-after review",
    "mace": "MACE",
    "mappa": "MAPPA",
    "marac": "MARAC",
    "plo_meeting": "pre-proceedings meeting",
    "rcpc": "review child protection conference",
    "receipt": "receipt of it",
    "return": "return home",
    "christmas": "Christmas",
    "easter": "Easter",
}


class NoEvent(ValueError):
    """What is expected hangs on no event."""


def event_of(expected: str) -> str | None:
    """The name of the event that this hangs on, as "discharge"; None when it hangs on none."""
    found = _EVENT.fullmatch(expected)
    return found["name"] if found else None


def event_words(name: str) -> str:
    """The event in plain words: "core group meeting"."""
    return _WORDS.get(name) or name.replace("_", " ")


def due_of_event(
    expected: str,
    happened_on: date | datetime,
    working_time: WorkingTime,
    terms: TermDates | None = None,
) -> datetime:
    """When (London time) what hangs on an event is due, now that it has happened.

    "before": the moment it happened, or that length before; "after": the end of that day, or that length after. Of an
    event with only a date the moment is the end of the day. School days without term dates are counted as working
    days. Raises NoEvent.
    """
    found = _EVENT.fullmatch(expected)
    if found is None:
        raise NoEvent("That hangs on no event.")
    exact = isinstance(happened_on, datetime)
    day = local_day(happened_on) if isinstance(happened_on, datetime) else happened_on
    moment = happened_on if isinstance(happened_on, datetime) else end_of_day(day)
    back = found["side"] == "before"
    if found["hours"] or found["minutes"]:
        length = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        return (moment - length if back else moment + length).astimezone(LONDON)
    if not (found["open"] or found["length"]):
        return (moment if back and exact else end_of_day(day)).astimezone(LONDON)
    if found["open"]:
        context = Context(moment, working_time, terms, Limits())
        last = open_days_from(day, found["open"], int(found["n"]), back, context)
        return working_time.close_of(last).astimezone(LONDON)
    return end_of_day(calendar_days_from(day, found["unit"], int(found["length"]), back)).astimezone(LONDON)


def calendar_days_from(day: date, unit: str, n: int, back: bool) -> date:
    """So many days (D), weeks (W) or months (M) before or after a day."""
    signed = -n if back else n
    if unit == "M":
        return add_months(day, signed)
    return day + timedelta(days=signed * 7 if unit == "W" else signed)


def open_days_from(day: date, unit: str, n: int, back: bool, context: Context) -> date:
    """So many working (WD) or school (SD) days before or after a day; school days need term dates."""
    if unit == "SD" and not back and (found := school_day_after(n, day, context.terms, context)):
        return found
    for _ in range(n):
        day = context.working_time.working_day_before(day) if back else context.working_time.working_day_after(day, 1)
    return day
