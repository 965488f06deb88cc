"""Hours and days as a dictation machine writes them: "five pm", "half four", "the sixteenth of March"."""

from __future__ import annotations

import re
from datetime import time

from scheduling.timescale.context import Context
from scheduling.timescale.cues import a_day_follows, before, clause_begins, clause_ends, deadline_cue, ends_with
from scheduling.timescale.items import Clock, Day
from scheduling.timescale.words import MONTHS, NUMBERS, alternation

HOURS = {word: n for word, n in NUMBERS.items() if n <= 12}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
ORDINALS = {
    word: n
    for n, word in enumerate((_NTH + " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split(), 1)
} | {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}
ORDINALS |= {f"twenty{joint}{word}": 20 + ORDINALS[word] for word in _NTH.split()[:9] for joint in ("-", " ", "")}
_PAST = re.compile(
    r"(?P<what>half past|quarter past|quarter to|half)\s+(?P<hour>\d{1,2}|[a-z]+)\b(?:\s?(?P<half>am|pm))?"
)
_HOUR = re.compile(
    rf"(?P<hour>{alternation(HOURS)})\b(?:[\s\-](?P<minutes>fifteen|thirty|forty[- ]five)\b)?"
    r"(?:\s?(?P<clock>o'?\s?clock)\b)?(?:\s?(?P<half>a\.?m|p\.?m)\b\.?)?"
)
_MINUTES_TO = re.compile(
    rf"(?P<minutes>five|ten|twenty|twenty[- ]five)\s+(?P<way>to|past)\s+(?P<hour>{alternation(HOURS)}|\d{{1,2}})\b"
    r"(?:\s?(?P<half>am|pm)\b)?"
)
_MINUTES = {"fifteen": 15, "thirty": 30}
_DATE = re.compile(
    rf"(?P<nth>{alternation(ORDINALS)})\b(?:\s+of)?(?:\s+(?P<month>{alternation(MONTHS)})\b(?:,?\s+(?P<year>20\d\d)\b)?)?"
)
_CUES = ("by", "at", "before", "until", "till", "no later than", "from", "around")


def past_the_hour(text: str, at: int, _: Context) -> Clock | None:
    """ "Half past three", "half four" (the British half past), "quarter to 5"."""
    found = _PAST.match(text, at)
    if found is None:
        return None
    hour = int(found["hour"]) if found["hour"].isdigit() else HOURS.get(found["hour"], 0)
    plain = found["what"] == "half" and not found["half"]
    if not 1 <= hour <= 12 or (plain and not _stands_alone(text, found.end())):
        return None
    hour = _of_day(hour, found["half"])
    minutes = {"quarter past": 15, "quarter to": -15}.get(found["what"], 30)
    total = (hour * 60 + minutes) % (24 * 60)
    return Clock(at, found.end(), time(total // 60, total % 60))


def minutes_to(text: str, at: int, _: Context) -> Clock | None:
    """ "Ten to five", "twenty past nine"."""
    found = _MINUTES_TO.match(text, at)
    if found is None or not _stands_alone(text, found.end()):
        return None
    hour = int(found["hour"]) if found["hour"].isdigit() else HOURS[found["hour"]]
    cued = ends_with(before(text, at), _CUES) or clause_begins(text, at)
    if not cued or not 1 <= hour <= 12:
        return None
    minutes = NUMBERS[found["minutes"]] * (1 if found["way"] == "past" else -1)
    total = _of_day(hour, found["half"]) * 60 + minutes
    return Clock(at, found.end(), time(total // 60 % 24, total % 60))


def hour_in_words(text: str, at: int, _: Context) -> Clock | None:
    """ "Five pm", "three o'clock"; "ten thirty" after "by", "at ten" before or behind a day."""
    found = _HOUR.match(text, at)
    if found is None:
        return None
    if not (found["clock"] or found["half"]):
        cue = ends_with(before(text, at), _CUES)
        sure = found["minutes"] or cue == "at" or a_day_follows(text, found.end())
        if cue is None or not sure or not _stands_alone(text, found.end()):
            return None
    minutes = _MINUTES.get(found["minutes"], 45) if found["minutes"] else 0
    hour = _of_day(HOURS[found["hour"]], (found["half"] or "").replace(".", ""))
    return Clock(at, found.end(), time(hour, minutes))


def date_in_words(text: str, at: int, context: Context) -> Day | None:
    """ "The sixteenth of March"; "by the twentieth" at the end of its clause."""
    found = _DATE.match(text, at)
    if found is None:
        return None
    day = ORDINALS[found["nth"]]
    if found["month"]:
        read = context.calendar_day(day, MONTHS[found["month"]], int(found["year"]) if found["year"] else None)
    elif deadline_cue(before(text, at)) and clause_ends(text, found.end()):
        read = context.day_of_month(day)
    else:
        return None
    return None if read is None else Day(at, found.end(), *read)


def _of_day(hour: int, half: str | None) -> int:
    """The hour of 24; one to six without a word is the afternoon's."""
    return hour % 12 + 12 if half == "pm" or (not half and hour <= 6) else hour % 12 if half == "am" else hour


def _stands_alone(text: str, end: int) -> bool:
    return clause_ends(text, end) or a_day_follows(text, end)
