"""The stated objective as a constraint model, solved by CP-SAT. It knows starts, spans and people, no masks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from tests.exact.almanac import free_spans, perhaps_spans
from tests.exact.case import Case

# The words of the objective in their order.
IN_ORDER = ("missing", "unknown", "start", "tiers", "advised missing", "advised unknown", "advised tiers")
KEEPING_THE_TIME = (
    "missing", "changed", "unknown", "tiers",
    "advised missing", "advised changed", "advised unknown", "advised tiers",
)  # fmt: skip
MOVING = (
    "missing", "unknown", "start", "changed", "tiers",
    "advised missing", "advised unknown", "advised changed", "advised tiers",
)  # fmt: skip
FOR_PEOPLE = ("tiers", "start", "advised missing", "advised unknown", "advised tiers")

Cost = dict[str, int]
_EXACT = 2**53


@dataclass(frozen=True)
class Answers:
    """What a perfect planner says: the cost of the best, of one too late, and of planning again (None: nobody)."""

    best: Cost | None
    late: Cost | None
    again: Cost | None


def answers(case: Case) -> Answers:
    """The whole of what is asked of a case."""
    best = waited(case)
    late = None
    if case.beyond is not None and (best is None or best["missing"]):
        late = solve(case, IN_ORDER, after_deadline=True)
        late = None if late is None or late["missing"] else late
    return Answers(best, late, planned_again(case) if case.before else None)


def waited(case: Case) -> Cost | None:
    """The best, with the policy's trade-off."""
    first = solve(case, IN_ORDER)
    if first is None or not case.wait:
        return first
    held = {"missing": first["missing"], "unknown": first["unknown"]}
    return solve(case, FOR_PEOPLE, between=(first["start"], first["start"] + case.wait), held=held)


def planned_again(case: Case) -> Cost | None:
    """What changes as little as it can."""
    start = case.before[0] if case.before else 0
    moved = solve(case, MOVING)
    if start < case.earliest or start + case.duration > case.deadline:
        return moved
    kept = solve(case, KEEPING_THE_TIME, at=start)
    return kept if kept is not None and (moved is None or moved["missing"] >= kept["missing"]) else moved


def solve(
    case: Case,
    goals: Sequence[str],
    *,
    at: int | None = None,
    between: tuple[int, int] | None = None,
    held: Cost | None = None,
    after_deadline: bool = False,
) -> Cost | None:
    """The least cost by these goals in turn; starts `at` this second, or on the grid in the window, or `between`."""
    first, last = -(-case.earliest // case.step), (case.deadline - case.duration) // case.step
    if after_deadline:
        first, last = max(first, last + 1), ((case.beyond or 0) - case.duration) // case.step
    if between is not None:
        first, last = max(first, -(-between[0] // case.step)), min(last, between[1] // case.step)
    if at is None and first > last:
        return None
    model = _Model(case, (first, last), at)
    if model.nobody:
        return None
    for goal, value in (held or {}).items():
        model.model.add(model.terms[goal] == value)
    return model.least(goals)


class _Model:
    def __init__(self, case: Case, steps: tuple[int, int], at: int | None) -> None:
        self.case, self.model = case, cp_model.CpModel()
        self.origin, self.unit = (at, 1) if at is not None else (steps[0] * case.step, case.step)
        self.room = 0 if at is not None else steps[1] - steps[0]
        self.after = self.model.new_int_var(0, self.room, "start")
        self.terms: dict[str, Any] = {}
        self._sits: dict[str, list[tuple[str, int, int, Any]]] = {}
        self._empty = {seat.name: self.model.new_bool_var("") for seat in case.seats}
        for seat in case.seats:
            self._sits[seat.name] = [way for person, tier in seat.people for way in self._ways(person, tier)]
            self.model.add_exactly_one([self._empty[seat.name], *(way[3] for way in self._sits[seat.name])])
        self.nobody = not any(self._sits.values())
        if not self.nobody:
            self.model.add_bool_or([way[3] for ways in self._sits.values() for way in ways])
            self._nobody_twice()
            self._count()

    def _ways(self, person: str, tier: int) -> list[tuple[str, int, int, Any]]:
        """(person, tier, unknown, literal) for each span in which they could sit through a whole meeting."""
        case, ways = self.case, []
        low, high = self.origin, self.origin + self.room * self.unit
        known = free_spans(case.people[person], case.earliest - 86_400, case.last + 86_400)
        either = perhaps_spans(case.people[person], case.earliest - 86_400, case.last + 86_400)
        for unsure, spans in ((0, known), (1, either)):
            for start, end in spans:
                end -= case.duration
                if end < start or end < low or start > high:
                    continue
                sits = self.model.new_bool_var("")
                self.model.add(self.after * self.unit >= start - self.origin).only_enforce_if(sits)
                self.model.add(self.after * self.unit <= end - self.origin).only_enforce_if(sits)
                ways.append((person, tier, unsure, sits))
        return ways

    def _nobody_twice(self) -> None:
        seats = self.case.seats
        for i, one in enumerate(seats):
            for other in seats[:i]:
                if not self.case.apart(one, other):
                    continue
                for person in {way[0] for way in self._sits[one.name]} & {way[0] for way in self._sits[other.name]}:
                    both = [way[3] for seat in (one, other) for way in self._sits[seat.name] if way[0] == person]
                    self.model.add_at_most_one(both)

    def _count(self) -> None:
        self.terms["start"] = self.after
        previous = self.case.before[1] if self.case.before else {}
        for lead, required in (("", True), ("advised ", False)):
            seats = [seat for seat in self.case.seats if seat.required is required]
            ways = [(seat.name, *way) for seat in seats for way in self._sits[seat.name]]
            self.terms[lead + "missing"] = sum(self._empty[seat.name] for seat in seats)
            self.terms[lead + "unknown"] = sum(unsure * sits for _, _, _, unsure, sits in ways)
            self.terms[lead + "tiers"] = sum(tier * sits for _, _, tier, _, sits in ways)
            self.terms[lead + "changed"] = sum(
                sits for seat, person, _, _, sits in ways if previous.get(seat, person) != person
            )

    def least(self, goals: Sequence[str]) -> Cost | None:
        """One weighted sum stands for the goals in turn: each outweighs all that the later ones can come to."""
        most = {"start": self.room}
        for lead in ("", "advised "):
            for goal in ("missing", "unknown", "changed"):
                most[lead + goal] = len(self.case.seats)
            most[lead + "tiers"] = sum(max((tier for _, tier in seat.people), default=0) for seat in self.case.seats)
        weight, weighted = 1, []
        for goal in reversed(goals):
            weighted.append(weight * self.terms[goal])
            weight *= most[goal] + 1
        assert weight < _EXACT, "The case is too large for one sum."
        self.model.minimize(cp_model.LinearExpr.sum(weighted))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL, solver.status_name(status)
        cost = {goal: int(solver.value(term)) for goal, term in self.terms.items()}
        cost["start"] = self.origin + cost["start"] * self.unit
        return cost
