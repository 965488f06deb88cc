"""The weekly pattern in the words of somebody who offers times: "Tuesday and Thursday 10-12", "Mon-Fri 9-10am"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scheduling.day_words import AFTERNOON, EVENING, MORNING, day_at, hours_at
from scheduling.rota import BadPattern, Pattern, Shift, parse_pattern
from scheduling.timescale.context import Context
from scheduling.timescale.words import WEEKDAYS, alternation

_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WHOLE_DAY = 24 * 60
_NAME = rf"(?:{alternation(WEEKDAYS)}|weekday|weekend)"
WEEKDAY_NAMES = re.compile(rf"\b{_NAME}s?\b")
_GROUP = re.compile(r"\b(?:weekdays?|weekends?|daily|every day|everyday)\b")
_FILLER = re.compile(r"\b(?:every(?! day)|each|on|at|between(?=\s+\d)|from(?=\s+\d)|please|only|thanks)\b|[.!]+$")
_PARTS = {MORNING: "09:00-12:00", AFTERNOON: "12:00-17:00", EVENING: "17:00-20:00"}
_PART = re.compile(r"\b(morning|afternoon|evening)s?\b")
_HALF = re.compile(r"\b(am|pm)\b(?=[\s,;]*(?:$|and|[a-z]))")
_NOON = re.compile(r"\b(?:12 )?(?:noon|midday)\b")
_STARTS = re.compile(rf"(?:[\s,;]|\band\b)+(?=(?:{_NAME}s?)\b)")
_ENDS_HOURS = re.compile(r"(?:\d|am|pm|all day)\s*$")
_EXACT = re.compile(r"\d\d:\d\d-")
_ONCE = ("this ", "next ", "today", "tomorrow", "day after")
_HOURS_AT = re.compile(r"(?<![\d:.])\d{1,2}(?=[\d:.apm\s]*(?:-|to|and|until|till))")


@dataclass(frozen=True, slots=True)
class Week:
    """A weekly pattern as it is kept; `day` when a single date was said; `wrong`: NOT_READ or HALF_DAY."""

    works: str
    day: date | None = None
    wrong: str = ""


def read_pattern(words: str, context: Context) -> Week | None:
    """Read days with their hours from plain lower-case words; None when there are none."""
    tidy = re.sub(r"\s+", " ", _FILLER.sub(" ", _NOON.sub("12:00", words))).strip(" ,;.-:")
    tidy = _PART.sub(lambda part: _PARTS[part[1]], tidy)
    tidy = _HALF.sub(lambda half: _PARTS[MORNING if half[1] == "am" else AFTERNOON], tidy)
    exact, wrong = _exact(tidy)
    day, days = _single(exact, context) or (None, exact)
    if not (WEEKDAY_NAMES.search(days) or _GROUP.search(days)):
        return None
    try:
        pattern = parse_pattern(_parted(days))
    except BadPattern:
        return Week("", day, wrong or "NOT_READ")
    return Week(written(pattern), day, wrong)


def _single(words: str, context: Context) -> tuple[date, str] | None:
    """One dated day ("Tue 17 March 10:00-12:00") as its weekday, with its date."""
    hours = _EXACT.search(words)
    days = words[: hours.start()].strip(" ,") if hours else ""
    found = day_at(days, 0, context) if days else None
    if hours is None or found is None or found.ask or found.end < len(days):
        return None
    if found.named and not days.startswith(_ONCE):
        return None
    return found.day, f"{_SHORT[found.day.weekday()].lower()} {words[hours.start() :]}"


def _exact(words: str) -> tuple[str, str]:
    """The same with every time written out, and HALF_DAY when it may be morning or afternoon."""
    out, at, wrong = "", 0, ""
    for start in _HOURS_AT.finditer(words):
        hours = hours_at(words, start.start()) if start.start() >= at else None
        if hours is None:
            continue
        wrong = wrong or ("HALF_DAY" if hours.doubtful else "")
        out += words[at : start.start()] + f"{_clock(hours.opens)}-{_clock(hours.closes)}"
        at = hours.end
    return out + words[at:], wrong


def _parted(words: str) -> str:
    """A ";" where a new group of days begins after hours: "Tue 10-12 and Thu 14-16"."""
    out, at = "", 0
    for gap in _STARTS.finditer(words):
        if _ENDS_HOURS.search(words[at : gap.start()]):
            out, at = f"{out}{words[at : gap.start()]}; ", gap.end()
    return out + words[at:]


def written(pattern: Pattern) -> str:
    """A pattern as it is kept: a part each for every day and span ("Tue 10:00-12:00; Thu 10:00-12:00")."""
    return "; ".join(_shift(each) for each in pattern.shifts)


def _shift(shift: Shift) -> str:
    closes = shift.closes - _WHOLE_DAY if shift.closes > _WHOLE_DAY else shift.closes
    return f"{_SHORT[shift.weekday]} {_clock(shift.opens)}-{_clock(closes)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
