"""The planner under test: the project's own modules, or a copy of them with a fault planted in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from typing import Any

from tests.exact.case import Case, Person, Works

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def instant(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


@dataclass(frozen=True)
class Subject:
    """What is asked of the package `scheduling`, found under any name."""

    package: str = "scheduling"

    def plan(self, case: Case) -> Any:
        """The plan of a case."""
        return self._of("planner").plan(
            *self._asked(case), prefer_wait=timedelta(seconds=case.wait), **self._more(case)
        )

    def replan(self, case: Case) -> Any:
        """The plan of a case after what stood before."""
        assert case.before is not None
        start, sat = case.before
        end = instant(start + case.duration)
        slot = self._of("planner").Slot(instant(start), end, sat, (), (), {}, "as it stood")
        return self._of("planner").replan(slot, *self._asked(case), **self._more(case))

    def free(self, person: Person, case: Case) -> Any:
        """When somebody is free, by the planner's own calendar and arithmetic."""
        intervals = self._of("availability").Intervals
        free = intervals.of(*_pairs(person.free))
        if person.works is not None:
            free = free.union(self._worked(person.works, case))
        return free.minus(intervals.covering(*_pairs(person.busy)))

    def _of(self, module: str) -> Any:
        return import_module(f"{self.package}.{module}")

    def _asked(self, case: Case) -> tuple[Any, ...]:
        planner, intervals = self._of("planner"), self._of("availability").Intervals
        free = {name: self.free(person, case) for name, person in case.people.items()}
        unknown = {name: intervals.of(*_pairs(person.unknown)) for name, person in case.people.items()}
        demands = [
            planner.SeatDemand(
                seat.name,
                seat.required,
                tuple(planner.Candidate(name, tier, free[name], unknown[name]) for name, tier in seat.people),
                seat.share,
            )
            for seat in case.seats
        ]
        duration, step = timedelta(seconds=case.duration), timedelta(seconds=case.step)
        return demands, instant(case.earliest), instant(case.deadline), duration, step

    def _more(self, case: Case) -> dict[str, Any]:
        return {
            "alternatives": case.wanted,
            "beyond": None if case.beyond is None else instant(case.beyond),
        }

    def _worked(self, works: Works, case: Case) -> Any:
        first, last = instant(case.earliest), instant(case.last)
        holiday: Callable[[date], bool] = self._of("bank_holidays").england_bank_holiday
        if works.office:
            return self._office(works, first, last, holiday)
        rota = self._of("rota")
        names = ", ".join(DAYS[day] for day in works.days)
        pattern = rota.parse_pattern(f"{names} {_clock(works.opens)}-{_clock(works.closes)}")
        return rota.expand(pattern, first, last, holiday if works.closed else None)

    def _office(self, works: Works, first: datetime, last: datetime, holiday: Callable[[date], bool]) -> Any:
        hours = self._of("working_time").WorkingTime(
            frozenset(works.days), time(works.opens // 60), time(works.closes // 60), holiday
        )
        local_day = self._of("london").local_day
        spans, at = [], hours.next_open(first)
        while at < last:
            close = hours.close_of(local_day(at))
            spans.append((at, min(close, last)))
            at = hours.next_open(close)
        return self._of("availability").Intervals.of(*spans)


def _pairs(spans: tuple[tuple[int, int], ...]) -> list[tuple[datetime, datetime]]:
    return [(instant(start), instant(end)) for start, end in spans]


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
