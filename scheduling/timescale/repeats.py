"""Actions that come again: "every Friday", weekly, fortnightly, every 2 weeks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from scheduling.london import LONDON
from scheduling.timescale.context import Context, add_months
from scheduling.timescale.cues import clause_ends
from scheduling.timescale.facts import is_dose
from scheduling.timescale.items import Day, Repeat
from scheduling.timescale.terms import school_day_after
from scheduling.timescale.words import MONTHS, NUMBERS, WEEKDAYS, alternation

_EVERY = re.compile(
    rf"(?:every|each|(?P<alternate>alternate))\s+(?P<other>other|second|alternate)?\s*"
    rf"(?:(?P<n>\d{{1,2}}|{alternation(NUMBERS)})\s*(?:/(?P<per>7|52|12))?[\s-]*)?"
    rf"(?:(?P<wd>working day|weekday)s?|(?P<sd>school day)s?|(?P<day>day|morning|evening|night|afternoon"
    rf"|24 ?h(?:ou)?rs?)s?|(?P<week>week|wk)s?"
    rf"|(?P<fortnight>fortnight)|(?P<month>month|mth)s?|(?P<hour>hour|hr)s?|(?P<name>{alternation(WEEKDAYS)})s?"
    rf"(?:(?:,| and| &|/)\s*(?P<name2>{alternation(WEEKDAYS)}))?)?\b"
)
_ADVERB = re.compile(
    rf"(?:(?:\d{{1,2}}\s?-\s?)?(?P<n>\d{{1,2}}|{alternation(NUMBERS)})(?P<times>\s?x|\s+times)?[\s-]*)?"
    rf"(?:(?P<day>daily|nightly)|(?P<fortnight>fortnightly|bi-?weekly)|(?P<week>weekly)|(?P<month>monthly)"
    rf"|(?P<quarter>quarterly|termly))\b"
)
_ON_DAYS = re.compile(rf"(?P<name>{alternation(name for name in WEEKDAYS if len(name) > 5)})s\b(?!')")
_NTH_WEEKDAY = re.compile(
    rf"(?:the\s+)?(?:(?P<n>first|second|third|fourth|1st|2nd|3rd|4th)|last)\s+(?P<name>{alternation(WEEKDAYS)})\b"
    rf"(?=\s+(?:of|in)\b|\s*$|[.,;:!?)])(?P<whose>\s+(?:of|in)\s+(?:(?:the|each|every|this|next)\s+)?(?:month"
    rf"|(?P<month>{alternation(MONTHS)}))\b)?"
)
_NTHS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:!?)\-]|(?:until|till|from|by|to|and|starting|commencing|on|at|for|with|basis|contact|visits?"
    r"|updates?|unannounced|x)\b)"
)
_IN_A_MONTH = re.compile(
    rf"[\s,]*(?:starting|commencing|beginning|from)\s+(?:in\s+"
    rf"|the start of\s+)?(?P<month>{alternation(MONTHS)})\b(?!\s*\d)"
)


def every(text: str, at: int, context: Context) -> Repeat | None:
    """ "Every Friday", "alternate Tuesdays", "every 2 weeks", "every other day"."""
    found = _EVERY.match(text, at)
    units = ("wd", "sd", "day", "week", "fortnight", "month", "hour", "name", "per")
    if found is None or not any(found[unit] for unit in units):
        return None
    n, end, today = (
        _number(found["n"]) * (2 if found["other"] or found["alternate"] else 1),
        found.end(),
        context.today,
    )
    if found["name"]:
        names = [found[group] for group in ("name", "name2") if found[group]]
        first = min(context.next_weekday(WEEKDAYS[name], "") for name in names)
        return Repeat(at, end, f"P{7 * n}D", first)
    if found["hour"]:
        local = (context.reference + timedelta(hours=n)).astimezone(LONDON)
        return Repeat(at, end, f"PT{n}H", local.date(), at=local.time().replace(second=0, microsecond=0, tzinfo=None))
    if found["wd"]:
        return Repeat(at, end, f"WD:{n}", context.working_time.working_day_after(today, n))
    if found["sd"]:
        day = school_day_after(n, today, context.terms, context)
        return Repeat(at, end, f"SD:{n}", day or today, asks=None if day else "TERM_DATES")
    if found["month"] or found["per"] == "12":
        return _started(text, Repeat(at, end, f"P{n}M", add_months(today, n)), context)
    days = 14 * n if found["fortnight"] else 7 * n if found["week"] or found["per"] == "52" else n
    return _started(text, Repeat(at, end, f"P{days}D", today + timedelta(days=days)), context)


def adverb(text: str, at: int, context: Context) -> Repeat | None:
    """ "Weekly", "4-weekly", "3 x weekly", "monthly"; before a noun ("daily log") only weakly."""
    found = _ADVERB.match(text, at)
    if found is None or is_dose(text, at, found.end()):
        return None
    n = 1 if found["times"] else _number(found["n"])
    end, weak = found.end(), _GOES_ON.match(text, found.end()) is None and not clause_ends(text, found.end())
    if found["month"] or found["quarter"]:
        months = 3 if found["quarter"] else n
        repeat = Repeat(at, end, f"P{months}M", add_months(context.today, months), weak)
    else:
        days = 1 if found["day"] else 14 if found["fortnight"] else 7 * n
        repeat = Repeat(at, end, f"P{days}D", context.today + timedelta(days=days), weak)
    return _started(text, repeat, context)


def on_days(text: str, at: int, context: Context) -> Repeat | None:
    """ "On Mondays"."""
    found = _ON_DAYS.match(text, at)
    head = text[max(0, at - 12) : at].rstrip()
    if (
        found is None
        or head.endswith((" is on", " are on", " was on"))
        or not (head == "on" or head.endswith((" on", "weekly", ",", "-", "and")))
    ):
        return None
    return Repeat(at, found.end(), "P7D", context.next_weekday(WEEKDAYS[found["name"]], ""))


def nth_weekday(text: str, at: int, context: Context) -> Day | None:
    """ "The first Monday of the month", "the last Friday in April": the next such day."""
    found = _NTH_WEEKDAY.match(text, at)
    # "Last Thursday" is over.
    if found is None or not (found["n"] or found["whose"]):
        return None
    month = MONTHS.get(found["month"] or "")
    begins = context.today.replace(day=1)
    for ahead in range(13):
        first = add_months(begins, ahead)
        day = _nth(first, _NTHS.get(found["n"] or "", 0), WEEKDAYS[found["name"]])
        if day >= context.today and (month is None or first.month == month):
            return Day(at, found.end(), day, context.doubt(day), named=True)
    return None


def _nth(first: date, n: int, weekday: int) -> date:
    """The n-th such weekday of the month that begins on `first`; n 0 is the last."""
    if n:
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = add_months(first, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _started(text: str, repeat: Repeat, context: Context) -> Repeat:
    """The same from the first of a month where "starting April" follows."""
    found = _IN_A_MONTH.match(text, repeat.end)
    if found is None:
        return repeat
    month, today = MONTHS[found["month"]], context.today
    first = date(today.year + (month < today.month), month, 1)
    return replace(repeat, first=max(first, today), end=found.end(), weak=False)


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdigit() else NUMBERS.get(text or "", 1)
