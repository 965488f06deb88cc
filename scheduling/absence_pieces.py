"""The pieces of "from when until when" in the words of somebody who is away, each read where it stands."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduling.day_words import (
    Hours,
    Point,
    day_at,
    fraction_at,
    hours_at,
    last_day_at,
    length_at,
    point_at,
    spoken_at,
    week_at,
)
from scheduling.london import wall_to_utc
from scheduling.timescale.context import Context
from scheduling.timescale.items import Length
from scheduling.timescale.words import NUMBERS, WEEKDAYS, alternation

_DAY = timedelta(days=1)
_FILLER = re.compile(
    r"(?:[\s,;.():!]+|(?:and|on|all day|all|please|pls|thanks|thank you|from work|work|now|from now|until back"
    r"|i am|i'm|i'll be|i will be|will be|be|again|sick|ill|leave)\b)+"
)
_OPEN = re.compile(
    r"(?:until|till?|'till?)\s+(?:further notice|further|notice|told otherwise|i say(?: so| otherwise)?"
    r"|i(?: am|'m)? back|better|i(?: am|'m) better)\b|indefinitely\b|further notice\b"
)
_SINCE = re.compile(r"since\s+")
_FROM = re.compile(r"(?:from|starting(?: on| from)?|starts|start|beginning|as of|commencing)\s+(?:the\s+(?=\d))?")
_UNTIL = re.compile(
    r"(?:until+|till?|'till?|up (?:to|until)|back(?: in| at work)?(?: on| at| by)?|return(?:ing|s)?(?: on| at)?)\s+"
    r"(?P<whole>(?:and including|the end of|end of|inclusive of)\s+)?(?:the\s+(?=\d))?"
)
_THROUGH = re.compile(r"(?:to|-|through|thru)\s*(?P<end>(?:the end of|end of)\s+)?(?:the\s+(?=\d))?")
_INCLUSIVE = re.compile(r"(?:inclusive|incl|included|inc)\b\.?")
_FOR = re.compile(r"for\s+(?:the\s+next\s+|another\s+|about\s+)?")
_REST = re.compile(r"(?:for )?(?:the )?rest of (?:the |this )?(?P<of>day|today|afternoon|week)\b")
_THIS_PART = re.compile(r"this (?P<part>morning|afternoon|evening)\b")
_NUMBERED = re.compile(r"(?:the )?(?P<first>\d{1,2})(?:st|nd|rd|th)?\s*(?P<to>-|to|until|till|and)\s*(?:the )?(?=\d)")
_ALL_DAY = re.compile(r"\ball day\b")
_STANDS = re.compile(
    rf"(?:until+|till?|'till?|from|back|since|today|tomorr?ow|starting|between|the rest|rest of|w/?c|\d"
    rf"|(?:on |this |next |for (?:a |an |the next )?)?(?:{alternation(WEEKDAYS)}|week|fortnight|month|\d)"
    rf"|for (?:{alternation(NUMBERS)})|this (?:morning|afternoon)|(?:{alternation(NUMBERS)}) (?:day|week|month)s?)\b"
)


def speaks_of_time(words: str) -> bool:
    """Whether these words begin as a time does, so that what cannot be read is asked about."""
    return _STANDS.match(words.lstrip(" ,;.:-")) is not None


@dataclass(slots=True)
class Said:
    """The pieces of a span, as they were read. `until_whole`: the last day counts too. `ask`: why it is doubtful."""

    start: Point | None = None
    from_on: bool = False
    end: Point | None = None
    until_whole: bool = False
    length: Length | None = None
    open: bool = False
    hours: tuple[int, int] | None = None
    monday: date | None = None
    all_day: bool = False
    ask: str = ""

    def empty(self) -> bool:
        """Whether nothing at all was said of when."""
        return self == Said()


Step = Callable[[str, int, Context, Said], int | None]


def read_span(words: str, now: datetime, hours: Hours) -> Said | None:
    """What plain lower-case words say of when; None where a part of them says something else."""
    context, said, at = spoken_at(now, hours.office), Said(all_day=bool(_ALL_DAY.search(words))), 0
    while True:
        gap = _FILLER.match(words, at)
        at = gap.end() if gap else at
        if at >= len(words):
            return said
        read = (step(words, at, context, said) for step in _STEPS)
        end = next((found for found in read if found is not None), None)
        if end is None or end <= at:
            return None
        at = end


def _open(words: str, at: int, _: Context, said: Said) -> int | None:
    found = _OPEN.match(words, at)
    said.open = said.open or found is not None
    return found.end() if found else None


def _since(words: str, at: int, context: Context, said: Said) -> int | None:
    """When it began is past and changes nothing: from now on is what matters."""
    found = _SINCE.match(words, at)
    point = point_at(words, found.end(), context) if found else None
    if point is None:
        return None
    said.open = True
    return point.end


def _from(words: str, at: int, context: Context, said: Said) -> int | None:
    found = _FROM.match(words, at)
    if found is None or said.start is not None:
        return None
    if numbered := _numbered(words, found.end(), context, said):
        return numbered
    week = week_at(words, found.end(), context)
    point = Point(week.end, week.monday, ask=week.ask or "") if week else point_at(words, found.end(), context)
    if point is None or hours_at(words, found.end()):
        return None if point is None else _hours(words, found.end(), context, said)
    said.start, said.from_on, said.ask = point, True, said.ask or point.ask
    return point.end


def _until(words: str, at: int, context: Context, said: Said) -> int | None:
    found = _UNTIL.match(words, at)
    if found is None or said.end is not None:
        return None
    if found["whole"] and (last := last_day_at(words, found.start("whole"), context)):
        return _ends(Point(last.end, last.day, ask=last.ask or ""), said, whole=True)
    week = week_at(words, found.end(), context)
    point = Point(week.end, week.monday, ask=week.ask or "") if week else _later(words, found.end(), context, said)
    return _ends(point, said, whole=bool(found["whole"])) if point else None


def _through(words: str, at: int, context: Context, said: Said) -> int | None:
    found = _THROUGH.match(words, at)
    if found is None or said.end is not None or (said.start is None and found[0].startswith("-")):
        return None
    if found["end"] and (last := last_day_at(words, found.start("end"), context)):
        return _ends(Point(last.end, last.day, ask=last.ask or ""), said, whole=True)
    point = _later(words, found.end(), context, said)
    return _ends(point, said, whole=said.start is not None or bool(found["end"])) if point else None


def _ends(point: Point, said: Said, *, whole: bool) -> int:
    said.end, said.until_whole, said.ask = point, said.until_whole or whole, said.ask or point.ask
    return point.end


def _later(words: str, at: int, context: Context, said: Said) -> Point | None:
    """A day after the first one: "Monday to Wednesday" is the Wednesday of that week."""
    first = said.start.day if said.start else None
    point = point_at(words, at, context)
    if first is None or point is None or point.day is None or point.relative:
        return point
    seen_from = replace(context, reference=wall_to_utc(first, time(12)))
    return point_at(words, at, seen_from)


def _inclusive(words: str, at: int, _: Context, said: Said) -> int | None:
    found = _INCLUSIVE.match(words, at)
    said.until_whole = said.until_whole or found is not None
    return found.end() if found else None


def _rest(words: str, at: int, context: Context, said: Said) -> int | None:
    found = _REST.match(words, at)
    if found is None:
        return None
    if found["of"] == "week":
        return _ends(Point(found.end(), context.monday + 7 * _DAY), said, whole=False)
    return _ends(Point(found.end(), context.today), said, whole=True)


def _week(words: str, at: int, context: Context, said: Said) -> int | None:
    week = week_at(words, at, context)
    if week is None or said.start is not None:
        return None
    said.monday, said.ask = week.monday, said.ask or week.ask or ""
    return week.end


def _this_part(words: str, at: int, context: Context, said: Said) -> int | None:
    found = _THIS_PART.match(words, at)
    if found is None or said.start is not None:
        return None
    said.start = Point(found.end(), context.today, part=found["part"])
    return found.end()


def _numbered(words: str, at: int, context: Context, said: Said) -> int | None:
    """ "3-14 August": both days are of the month that is said last."""
    found = _NUMBERED.match(words, at)
    last = day_at(words, found.end(), context) if found else None
    if (
        found is None
        or last is None
        or said.start is not None
        or not re.search(r"[a-z]{3}|/", words[found.end() : last.end])
    ):
        return None
    first = int(found["first"])
    if not 1 <= first <= monthrange(last.day.year, last.day.month)[1]:
        return None
    said.start = Point(found.end(), last.day.replace(day=first))
    return _ends(Point(last.end, last.day, ask=last.ask or ""), said, whole=found["to"] not in ("until", "till"))


def _hours(words: str, at: int, _: Context, said: Said) -> int | None:
    found = hours_at(words, at)
    if found is None or said.hours is not None or said.end is not None:
        return None
    said.hours = (found.opens, found.closes)
    said.ask = said.ask or ("HALF_DAY" if found.doubtful else "")
    return found.end


def _fraction(words: str, at: int, _: Context, said: Said) -> int | None:
    end = fraction_at(words, at)
    said.ask = said.ask or ("AMBIGUOUS" if end else "")
    return end


def _length(words: str, at: int, context: Context, said: Said) -> int | None:
    cue = _FOR.match(words, at)
    found = length_at(words, cue.end() if cue else at, context, after_for=cue is not None)
    if found is None or said.length is not None:
        return None
    said.length = found
    return found.end


def _dash(words: str, at: int, _: Context, __: Said) -> int | None:
    return at + 1 if words[at] == "-" else None


def _day(words: str, at: int, context: Context, said: Said) -> int | None:
    point = _later(words, at, context, said)
    if point is None or (point.day is None and not _CLOCK_ALONE.match(words, at)):
        return None
    if said.start is None:
        said.start, said.ask = point, said.ask or point.ask
        return point.end
    last = (said.end or said.start).day
    if said.from_on or last is None or point.day != last + _DAY or point.clock:
        said.ask = said.ask or "SEVERAL"
        return point.end
    return _ends(point, said, whole=True)


_CLOCK_ALONE = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)\b|\d{1,2}:\d{2}")
_STEPS: tuple[Step, ...] = (
    _open,
    _since,
    _inclusive,
    _rest,
    _this_part,
    _from,
    _until,
    _through,
    _numbered,
    _hours,
    _week,
    _fraction,
    _length,
    _day,
    _dash,
)
