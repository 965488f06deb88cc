"""When somebody is away: leave in people's words, and leave as it is kept, laid out as time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from scheduling.absence_pieces import Said, read_span, speaks_of_time
from scheduling.absence_span import span_of
from scheduling.availability import Intervals
from scheduling.day_words import Hours, point_at, spoken_at
from scheduling.london import wall_to_utc
from scheduling.timescale.words import plain, word_set

LONGEST = timedelta(days=366)
_LONGEST_LINE = 300
_SICK = r"(?:off )?(?:sick|ill|poorly|unwell)|(?:on )?sick leave|signed off(?: sick)?"
_AWAY = (
    r"away|off work|off|on leave|on (?:annual|study|maternity|paternity|parental|adoption|compassionate|carer'?s"
    r"|special|unpaid|flexi) leave|(?:annual|study|maternity|paternity|parental|compassionate) leave|leave|a/l|al"
    r"|on (?:my )?(?:holiday|holidays|hols)|holiday|out of (?:the )?office|ooo|not in|not working"
    r"|not at work|unavailable|not available|on a course"
)
_BACK = r"back|returned|returning"
_ME = r"i am|i'm|im|i will be|i'll be|i shall be|i am going to be|am|will be"
_LINE = re.compile(
    rf"(?:(?:hi|hello|please|pls|note)[\s,]+)?(?:(?:{_ME})\s+|(?P<who>[^\W\d_][^\d,;:!?\n]{{1,80}}?)"
    rf"(?:'s|\s+is|\s+will be|\s+is going to be)\s+)?"
    rf"(?:(?P<sick>{_SICK})|(?P<away>{_AWAY})|(?P<back>{_BACK}))(?![\w'/])(?P<rest>.*)",
    re.DOTALL,
)
_NO_COVER = re.compile(r"\b(?:no ?(?:body|-one|one)? (?:cover(?:s|ing)?|to cover)|not covered|no cover)\b")
_COVERED_BY = re.compile(
    r"[\s,;.\-]*(?:and |with )?(?:i am |i'm )?\b"
    r"(?:covered by|cover(?:ing)?(?:\s*[:\-]|\s+is|\s+by|\s+from|\s+will be)?)\s+"
    r"(?P<name>[^\d,;:!?]{2,80}?)(?=\s*(?:[,;.!?]|$)|\s+(?:until|till|from|today|tomorrow|for|on|back)\b)"
)
_COVERS = re.compile(
    r"(?:^|[,;.:\-]|\band\b|\bwith\b)\s*(?P<name>[^\d,;:.!?]{2,80}?)\s+(?:covers|covering|is covering|will cover"
    r"|to cover|will be covering)\b(?:\s+for\s+(?:me|him|her|them))?"
)
_NOBODY_NAMED = word_set(
    "who she he it they this that there everyone everybody nobody somebody someone we you mum dad"
)
_NOW = re.compile(
    r"(?:\s|[.!]|\b(?:now|again|today|at work|in|in the office|from (?:annual |sick )?(?:leave|holiday))\b)*"
)
_WHEN = re.compile(r"\s*(?:in |at work |again )?(?:on |at |from )?")


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away, in their own words. Instants are UTC; no end: until further notice.

    `who`, `covered_by`: names as typed, "" for the speaker and for nobody. `ask`: why it cannot be taken as it is:
    WHEN (nothing said), NOT_READ, NO_END (from an hour on), DOUBTFUL_DAY, SEVERAL, AMBIGUOUS, HALF_DAY, or what
    `doubt` says.
    """

    starts_at: datetime
    ends_at: datetime | None
    who: str = ""
    covered_by: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody is back: now, or at `at` (UTC). `ask` as for an absence."""

    who: str = ""
    at: datetime | None = None
    ask: str = ""


class Away(Protocol):
    """Leave as it is kept; no end: until further notice."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


def away_intervals(rows: Iterable[Away], first: datetime, last: datetime) -> Intervals:
    """The time within [first, last) for which these rows of leave say that somebody is away."""
    spans = [(max(first, each.starts_at), min(last, each.ends_at or last)) for each in rows]
    return Intervals.covering(*((start, end) for start, end in spans if start < end))


def doubt(starts_at: datetime, ends_at: datetime | None, now: datetime) -> str:
    """Why no leave can be like this: PAST_END, BACKWARDS or TOO_LONG (over 12 months, or that far off); else ""."""
    if ends_at is not None and ends_at <= now:
        return "PAST_END"
    if ends_at is not None and ends_at <= starts_at:
        return "BACKWARDS"
    far = starts_at - now > LONGEST or now - starts_at > LONGEST
    return "TOO_LONG" if far or (ends_at is not None and ends_at - starts_at > LONGEST) else ""


def read_absence(text: str, now: datetime, hours: Hours) -> Absence | Back | None:
    """What a typed line says of somebody being away or back; None when it speaks of something else. Never raises.

    Days are London's, day before month. "Until Monday" is until work begins on Monday; "3-14 August" counts both.
    """
    text = text.strip()
    found = _LINE.fullmatch(plain(text)) if len(text) <= _LONGEST_LINE else None
    if found is None:
        return None
    who = text[found.start("who") : found.end("who")].strip() if found["who"] else ""
    if who and plain(who).split()[-1] in _NOBODY_NAMED:
        return None
    rest = found["rest"]
    if found["back"]:
        return _back(who, rest, now, hours)
    name, rest = _cover(rest, text[found.start("rest") :])
    said = read_span(rest, now, hours)
    if said is None:
        return Absence(now, None, who, name, "NOT_READ") if name or speaks_of_time(rest) else None
    if said.empty() and not found["sick"]:
        return Absence(now, None, who, name, "WHEN")
    return _taken(said, who, name, now, hours)


def _taken(said: Said, who: str, name: str, now: datetime, hours: Hours) -> Absence:
    starts_at, ends_at = span_of(said, now, hours)
    ask = said.ask if said.ask in ("", "SEVERAL", "AMBIGUOUS", "HALF_DAY") else "DOUBTFUL_DAY"
    if said.start and said.start.clock and not (said.end or said.length or said.open):
        ask = ask or "NO_END"
    if said.ask == "PAST_DATE":
        under_way = ends_at is not None and starts_at < now < ends_at
        ask = "" if under_way else doubt(starts_at, ends_at, now) or "PAST_END"
    return Absence(starts_at, ends_at, who, name, ask or doubt(starts_at, ends_at, now))


def _back(who: str, rest: str, now: datetime, hours: Hours) -> Back | None:
    if _NOW.fullmatch(rest):
        return Back(who)
    gap = _WHEN.match(rest)
    point = point_at(rest, gap.end() if gap else 0, spoken_at(now, hours.office))
    if point is None or rest[point.end :].strip(" .!"):
        return Back(who, None, "NOT_READ") if gap and speaks_of_time(rest[gap.end() :]) else None
    day = point.day or spoken_at(now, hours.office).today
    at = wall_to_utc(day, point.clock) if point.clock else hours.opens(day)
    if point.ask:
        return Back(who, at, "PAST_END" if point.ask == "PAST_DATE" else "DOUBTFUL_DAY")
    return Back(who, at, doubt(now, at, now))


def _cover(rest: str, original: str) -> tuple[str, str]:
    """The name of who covers, as typed, and the words without it."""
    if without := _NO_COVER.search(rest):
        return "", f"{rest[: without.start()]} {rest[without.end() :]}"
    found = _COVERS.search(rest) or _COVERED_BY.search(rest)
    if found is None:
        return "", rest
    name = original[found.start("name") : found.end("name")].strip(" '\"")
    return name, f"{rest[: found.start()]} {rest[found.end() :]}"
