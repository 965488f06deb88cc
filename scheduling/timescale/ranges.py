"""From one to another: "2-4pm", "between 10 and 12", "16-20 March". The later end is when it is due."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from scheduling.timescale.context import Context
from scheduling.timescale.cues import a_day_follows, clause_ends
from scheduling.timescale.dates import numeric
from scheduling.timescale.items import Clock, Day
from scheduling.timescale.words import MONTHS, alternation

_HOURS = re.compile(
    r"(?P<between>between\s+)?(?P<from>\d{1,2})(?:[:.]\d\d)?\s?(?P<half1>am|pm)?\s?(?:-|to|and|until)\s?"
    r"(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>am|pm)?(?![\d/:a-z]|[.\-]\d|\s?(?:st|nd|rd|th)\b)"
)
_DAYS = re.compile(
    r"(?:between\s+)?(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s?(?:-|/|&|to|and)\s?(?:the\s+)?"
    rf"(?=\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s\-]*(?:{alternation(MONTHS)})\b)"
)


def hours(text: str, at: int, _: Context) -> Clock | None:
    """ "2-4pm", "between 10 and 12 on Friday"; two bare numbers need "between" and a day or the clause's end."""
    found = _HOURS.match(text, at)
    if found is None:
        return None
    half = found["half"] or ""
    alone = clause_ends(text, found.end()) or a_day_follows(text, found.end())
    if not half and not (found["between"] and alone):
        return None
    hour = int(found["h"])
    if half and not 1 <= hour <= 12:
        return None
    if half or found["half1"] == "pm" or hour <= 6:
        hour = hour % 12 + (0 if half == "am" else 12)
    return None if hour > 23 else Clock(at, found.end(), time(hour, int(found["m"] or 0)), own_cue=True)


def days(text: str, at: int, context: Context) -> Day | None:
    """ "16-20 March", "12th & 19th March"."""
    found = _DAYS.match(text, at)
    last = numeric(text, found.end(), context) if found else None
    return None if last is None else replace(last, start=at)
