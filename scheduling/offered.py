"""Times that an agency offers in advance: in people's words, and as they are kept, laid out as time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from scheduling.absence import doubt
from scheduling.availability import Intervals, instant
from scheduling.bank_holidays import england_bank_holiday
from scheduling.day_words import day_at, last_day_at, length_at, spoken_at, week_at
from scheduling.london import local_day, wall_to_utc
from scheduling.offered_pattern import WEEKDAY_NAMES, read_pattern
from scheduling.rota import expand, parse_pattern
from scheduling.timescale.context import Context, add_months
from scheduling.timescale.items import Length
from scheduling.timescale.words import plain
from scheduling.working_time import WorkingTime

_DAY = timedelta(days=1)
_LONGEST_LINE = 300
_OFFERS = (
    r"i(?: can (?:do|make|offer|come|attend)| am free| offer)|i'm free|my slots(?: are)?:?"
    r"|we(?: can (?:do|make|offer|come|attend)| are free| offer)|we're free|(?:our |offered )?slots(?: are)?:?"
    r"|offer(?:ing|ed)?(?: slots?)?:?"
)
_LINE = re.compile(
    rf"(?:(?!(?:{_OFFERS})(?![\w'/]))(?P<agency>[^\W\d_](?:[^\W\d]|[ &'/-]){{1,40}}?)\s*:\s*)?(?:please\s+)?"
    rf"(?P<offers>(?:{_OFFERS})(?![\w'/]))?[\s:]*(?P<rest>.*)",
    re.DOTALL,
)
_WITHDRAWN = re.compile(
    r"(?:(?:no|withdraw|cancel|stop|remove)(?: all| the| our| my| any)*(?: more| offered)* slots"
    r"|no longer offer(?:ing)? slots|we (?:can'?t|cannot) offer slots any ?more)[ .!]*"
)
_LISTED = re.compile(r"(?:our |my |offered )?slots[ .?!]*")
_UNTIL = re.compile(
    r"[\s,;]*\b(?:until+|till?|'till?|up (?:to|until)|ending(?: on)?|to the end of)\s+(?:and including |the (?=\d))?"
)
_FROM = re.compile(r"[\s,;]*\b(?:from|starting(?: from| on)?|as of|beginning)\s+(?:the (?=\d))?")
_FOR = re.compile(r"[\s,;]*\bfor (?:the next )?(?=\w)")


@dataclass(frozen=True, slots=True)
class Offered:
    """Times that are offered, in people's words: `works` is a weekly pattern. Instants are UTC; no end: until
    withdrawn.

    `agency`: what stood before a colon, as typed. `mine`: said of oneself alone. `ask`: why it cannot be taken as it
    is: NOT_READ, HALF_DAY, DOUBTFUL_DAY, NO_SLOT, or what `absence.doubt` says.
    """

    works: str
    starts_at: datetime
    ends_at: datetime | None
    agency: str = ""
    mine: bool = False
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """No time is offered any more."""

    agency: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is offered now is asked for."""


class Offer(Protocol):
    """Offered slots as they are kept; no end: until they are withdrawn."""

    @property
    def works(self) -> str: ...

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


def offered_intervals(rows: Iterable[Offer], first: datetime, last: datetime) -> Intervals:
    """The offered time within [first, last). On an English bank holiday no slot is offered."""
    found = Intervals()
    for each in rows:
        start, end = max(first, each.starts_at), min(last, each.ends_at or last)
        if each.works and start < end:
            found = found.union(expand(parse_pattern(each.works), start, end, england_bank_holiday))
    return found


def next_slots(rows: Iterable[Offer], now: datetime, count: int) -> tuple[tuple[datetime, datetime], ...]:
    """The next slots that begin from now on, at most so many (UTC); within a year."""
    rows = tuple(rows)
    found: list[tuple[datetime, datetime]] = []
    for weeks in (3, 53):
        spans = offered_intervals(rows, now - _DAY, now + weeks * 7 * _DAY).spans
        found = [(instant(start), instant(end)) for start, end in spans if instant(start) >= now]
        if len(found) > count:
            break
    return tuple(found[:count])


def read_offer(text: str, now: datetime, office: WorkingTime) -> Offered | Withdrawn | Listed | None:
    """What a typed line says of times that are offered; None when it speaks of something else. Never raises."""
    text = text.strip()
    found = _LINE.fullmatch(plain(text)) if len(text) <= _LONGEST_LINE else None
    if found is None:
        return None
    agency = text[found.start("agency") : found.end("agency")].strip() if found["agency"] else ""
    whole = plain(text)[found.end("agency") :].lstrip(" :") if agency else plain(text)
    if _WITHDRAWN.fullmatch(whole):
        return Withdrawn(agency)
    if not agency and _LISTED.fullmatch(whole):
        return Listed()
    if not (agency or found["offers"]):
        return None
    mine = (found["offers"] or "").startswith(("i", "my"))
    read = _read(found["rest"], now, office, agency, mine=mine)
    if read is not None and read.ask == "NOT_READ" and not found["offers"]:
        return None
    if read is None and found["offers"] and WEEKDAY_NAMES.search(found["rest"]):
        return Offered("", now, None, agency, mine, "NOT_READ")
    return read


def _read(rest: str, now: datetime, office: WorkingTime, agency: str, *, mine: bool) -> Offered | None:
    context = spoken_at(now, office)
    starts_at, ends_at, ask = now, None, ""
    for cue, reads in ((_UNTIL, _last), (_FROM, _first), (_FOR, _weeks)):
        for each in cue.finditer(rest):
            taken = reads(rest, each.end(), context, starts_at)
            if taken is None:
                continue
            end, at, doubtful = taken
            ask = ask or doubtful
            starts_at, ends_at = (at, ends_at) if cue is _FROM else (starts_at, at)
            rest = f"{rest[: each.start()]} {rest[end:]}"
            break
    pattern = read_pattern(rest, context)
    if pattern is None:
        return None
    if pattern.day is not None and ends_at is None:
        starts_at = max(now, wall_to_utc(pattern.day, time(0)))
        ends_at = wall_to_utc(pattern.day + _DAY, time(0))
    made = Offered(
        pattern.works, starts_at, ends_at, agency, mine, pattern.wrong or ask or doubt(starts_at, ends_at, now)
    )
    if not made.ask and not next_slots((made,), max(now, starts_at), 1):
        return Offered(made.works, starts_at, ends_at, agency, mine, "NO_SLOT")
    return made


Taken = tuple[int, datetime, str] | None


def _last(rest: str, at: int, context: Context, _: datetime) -> Taken:
    """The last day counts too: a slot until 31 March may be on 31 March."""
    day = last_day_at(rest, at, context) or day_at(rest, at, context)
    if day is None:
        return None
    ask = {"": "", "PAST_DATE": "PAST_END"}.get(day.ask or "", "DOUBTFUL_DAY")
    return day.end, wall_to_utc(day.day + _DAY, time(0)), ask


def _first(rest: str, at: int, context: Context, _: datetime) -> Taken:
    week = week_at(rest, at, context)
    day = week.monday if week else None
    found = None if week else day_at(rest, at, context)
    end, ask = (week.end, week.ask) if week else (found.end, found.ask) if found else (at, None)
    day = day or (found.day if found else None)
    if day is None:
        return None
    return end, max(context.reference, wall_to_utc(day, time(0))), "DOUBTFUL_DAY" if ask else ""


def _weeks(rest: str, at: int, context: Context, starts_at: datetime) -> Taken:
    length = length_at(rest, at, context, after_for=True)
    if length is None:
        return None
    day = _after(length, starts_at)
    return None if day is None else (length.end, day, "")


def _after(length: Length, starts_at: datetime) -> datetime | None:
    day, n = local_day(starts_at), int(length.n)
    if length.unit == "months":
        return wall_to_utc(add_months(day, n), time(0))
    days = {"days": 1, "weeks": 7}.get(length.unit)
    return wall_to_utc(day + n * days * _DAY, time(0)) if days else None
