"""What is wrong with a planner's answers to a case: nothing, or the first thing found."""

from random import Random
from typing import Any

from tests.exact.almanac import free_spans, perhaps_spans
from tests.exact.case import MINUTE, Case, Span
from tests.exact.oracle import IN_ORDER, KEEPING_THE_TIME, Answers, Cost, solve
from tests.exact.subject import Subject

COMPARED = ("start", "missing", "unknown", "tiers", "advised missing", "advised unknown", "advised tiers")


class Mismatch(AssertionError):
    """The planner and the solver differ; its text says in what."""


def check(case: Case, subject: Subject, right: Answers, *, also: bool = True) -> None:
    """Raise Mismatch unless the planner's plan, and its plan again, are as good as the solver's and are true.

    `also`: one other time, at random, is solved too.
    """
    plan = subject.plan(case)
    _same(case, "best", plan.best, right.best)
    _others(case, plan, right)
    if also and plan.alternatives:
        other = Random(case.number).choice(plan.alternatives)
        _same(case, "another time", other, solve(case, IN_ORDER, at=int(other.start.timestamp())))
    if case.before is not None:
        again = subject.replan(case)
        _same(case, "planned again", again.best, right.again, ("changed", "advised changed"))
        _others(case, again, None)
        if again.best is not None and again.best.why == "same_time":
            _same(case, "kept", again.best, solve(case, KEEPING_THE_TIME, at=case.before[0]))


def _same(case: Case, what: str, slot: Any, right: Cost | None, more: tuple[str, ...] = ()) -> None:
    if slot is None or right is None:
        if (slot is None) != (right is None):
            raise Mismatch(f"{what}: {'nobody found' if slot is None else 'somebody found who is not there'}")
        return
    found = _true_cost(case, slot)
    for goal in (*COMPARED, *more):
        if found[goal] != right[goal]:
            raise Mismatch(f"{what}: {goal} {found[goal]}, not {right[goal]}")


def _others(case: Case, plan: Any, right: Answers | None) -> None:
    slots = ([plan.best] if plan.best else []) + list(plan.alternatives)
    if len(plan.alternatives) > case.wanted or len({slot.start for slot in slots}) < len(slots):
        raise Mismatch("alternatives: too many, or one twice")
    late = [slot for slot in plan.alternatives if slot.late]
    if late and (late != [plan.alternatives[-1]] or late[0].missing):
        raise Mismatch("too late: more than one, not the last, or with an empty seat")
    for slot in slots:
        _true_cost(case, slot)
        limit = case.beyond if slot.late else case.deadline
        if slot.start.timestamp() < case.earliest or limit is None or slot.end.timestamp() > limit:
            raise Mismatch("outside the window")
        if slot.late != (slot.end.timestamp() > case.deadline) or not slot.reason:
            raise Mismatch("late without being marked, or no reason")
    if plan.best is not None and plan.best.late:
        raise Mismatch("the best is too late")
    if right is not None:
        _same(case, "too late", late[0] if late else None, right.late)


def _true_cost(case: Case, slot: Any) -> Cost:
    """What a slot costs, from the people in it and their time alone; Mismatch if it cannot be, or says it wrong."""
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    if end - start != case.duration or start % MINUTE:
        raise Mismatch("not as long as the meeting, or not on a minute")
    _nobody_twice(case, slot.seats)
    previous = case.before[1] if case.before else {}
    cost: Cost = {"start": start}
    unsure, missing = [], []
    for lead, required in (("", True), ("advised ", False)):
        totals = dict.fromkeys(("missing", "unknown", "tiers", "changed"), 0)
        for seat in case.seats:
            if seat.required is not required:
                continue
            name = slot.seats.get(seat.name)
            if name is None:
                totals["missing"] += 1
                missing += [seat.name] if required else []
                continue
            sure = _free(case, name, start, end)
            unsure += [] if sure else [seat.name]
            totals["unknown"] += not sure
            totals["tiers"] += dict(seat.people)[name]
            totals["changed"] += previous.get(seat.name, name) != name
        cost.update({lead + goal: value for goal, value in totals.items()})
    if set(slot.missing) != set(missing) or set(slot.unknown) != set(unsure):
        raise Mismatch("it says wrongly who is missing or unsure")
    return cost


def _nobody_twice(case: Case, sat: dict[str, str]) -> None:
    seats = [seat for seat in case.seats if seat.name in sat]
    for i, one in enumerate(seats):
        if sat[one.name] not in dict(one.people):
            raise Mismatch("somebody sits who is no candidate")
        if any(sat[one.name] == sat[other.name] and case.apart(one, other) for other in seats[:i]):
            raise Mismatch("one person in two seats")


def _free(case: Case, name: str, start: int, end: int) -> bool:
    """Whether they are known to be free; Mismatch if they are not even perhaps free."""

    def within(spans: list[Span]) -> bool:
        return any(low <= start and end <= high for low, high in spans)

    low, high = case.earliest - 86_400, case.last + 86_400
    if within(free_spans(case.people[name], low, high)):
        return True
    if not within(perhaps_spans(case.people[name], low, high)):
        raise Mismatch("somebody sits who is not free")
    return False
