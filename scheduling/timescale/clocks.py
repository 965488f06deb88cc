"""Times of day: "5pm", "17:00", "1700hrs", noon, close of play, first thing."""

from __future__ import annotations

import re
from datetime import time

from scheduling.timescale.context import Context
from scheduling.timescale.cues import a_day_follows, before, clause_begins, clause_ends, ends_with, happened
from scheduling.timescale.facts import states_a_fact
from scheduling.timescale.items import Clock

_FIGURES = re.compile(
    r"(?P<h>\d{1,2})(?:(?P<sep>[:.h])(?P<m>\d{2}))?\s?(?P<half>am|pm|a\.m\.?|p\.m\.?)(?![a-z])"
    r"|(?P<h2>\d{1,2})(?P<sep2>[:.h])(?P<m2>\d{2})(?!\d|[./]\d)(?:\s?(?P<hrs2>hrs?\b|hours\b|h\b))?"
    r"|(?P<h3>[012]\d)(?P<m3>[0-5]\d)(?:\s?(?P<hrs3>hrs?\b|hours\b|h\b))?(?![\d/:.\-]\d)(?!\d)"
    r"|(?P<h4>\d{1,2})\s?(?:o'?\s?clock)(?:\s?(?P<half4>am|pm))?"
    r"|(?P<h5>\d{1,2})(?:\s?ish\b)?(?!\d|[/.:\-]\d|\s?(?:st|nd|rd|th)\b)"
)
_WORDS = re.compile(
    r"(?P<noon>(?:12\s)?noon|midday|mid-day)\b|(?P<midnight>(?:12\s)?midnight)\b"
    r"|(?P<close>cop|cob|ceb|eop|eob|c\.\s?o\.\s?[pb]\b\.?|(?:the )?(?:close|end) of (?:play|business"
    r"|(?:the )?working day|office hours|"
    r"work|office)|close)(?!\w)"
    r"|(?P<open>first thing(?: in the morning)?|start of (?:play|business|(?:the )?(?:working )?day)|opening)\b"
    r"|(?P<lunch>lunch ?-?time|lunch)\b"
    r"|(?P<morning>a\.?m\b\.?|(?:in the |during the )?morning)\b|(?P<afternoon>p\.?m\b\.?|(?:in the "
    r"|during the )?afternoon)\b"
)
_THIS = re.compile(r"this (morning|afternoon|lunch ?time)\b(?!')")
# A day in figures has its year, so that four more figures are no year.
_BEHIND_A_DAY = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|today|tomorrow"
    r"|\d[/.\-]\d{1,2}[/.\-](?:20)?\d\d)[\s,@]*$"
)
_QUARTERS = ("00", "15", "30", "45")
_AT = (
    "by",
    "at",
    "@",
    "before",
    "until",
    "till",
    "no later than",
    "not later than",
    "latest",
    "for",
    "from",
    "around",
)


def in_figures(text: str, at: int, _: Context) -> Clock | None:
    """A time that starts with a figure; a bare hour only after "by" or "at" and at the end of its clause."""
    found = _FIGURES.match(text, at)
    if found is None:
        return None
    hour = int(found["h"] or found["h2"] or found["h3"] or found["h4"] or found["h5"])
    minute = int(found["m"] or found["m2"] or found["m3"] or 0)
    half = (found["half"] or found["half4"] or "").replace(".", "")
    tail = before(text, at)
    if found["h5"] and not (ends_with(tail, _AT[:8]) and 1 <= hour <= 12 and _stands_alone(text, found.end())):
        return None
    if found["h3"] and not found["hrs3"] and not _bare_hours(text, at, found, tail):
        return None
    if found["sep2"] == "." and not (found["hrs2"] or ends_with(tail, _AT) or a_day_follows(text, found.end())):
        return None
    # "3.15" is in the afternoon, "03:15" in the night.
    short = found["h2"] and len(found["h2"]) == 1 and not found["hrs2"]
    if (short or found["h4"] or found["h5"]) and not half and 1 <= hour <= 6:
        hour += 12
    return _clock(at, found.end(), hour, minute, half)


def _bare_hours(text: str, at: int, found: re.Match[str], tail: str) -> bool:
    # "- 1700" is a time; "- 2019" is a year, and so is "until 2027"; "by 2030" is half past eight.
    if cue := ends_with(tail, _AT[:8]):
        return found["h3"] not in ("19", "20") or (cue not in ("until", "till") and found["m3"] in _QUARTERS)
    year = found["h3"] in ("19", "20") and not _BEHIND_A_DAY.search(text[max(0, at - 16) : at])
    on_a_day = _BEHIND_A_DAY.search(text[max(0, at - 16) : at]) or a_day_follows(text, found.end())
    return not year and (clause_begins(text, at) or bool(on_a_day)) and _stands_alone(text, found.end())


def _stands_alone(text: str, end: int) -> bool:
    return clause_ends(text, end) or a_day_follows(text, end)


def _clock(start: int, end: int, hour: int, minute: int, half: str) -> Clock | None:
    if half:
        if not 1 <= hour <= 12:
            return None if hour > 23 or half == "am" else Clock(start, end, time(hour, minute))
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return Clock(start, end, time(hour % 24, minute), day_after=hour == 24)


def this_part(text: str, at: int, context: Context) -> Clock | None:
    """ "This morning", "this afternoon": a deadline only while it lasts."""
    found = _THIS.match(text, at)
    if found is None:
        return None
    by = {"morning": time(12), "afternoon": context.working_time.closes}.get(found[1], time(13))
    return Clock(at, found.end(), by, own_cue=True) if context.clock <= by else None


def in_words(text: str, at: int, context: Context) -> Clock | None:
    """Noon, midnight, close of play, "am" (by noon), "pm" (by closing time), first thing (at opening)."""
    found = _WORDS.match(text, at)
    if found is None:
        return None
    end, closes, opens = found.end(), context.working_time.closes, context.working_time.opens
    if found["noon"]:
        return Clock(at, end, time(12))
    if found["midnight"]:
        return Clock(at, end, time(0), day_after=True)
    if found["close"]:
        return Clock(at, end, closes, needs_day=found["close"] == "close", own_cue=found["close"] != "close")
    if found["open"]:
        return Clock(at, end, opens, own_cue=found["open"].startswith("first"))
    if found["lunch"]:
        return Clock(at, end, time(13))
    if found["morning"]:
        return Clock(at, end, time(12), needs_day=True)
    return Clock(at, end, closes, needs_day=True)


def counts(text: str, item: Clock) -> bool:
    """Whether a time without a day is a deadline: "by 5pm", or all that is said."""
    if item.needs_day and text.startswith("in the morning", item.start):
        return clause_ends(text, item.end)
    if item.needs_day or happened(before(text, item.start), "at") or states_a_fact(before(text, item.start)):
        return False
    if item.own_cue or ends_with(before(text, item.start), _AT):
        return True
    at_the_end = not text[item.end :].strip(" .!?\n")
    return clause_ends(text, item.end) and (at_the_end or clause_begins(text, item.start))
