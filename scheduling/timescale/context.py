"""The meeting that a timescale was said at, and dates as people there would mean them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from scheduling.london import LONDON, local_clock, local_day
from scheduling.timescale.value import Limits, TermDates
from scheduling.working_time import WorkingTime

FRIDAY = 4
LAST_YEAR = 9000


@dataclass(frozen=True, slots=True)
class Context:
    """Reference instant, working time, the council's terms and the limits of belief; `today` is the London day."""

    reference: datetime
    working_time: WorkingTime
    terms: TermDates | None
    limits: Limits
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", local_day(self.reference))

    @property
    def clock(self) -> time:
        """The London wall-clock time of the meeting."""
        return local_clock(self.reference)

    @property
    def monday(self) -> date:
        """The Monday of the meeting's week."""
        return self.today - timedelta(days=self.today.weekday())

    def london(self, at: datetime) -> datetime:
        """An instant in London time with its offset."""
        return at.astimezone(LONDON)

    def next_weekday(self, weekday: int, which: str) -> date:
        """The day that "Friday", "this Friday" or "next Friday" means; "next" is next week's, as the British say."""
        ahead = (weekday - self.today.weekday()) % 7
        if which == "this":
            return self.today + timedelta(days=ahead)
        if which == "next":
            return self.monday + timedelta(days=7 + weekday)
        return self.today + timedelta(days=ahead or 7)

    def doubt(self, day: date) -> str | None:
        """Why a stated day is doubtful: past, or far off."""
        if day < self.today:
            return "PAST_DATE"
        if day > self.today + timedelta(weeks=self.limits.far_weeks):
            return "FAR_DATE"
        return None

    def calendar_day(
        self, day: int, month: int, year: int | None, weekday: int | None = None
    ) -> tuple[date, str | None] | None:
        """A stated day and why it is doubtful; None where the numbers are no date in any reading.

        Without a year it is this year's, unless that is past and next year's is near.
        """
        if year is not None and year < 100:
            year += 2000
        if year is not None and not 1900 <= year <= LAST_YEAR:
            return None
        stated = _valid(day, month, year or self.today.year)
        if stated is None:
            return self._no_such_day(day, month, year or self.today.year)
        if year is None and stated < self.today:
            later = _valid(day, month, self.today.year + 1)
            if later is not None and self.doubt(later) is None:
                stated = later
        if weekday is not None and stated.weekday() != weekday:
            return stated, "DAY_DATE_MISMATCH"
        return stated, self.doubt(stated)

    def day_of_month(self, day: int, weekday: int | None = None) -> tuple[date, str | None] | None:
        """The next such day of a month ("the 20th"); a weekday said with it must agree."""
        if not 1 <= day <= 31:
            return None
        year, month = self.today.year, self.today.month
        for _ in range(3):
            found = _valid(day, month, year)
            if found is not None and found >= self.today:
                if weekday is not None and found.weekday() != weekday:
                    return found, "DAY_DATE_MISMATCH"
                return found, None
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return None

    def _no_such_day(self, day: int, month: int, year: int) -> tuple[date, str | None] | None:
        swapped = _valid(month, day, year)
        if swapped is not None:
            return swapped, "NO_SUCH_DATE"
        if 1 <= month <= 12 and 29 <= day <= 31:
            return month_end(year, month), "NO_SUCH_DATE"
        return None


def _valid(day: int, month: int, year: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= month_end(year, month).day:
        return None
    return date(year, month, day)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = month_end(year, month + 1)
    return last if day.day > last.day else date(year, month + 1, day.day)
