"""Working days and hours in London: when an office is open, and how far away n working days or hours are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduling.bank_holidays import bank_holiday_data_age_warning, england_bank_holiday
from scheduling.london import (
    LONDON,
    AmbiguousLocalTime,
    MissingLocalTime,
    local_clock,
    local_day,
    local_instant,
    wall_to_utc,
)

__all__ = [
    "LONDON",
    "AmbiguousLocalTime",
    "MissingLocalTime",
    "NoWorkingDay",
    "WorkingTime",
    "bank_holiday_data_age_warning",
    "england_bank_holiday",
    "local_instant",
]

_ONE_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 400


class NoWorkingDay(ValueError):
    """The calendar shows no working day for more than a year: weekdays or holidays are set wrongly."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """An office's week: `weekdays` (Monday 0), London opening hours `[opens, closes)`, less holidays."""

    weekdays: frozenset[int]
    opens: time
    closes: time
    is_holiday: Callable[[date], bool]

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("Working hours must close later than they open on the same day.")
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("Working weekdays must be at least one of Monday (0) to Sunday (6).")

    def is_working_day(self, day: date) -> bool:
        """Whether the office opens at all on `day`."""
        return day.weekday() in self.weekdays and not self.is_holiday(day)

    def is_open(self, at: datetime) -> bool:
        """Whether the office is open at this instant; at closing time it is not."""
        return self.is_working_day(local_day(at)) and self.opens <= local_clock(at) < self.closes

    def open_of(self, day: date) -> datetime:
        """The opening instant of `day` (UTC), as if it were a working day."""
        return wall_to_utc(day, self.opens)

    def close_of(self, day: date) -> datetime:
        """The closing instant of `day` (UTC), as if it were a working day."""
        return wall_to_utc(day, self.closes)

    def next_open(self, at: datetime) -> datetime:
        """`at` itself if the office is open, else the next opening (UTC)."""
        if self.is_open(at):
            return at
        day = local_day(at)
        if self.is_working_day(day) and at < self.open_of(day):
            return self.open_of(day)
        return self.open_of(self.working_day_after(day, 1))

    def working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after `day`; day 1 is the next working day, and 0 gives `day` back.

        Raises NoWorkingDay if there is none for more than a year.
        """
        for _ in range(n):
            day = self._step(day, _ONE_DAY)
        return day

    def working_day_before(self, day: date) -> date:
        """The last working day before `day`. Raises NoWorkingDay if there is none for more than a year."""
        return self._step(day, -_ONE_DAY)

    def add_working_hours(self, at: datetime, hours: float | timedelta) -> datetime:
        """The instant (UTC) at which so many open hours have passed; a closing time counts as reached."""
        left = hours if isinstance(hours, timedelta) else timedelta(hours=hours)
        at = self.next_open(at)
        while left > timedelta(0):
            room = self.close_of(local_day(at)) - at
            if left <= room:
                return at + left
            left -= room
            at = self.next_open(self.close_of(local_day(at)))
        return at

    def _step(self, day: date, by: timedelta) -> date:
        for _ in range(_LONGEST_CLOSURE):
            day += by
            if self.is_working_day(day):
                return day
        raise NoWorkingDay("No working day in over a year: check the policy's weekdays and holidays.")
