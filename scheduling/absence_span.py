"""From when until when somebody is away: the pieces that were said, put together as instants."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from scheduling.absence_pieces import Said
from scheduling.day_words import MORNING, Hours, Point, minute_of, part_of
from scheduling.london import local_day, wall_to_utc
from scheduling.timescale.context import add_months
from scheduling.timescale.items import Length

_DAY = timedelta(days=1)


def span_of(said: Said, now: datetime, hours: Hours) -> tuple[datetime, datetime | None]:
    """The span that was said, as instants (UTC); no end: until further notice."""
    today = local_day(now)
    if said.monday is not None:
        begins = wall_to_utc(said.monday, time(0))
        return max(begins, now) if said.monday <= today else begins, hours.opens(said.monday + 7 * _DAY)
    if said.hours is not None:
        day = (said.start.day if said.start else None) or today
        opens, closes = (minute_of(day, each) for each in said.hours)
        return (now, closes) if day == today and opens < now < closes else (opens, closes)
    start = _starts(said.start, now, hours)
    if said.end is not None:
        return start, _ended(said.end, said, hours, today)
    if said.length is not None:
        return start, _after(said.length, start, hours)
    if said.start is None:
        return start, wall_to_utc(today + _DAY, time(0)) if said.all_day and not said.open else None
    if said.open or said.from_on or said.start.day is None:
        return start, None
    if said.start.part:
        return start, part_of(said.start.part, said.start.day, hours)[1]
    return start, wall_to_utc(said.start.day + _DAY, time(0))


def _starts(point: Point | None, now: datetime, hours: Hours) -> datetime:
    if point is None:
        return now
    day = point.day or local_day(now)
    if point.clock is not None:
        begins = wall_to_utc(day, point.clock)
    elif point.part:
        begins = part_of(point.part, day, hours)[0]
    else:
        begins = wall_to_utc(day, time(0))
    return max(begins, now) if day == local_day(now) else begins


def _ended(point: Point, said: Said, hours: Hours, today: date) -> datetime:
    day = point.day or (said.start.day if said.start and said.start.day else today)
    if point.clock is not None:
        return wall_to_utc(day, point.clock)
    if point.part:
        begins, ends = part_of(point.part, day, hours)
        return ends if said.until_whole else hours.opens(day) if point.part == MORNING else begins
    return wall_to_utc(day + _DAY, time(0)) if said.until_whole else hours.opens(day)


def _after(length: Length, start: datetime, hours: Hours) -> datetime:
    """The first working moment after so long: a week from Tuesday is until Tuesday morning."""
    day, n = local_day(start), int(length.n)
    match length.unit:
        case "minutes" | "hours":
            return start + timedelta(**{length.unit: length.n})
        case "working_hours":
            return hours.office.add_working_hours(start, length.n)
        case "working_days" | "school_days":
            return hours.opens(hours.office.working_day_after(day, n))
        case "months":
            return hours.opens(add_months(day, n))
    return hours.opens(day + n * _DAY * (7 if length.unit == "weeks" else 1))
