"""Days, hours and lengths as people say them of their own time, each read at the place where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduling.london import wall_to_utc
from scheduling.rota import Pattern
from scheduling.timescale import clocks, dates, lengths, weeks
from scheduling.timescale.context import Context
from scheduling.timescale.items import Day, Length, Week
from scheduling.timescale.value import Limits
from scheduling.working_time import WorkingTime

MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
NOON = time(12)
_WHOLE_DAY = 24 * 60
# A day without a year is next year's when that is this near; else what is past is asked about.
_LIMITS = Limits(far_weeks=39)
# No day, hour or length is longer, so that no text makes a reading slow.
_LONGEST = 60
_PART = re.compile(r"[\s,]*(?:in the |during the )?(?P<part>mornings?|afternoons?|evenings?|am|pm)\b(?!\s*-)")
_AT = re.compile(r"[\s,]*(?:at |@ ?)?")
_ON = re.compile(r"[\s,]*(?:on )?")
_TODAY = re.compile(r"(?:later )?(?:today|tomorr?ow|tommorr?ow|tmrw|the day after tomorrow|day after tomorrow)\b")
_FRACTION = re.compile(r"(?P<n>\d{1,2})/(?:7|12)(?![\d/])")
_RANGE = re.compile(r"\s*(?:-|to|until|till|and)\s*\d")
LONGEST_MONTHS = 12
_HOURS = re.compile(
    r"(?:between\s+)?(?P<h>\d{1,2})(?:[:.]?(?P<m>\d{2}))?\s?(?P<half>am|pm)?\s*(?:-|to|until|till|and)\s*"
    r"(?:(?P<noon>(?:12 )?noon|midday)\b"
    r"|(?P<h2>\d{1,2})(?:[:.]?(?P<m2>\d{2}))?\s?(?P<half2>am|pm)?)(?![\w/:]|\.\d|-\d)"
)
_EARLIEST = 7 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """When one person's working days begin and end: their own pattern where it says so, else the office's."""

    office: WorkingTime
    own: Pattern | None = None

    def opens(self, day: date) -> datetime:
        """When work begins on this day (UTC), as if it were a working day."""
        return wall_to_utc(day, min(self._shifts(day), default=(self.office.opens, self.office.closes))[0])

    def closes(self, day: date) -> datetime:
        """When work ends on this day (UTC), as if it were a working day."""
        return wall_to_utc(day, max((end for _, end in self._shifts(day)), default=self.office.closes))

    def _shifts(self, day: date) -> list[tuple[time, time]]:
        # Of somebody who is there day and night, or overnight, the office's hours say more.
        own = [each for each in self.own.shifts if each.weekday == day.weekday()] if self.own else []
        by_day = [each for each in own if 0 < each.opens < each.closes < _WHOLE_DAY]
        return [(_clock(each.opens), _clock(each.closes)) for each in by_day]


@dataclass(frozen=True, slots=True)
class Point:
    """A day, an hour or part of it, or both. `ask`: what is doubtful about the day."""

    end: int
    day: date | None = None
    clock: time | None = None
    part: str = ""
    ask: str = ""
    relative: bool = False


def spoken_at(now: datetime, office: WorkingTime) -> Context:
    """What days are reckoned from."""
    return Context(now, office, None, _LIMITS)


def day_at(text: str, at: int, context: Context) -> Day | None:
    """The day that stands here; `named` ones (today, Friday) need no year."""
    cued, here = _cued("on ", text, at)
    if _TODAY.match(cued, here):
        found = dates.named(cued, here, context)
    else:
        found = dates.weeks_on(cued, here, context) or dates.any_day(cued, here, here, context)
    if found is None:
        return None
    return replace(found, start=at, end=found.end + at - here, ask=None if found.ask == "FAR_DATE" else found.ask)


def last_day_at(text: str, at: int, context: Context) -> Day | None:
    """The end of the week, the month, a named day: the last day that is meant."""
    cued, here = _cued("by ", text, at)
    found = dates.end_of(cued, here, context)
    return replace(found, start=at, end=found.end + at - here) if isinstance(found, Day) else None


def week_at(text: str, at: int, context: Context) -> Week | None:
    """ "Next week", "w/c 16 March"."""
    cued, here = _cued("in ", text, at)
    found = weeks.week(cued, here, context)
    if not isinstance(found, Week):
        return None
    return replace(found, start=at, end=found.end + at - here, ask=None if found.ask == "FAR_DATE" else found.ask)


def length_at(text: str, at: int, context: Context, *, after_for: bool) -> Length | None:
    """ "2 weeks", "a fortnight", "2/52"; "3/7" and "3/12" only after "for". A part of a day is no length here."""
    cued, here = _cued("within ", text, at)
    if dates.weeks_on(cued, here, context) or (_FRACTION.match(text, at) and not after_for):
        return None
    read = (each(cued, here, context) for each in (lengths.fraction, lengths.in_figures, lengths.in_words))
    found = next((each for each in read if each is not None), None)
    if not isinstance(found, Length) or re.search(r"half|\d\.\d", cued[here : found.end]):
        return None
    return replace(found, start=at, end=found.end + at - here)


def fraction_at(text: str, at: int) -> int | None:
    """Where "3/7" or "3/12" ends, when it may be so many days or months as well as a date."""
    found = _FRACTION.match(text, at)
    return (
        None if found is None or int(found["n"]) > LONGEST_MONTHS or _RANGE.match(text, found.end()) else found.end()
    )


def point_at(text: str, at: int, context: Context) -> Point | None:
    """A day with an hour or a part of the day, in either order, or one of them."""
    day = day_at(text, at, context)
    if day is None:
        return _hour_first(text, at, context)
    point = Point(day.end, day.day, ask=day.ask or "", relative=bool(_TODAY.match(text, at)))
    if part := _PART.match(text, day.end):
        return replace(point, end=part.end(), part=_part(part["part"]))
    gap = _AT.match(text, day.end)
    begins = gap.end() if gap else day.end
    clock = None if hours_at(text, begins) else _clock_at(text, begins, context)
    return point if clock is None else replace(point, end=clock.end, clock=clock.clock)


def _hour_first(text: str, at: int, context: Context) -> Point | None:
    clock = _clock_at(text, at, context)
    if clock is None:
        return None
    gap = _ON.match(text, clock.end)
    day = day_at(text, gap.end() if gap else clock.end, context)
    if day is None:
        return clock
    return replace(clock, end=day.end, day=day.day, ask=day.ask or "")


def _clock_at(text: str, at: int, context: Context) -> Point | None:
    cued, here = _cued("by ", text, at)
    found = clocks.in_figures(cued, here, context) or clocks.in_words(cued, here, context)
    if found is None or found.needs_day or found.day_after:
        return None
    return Point(found.end + at - here, clock=found.at)


@dataclass(frozen=True, slots=True)
class HoursSaid:
    """ "10-12", "2 to 4pm", as minutes after midnight. `doubtful`: it may be morning or afternoon."""

    start: int
    end: int
    opens: int
    closes: int
    doubtful: bool = False


def hours_at(text: str, at: int) -> HoursSaid | None:
    """The hours from one time to another that stand here; None where these are no hours."""
    found = _HOURS.match(text, at)
    if found is None:
        return None
    half2 = "pm" if found["noon"] else found["half2"] or ""
    closes = NOON.hour * 60 if found["noon"] else _minutes(found["h2"], found["m2"], half2)
    same_half = "" if found["half"] or found["noon"] else half2
    opens = _minutes(found["h"], found["m"], found["half"] or same_half)
    if opens is not None and closes is not None and opens >= closes and same_half:
        opens = _minutes(found["h"], found["m"], "am")
    if opens is None or closes is None:
        return None
    bare = not (found["half"] or half2 or found["m"] or found["h"].startswith("0"))
    return HoursSaid(at, found.end(), opens, closes, opens >= closes or (bare and opens < _EARLIEST))


def _minutes(hour: str, minute: str | None, half: str) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + minutes if minutes < 60 and hours * 60 + minutes <= _WHOLE_DAY else None


def _part(word: str) -> str:
    return {"am": MORNING, "pm": AFTERNOON}.get(word, word.rstrip("s"))


def _cued(cue: str, text: str, at: int) -> tuple[str, int]:
    """The text from here on behind a word that makes it a day or an hour, and where it now stands."""
    return cue + text[at : at + _LONGEST], len(cue)


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def minute_of(day: date, minute: int) -> datetime:
    """The instant (UTC) of a London day's minute; minute 1440 is the next day's first."""
    return wall_to_utc(day + timedelta(days=minute // _WHOLE_DAY), _clock(minute % _WHOLE_DAY))


def part_of(part: str, day: date, hours: Hours) -> tuple[datetime, datetime]:
    """From when until when a morning, afternoon or evening is (UTC)."""
    midday, closes = wall_to_utc(day, NOON), max(hours.closes(day), wall_to_utc(day, time(12, 30)))
    if part == MORNING:
        return wall_to_utc(day, time(0)), midday
    return (midday, closes) if part == AFTERNOON else (closes, wall_to_utc(day + timedelta(days=1), time(0)))
