"""Working weeks: "w/c 23 March", "week ending 27/03", "next week"."""

from __future__ import annotations

import re
from datetime import timedelta

from scheduling.timescale.context import FRIDAY, Context
from scheduling.timescale.cues import before, ends_with
from scheduling.timescale.dates import any_day
from scheduling.timescale.items import Day, Week

_WEEK = re.compile(
    r"(?:w\s?[/\\.]?\s?c|w\s?/\s?b|wb|(?:week|wk)\s*-?(?:commencing|comm|beginning|beg|starting|of|com)\.?"
    r"|weeks? commencing)\b[\s:.]*(?:the\s+)?"
)
_WEEK_ENDING = re.compile(r"(?:w\s?/\s?e|(?:week|wk) end(?:ing)?)\b[\s:.]*(?:the\s+)?")
_WHOLE_WEEK = re.compile(
    r"(?:(?:early|mid|middle|late|later|sometime|some ?time|during|the middle of|beginning|start"
    r"|the start|the beginning)"
    r"[\s\-]{1,3}(?:of |in )?){0,3}(?:the )?(?P<which>this|next|nxt|following|coming"
    r"|week after next)(?:\s+(?:working )?(?:week|wk))?\b(?!')(?!\s+end)"
)


def week(text: str, at: int, context: Context) -> Week | Day | None:
    """ "w/c 23 March", "week ending 27/03", "next week"."""
    ending = _WEEK_ENDING.match(text, at)
    if ending is not None:
        return any_day(text, at, ending.end(), context)
    begins = _WEEK.match(text, at)
    if begins is not None:
        day = any_day(text, at, begins.end(), context)
        return None if day is None else _week_of(day, context)
    whole = _WHOLE_WEEK.match(text, at)
    if whole is None or not re.search("we?e?k", whole[0]):
        return None
    tail = before(text, at)
    if ends_with(tail, ("earlier", "from", "since", "times", "twice", "once")):
        return None
    weeks = {"this": 0, "week after next": 2}.get(whole["which"], 1)
    if whole["which"] == "this" and context.today.weekday() > FRIDAY:
        weeks = 1
    return Week(at, whole.end(), context.monday + timedelta(weeks=weeks))


def _week_of(day: Day, context: Context) -> Week:
    monday = day.day - timedelta(days=day.day.weekday())
    if day.ask == "DAY_DATE_MISMATCH":
        return Week(day.start, day.end, monday, day.ask)
    if day.day.weekday():
        return Week(day.start, day.end, monday, "NOT_MONDAY")
    if monday < context.monday:
        return Week(day.start, day.end, monday, "PAST_DATE")
    return Week(day.start, day.end, monday, day.ask if day.ask != "PAST_DATE" else None)
