"""By when a strategy meeting must have met: the urgency rules as data, and the instants they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from scheduling.london import LONDON, local_clock, local_day, wall_to_utc
from scheduling.working_time import WorkingTime

_ONE_HOUR = timedelta(hours=1)


class FollowUp(StrEnum):
    """When a full meeting must follow the first one, by the same clock time on the next working day."""

    NEVER = "never"
    OUT_OF_HOURS = "out_of_hours"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class ElapsedHours:
    """So many hours on the clock, working or not, across clock changes ("24 h": Tees, HMICFRS)."""

    hours: float
    follow_up: FollowUp = FollowUp.NEVER


@dataclass(frozen=True, slots=True)
class SameDay:
    """Closing time the same day; raised after the London `cut_off`, or on a closed day, `late_hours` elapsed."""

    cut_off: time = time(16)
    late_hours: float = 4
    follow_up: FollowUp = FollowUp.NEVER


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Closing time of the n-th working day; `at_most` is the last one that a senior may sign off."""

    days: int
    at_most: int | None = None
    follow_up: FollowUp = FollowUp.NEVER


UrgencyRule = ElapsedHours | SameDay | WorkingDays


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a rule gives for one case: UTC instants, and the rule in plain English.

    `latest` is how late the meeting may be with senior sign-off, where the rule allows that.
    """

    due: datetime
    follow_up_due: datetime | None
    rule: str
    latest: datetime | None = None


def deadline(
    rule: UrgencyRule, raised_at: datetime, working_time: WorkingTime, duration: timedelta = _ONE_HOUR
) -> Deadline:
    """The deadline of a case raised at `raised_at`, for a meeting of this length."""
    due, words = _due(rule, raised_at, working_time)
    closed = out_of_hours(rule, raised_at, due, duration, working_time)
    follow_up = None
    if rule.follow_up is FollowUp.ALWAYS or (rule.follow_up is FollowUp.OUT_OF_HOURS and closed):
        follow_up = _follow_up(raised_at, working_time)
    if closed:
        words += "; no whole meeting fits into working hours before then, so emergency duty chairs"
    if follow_up is not None:
        words += f"; the full meeting by {_clock(follow_up)} on the next working day"
    latest = None
    if isinstance(rule, WorkingDays) and rule.at_most is not None:
        latest = _close_after(raised_at, rule.at_most, working_time)
        words += f"; never past {rule.at_most} working days, and only if a senior manager signs it off"
    return Deadline(due, follow_up, words, latest)


def out_of_hours(
    rule: UrgencyRule, raised_at: datetime, due: datetime, duration: timedelta, working_time: WorkingTime
) -> bool:
    """Whether no whole meeting fits into working hours between being raised and being due."""
    at = working_time.next_open(raised_at)
    while at + duration <= due:
        if at + duration <= working_time.close_of(local_day(at)):
            return False
        at = working_time.next_open(working_time.close_of(local_day(at)))
    # A rule counted in working days is met in working time by definition, however long the meeting is.
    return not isinstance(rule, WorkingDays)


def _due(rule: UrgencyRule, raised_at: datetime, working_time: WorkingTime) -> tuple[datetime, str]:
    day = local_day(raised_at)
    if isinstance(rule, ElapsedHours):
        due = raised_at + timedelta(hours=rule.hours)
        return due, f"{_hours(rule.hours)} elapsed{_change_of_clocks(raised_at, due)}"
    if isinstance(rule, WorkingDays):
        return _close_after(raised_at, rule.days, working_time), _days(rule.days, day, working_time)
    if working_time.is_working_day(day) and local_clock(raised_at) <= rule.cut_off:
        return working_time.close_of(day), f"{_clock(working_time.close_of(day))} the same day"
    why = f"raised after {rule.cut_off:%H:%M}" if working_time.is_working_day(day) else "not a working day"
    return raised_at + timedelta(hours=rule.late_hours), f"{_hours(rule.late_hours)} elapsed ({why})"


def _follow_up(raised_at: datetime, working_time: WorkingTime) -> datetime:
    day = working_time.working_day_after(local_day(raised_at), 1)
    same_clock = wall_to_utc(day, local_clock(raised_at))
    return same_clock if working_time.is_open(same_clock) else working_time.close_of(day)


def _close_after(raised_at: datetime, days: int, working_time: WorkingTime) -> datetime:
    return working_time.close_of(working_time.working_day_after(local_day(raised_at), days))


def _days(days: int, raised: date, working_time: WorkingTime) -> str:
    last = working_time.working_day_after(raised, days)
    ahead = (raised + timedelta(days=n) for n in range(1, (last - raised).days))
    holidays = [day for day in ahead if day.weekday() in working_time.weekdays and working_time.is_holiday(day)]
    words = f"end of the {'next working day' if days == 1 else f'{_ordinal(days)} working day'}"
    if not holidays:
        return words
    named = ", ".join(f"{day:%a} {day.day} {day:%b}" for day in holidays)
    return f"{words}; bank holidays do not count ({named})"


def _change_of_clocks(raised_at: datetime, due: datetime) -> str:
    same = raised_at.astimezone(LONDON).utcoffset() == due.astimezone(LONDON).utcoffset()
    return "" if same else " (the clocks change in between)"


def _clock(at: datetime) -> str:
    return f"{local_clock(at):%H:%M}"


def _hours(hours: float) -> str:
    return f"{hours:g} hour{'' if hours == 1 else 's'}"


def _ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
