"""The planner that people write first: aware datetimes, every start, every seat, everybody's whole diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from benchmarks.plan.offices import DURATION, STEP, Question
from scheduling.availability import instant, minute_floor
from scheduling.london import LONDON


@dataclass(frozen=True, slots=True)
class Colleague:
    opens: time
    closes: time
    busy: list[tuple[datetime, datetime]]

    def is_free(self, start: datetime, end: datetime) -> bool:
        local_start, local_end = start.astimezone(LONDON), end.astimezone(LONDON)
        if local_start.weekday() >= 5 or local_start.date() != local_end.date():
            return False
        if local_start.time() < self.opens or local_end.time() > self.closes:
            return False
        return all(end <= busy_from or busy_until <= start for busy_from, busy_until in self.busy)


class NaiveDatetimes:
    """A competitor: made ready once, then asked for the earliest start as a UTC minute, or None."""

    def __init__(self, question: Question) -> None:
        self._earliest, self._deadline = question.earliest, question.deadline
        self._seats = [
            [
                Colleague(
                    time(person.opens),
                    time(person.opens + 8),
                    [(instant(start), instant(end)) for start, end in person.busy],
                )
                for person in people
            ]
            for people in question.seats
        ]

    def earliest(self) -> int | None:
        """The first start that suits somebody for every seat."""
        return _minute(_first_start(self._seats, self._earliest, self._deadline, DURATION, STEP))


def _first_start(
    seats: list[list[Colleague]], earliest: datetime, deadline: datetime, duration: timedelta, step: timedelta
) -> datetime | None:
    start = earliest
    while start + duration <= deadline:
        if all(any(person.is_free(start, start + duration) for person in people) for people in seats):
            return start
        start += step
    return None


def _minute(start: datetime | None) -> int | None:
    return None if start is None else minute_floor(start)
