"""Actions that come again: "every Friday", weekly, fortnightly, every 2 weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scheduling.timescale.context import Context, add_months
from scheduling.timescale.cues import clause_ends
from scheduling.timescale.items import Repeat
from scheduling.timescale.words import NUMBERS, WEEKDAYS, alternation

_EVERY = re.compile(
    rf"(?:every|each)\s+(?P<other>other|second|alternate)?\s*(?:(?P<n>\d{{1,2}}|{alternation(NUMBERS)})\s*(?:/(?P<per>7|52|12))?[\s-]*)?"
    rf"(?:(?P<wd>working day|weekday|school day)s?|(?P<day>day|morning|evening|night|afternoon"
    rf"|24 ?h(?:ou)?rs?)s?|(?P<week>week|wk)s?"
    rf"|(?P<fortnight>fortnight)|(?P<month>month|mth)s?|(?P<hour>hour|hr)s?|(?P<name>{alternation(WEEKDAYS)}))?\b"
)
_ADVERB = re.compile(
    rf"(?:(?P<n>\d{{1,2}}|{alternation(NUMBERS)})[\s-]*)?(?:(?P<day>daily|nightly)|(?P<fortnight>fortnightly|bi-?weekly)|(?P<week>weekly)|(?P<month>monthly)"
    rf"|(?P<quarter>quarterly|termly))\b"
)
_ON_DAYS = re.compile(rf"(?P<name>{alternation(name for name in WEEKDAYS if len(name) > 5)})s\b(?!')")
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)\-]|(?:until|till|from|by|to|and|starting|commencing|on|at|for|with|basis|contact|visits?|updates?|unannounced)\b)"
)


def every(text: str, at: int, context: Context) -> Repeat | None:
    """ "Every Friday", "every 2 weeks", "every other day"."""
    found = _EVERY.match(text, at)
    if found is None or not any(found[g] for g in ("wd", "day", "week", "fortnight", "month", "hour", "name", "per")):
        return None
    n = _number(found["n"]) * (2 if found["other"] else 1)
    if found["name"]:
        return Repeat(at, found.end(), f"P{7 * n}D", context.next_weekday(WEEKDAYS[found["name"]], ""))
    if found["hour"]:
        return Repeat(at, found.end(), f"PT{n}H", context.today)
    if found["wd"]:
        day = context.working_time.working_day_after(context.today, n)
        return Repeat(at, found.end(), f"WD:{n}", day)
    if found["month"] or found["per"] == "12":
        return Repeat(at, found.end(), f"P{n}M", add_months(context.today, n))
    days = 14 * n if found["fortnight"] else 7 * n if found["week"] or found["per"] == "52" else n
    return Repeat(at, found.end(), f"P{days}D", context.today + timedelta(days=days))


def adverb(text: str, at: int, context: Context) -> Repeat | None:
    """ "Weekly", "4-weekly", "monthly"; before a noun ("daily log") only weakly."""
    found = _ADVERB.match(text, at)
    if found is None:
        return None
    n, weak = _number(found["n"]), _GOES_ON.match(text, found.end()) is None and not clause_ends(text, found.end())
    if found["month"] or found["quarter"]:
        months = 3 if found["quarter"] else n
        return Repeat(at, found.end(), f"P{months}M", add_months(context.today, months), weak)
    days = n if found["day"] else 14 if found["fortnight"] else 7 * n
    return Repeat(at, found.end(), f"P{days}D", context.today + timedelta(days=days), weak)


def on_days(text: str, at: int, context: Context) -> Repeat | None:
    """ "On Mondays"."""
    found = _ON_DAYS.match(text, at)
    if found is None or not text[:at].rstrip().endswith((" on", "weekly", ",", "-", "and")):
        return None
    first: date = context.next_weekday(WEEKDAYS[found["name"]], "")
    return Repeat(at, found.end(), "P7D", first)


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdigit() else NUMBERS.get(text or "", 1)
