"""A careful loop in plain Python: integer minutes, sorted busy lists, leaping from each clash to its end."""

from __future__ import annotations

from benchmarks.plan.offices import DURATION, STEP, Question
from scheduling.availability import Intervals, Span, minute_floor, whole_minutes

_NEVER = 1 << 62


class PythonLoop:
    """A competitor: made ready once, then asked for the earliest start as a UTC minute, or None."""

    def __init__(self, question: Question) -> None:
        self._first, self._end = minute_floor(question.earliest), minute_floor(question.deadline)
        window = Intervals(((self._first, self._end),))
        self._seats = [
            [window.minus(person.free(question.earliest, question.deadline)).spans for person in people]
            for people in question.seats
        ]

    def earliest(self) -> int | None:
        """The first start that suits somebody for every seat: each seat in turn pushes it on until none does."""
        length, step = whole_minutes(DURATION), whole_minutes(STEP)
        passed = [[0] * len(people) for people in self._seats]
        start, content = self._first, 0
        while content < len(self._seats):
            for seat, people in enumerate(self._seats):
                soonest = _soonest(people, passed[seat], start, length, step)
                content = content + 1 if soonest == start else 1
                start = soonest
                if start + length > self._end:
                    return None
                if content == len(self._seats):
                    break
        return start


def _soonest(people: list[tuple[Span, ...]], passed: list[int], start: int, length: int, step: int) -> int:
    """The first start not before this one at which one of them is not busy; `passed` counts what is behind each."""
    best = _NEVER
    for person, busy in enumerate(people):
        at, nth = start, passed[person]
        while nth < len(busy) and busy[nth][1] <= at:
            nth += 1
        passed[person] = nth
        while nth < len(busy) and busy[nth][0] < at + length:
            at = -(-busy[nth][1] // step) * step
            nth += 1
        if at == start:
            return start
        best = min(best, at)
    return best
