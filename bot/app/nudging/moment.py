"""When somebody's daily list may come: at the hour they chose, on a working day, while they are at work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from scheduling.availability import Intervals, instant, minute_floor
from scheduling.london import local_day, wall_to_utc
from scheduling.working_time import WorkingTime

HORIZON = timedelta(days=21)
_DAY = timedelta(days=1)
_MIDNIGHT = time(0)


def list_moment(own: Intervals, office: WorkingTime, hour: time, not_before: datetime) -> datetime:
    """The instant (UTC), never before `not_before`. `own` is when the person is at work in the time to come.

    At the hour; when their own day begins later, as it begins; when it ends earlier, as early as they are there.
    Whoever never works on a working day has it on a day of theirs; of whom nothing is known, in office hours.
    """
    for working in (True, False):
        for day in _days(not_before):
            if working and not office.is_working_day(day):
                continue
            mine = own.clip(wall_to_utc(day, _MIDNIGHT), wall_to_utc(day + _DAY, _MIDNIGHT))
            at = _within(mine, office, day, hour, not_before)
            if at is not None:
                return at
    at = office.next_open(not_before)
    return max(at, min(wall_to_utc(local_day(at), hour), office.close_of(local_day(at))))


def first_at(own: Intervals, not_before: datetime) -> datetime | None:
    """The first instant of these that is not before; None when there is none."""
    least = minute_floor(not_before)
    found = next((max(start, least) for start, end in own.spans if end > least), None)
    if found is None:
        return None
    return max(instant(found), not_before)


def _within(mine: Intervals, office: WorkingTime, day: date, hour: time, not_before: datetime) -> datetime | None:
    in_office = mine.intersect(Intervals.of((office.open_of(day), office.close_of(day))))
    hours = in_office if office.is_working_day(day) and in_office else mine
    if not hours:
        return None
    chosen = wall_to_utc(day, hour)
    at = first_at(hours, max(chosen, not_before))
    return first_at(hours, not_before) if at is None and instant(hours.spans[-1][1]) <= chosen else at


def _days(start: datetime) -> Iterator[date]:
    first = local_day(start)
    return (first + n * _DAY for n in range(HORIZON.days))
