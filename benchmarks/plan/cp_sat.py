"""OR-tools CP-SAT: a start, a choice for each candidate, and where each may start; build and solve.

Each candidate's choice confines the start to a domain. The other usual form, optional intervals that may not overlap
the busy ones, took four to seven times as long; and two workers took longer than one at sizes S and M.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from benchmarks.plan.offices import DURATION, STEP, Question
from scheduling.availability import Span, minute_floor, whole_minutes


class CpSat:
    """A competitor: made ready once, then asked for the earliest start as a UTC minute, or None."""

    def __init__(self, question: Question) -> None:
        self._origin = minute_floor(question.earliest)
        self._step = whole_minutes(STEP)
        self._last = (minute_floor(question.deadline) - whole_minutes(DURATION) - self._origin) // self._step
        self._seats = [
            [self._starts(person.free(question.earliest, question.deadline).spans) for person in people]
            for people in question.seats
        ]

    def earliest(self) -> int | None:
        """Build the model and solve it."""
        model = cp_model.CpModel()
        start = model.new_int_var(0, self._last, "start")
        for people in self._seats:
            sits = [model.new_bool_var("") for _ in people]
            for choice, starts in zip(sits, people, strict=True):
                domain = cp_model.Domain.from_intervals(starts)
                model.add_linear_expression_in_domain(start, domain).only_enforce_if(choice)
            model.add_bool_or(sits)
        model.minimize(start)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"CP-SAT ended with {solver.status_name(status)}")
        return self._origin + int(solver.value(start)) * self._step

    def _starts(self, free: tuple[Span, ...]) -> list[list[int]]:
        """The ranges of steps in which a meeting may start."""
        origin, step, length = self._origin, self._step, whole_minutes(DURATION)
        ranges = ([-(-(start - origin) // step), (end - length - origin) // step] for start, end in free)
        return [[first, last] for first, last in ranges if first <= last]
