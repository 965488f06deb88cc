"""The ladders of a policy in people's words: when a rung comes, what happens then, and who hears of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.ladder_rules import LadderRule, StepRule, WaitRule

URGENCIES = {
    "emergency": "Emergency",
    "same_day": "Same day",
    "24h": "Within 24 hours",
    "out_of_hours": "At night, where working hours would come too late",
    "any": "All others",
}
OPENED = {
    "invitation": "after being asked",
    "police_request": "after the desk is asked",
    "police_officer": "after the desk says that it has it",
    "seat": "after the seat falls empty",
    "incomplete_action": "after the record is closed",
    "action": "after it was agreed",
    "longer": "after the manager is asked",
    "information": "after it is asked for",
    "handover": "after it is offered",
    "carry_over": "after the morning's list",
    "record": "after the meeting should be over",
    "outcome": "after the notice",
    "disagreement": "after it is raised",
}
"""What a ladder's first wait counts from."""
STEPS = {
    "ask_again": "asked again",
    "ask_next": "the next best person is asked too",
    "ring_duty": "told whom to ring, when it is emergency duty that has not answered",
    "ask_record": "asked to write the actions down",
    "ask_time": "asked who does it, or by when",
    "due": "reminded, with the answers on it",
    "fill_seat": "asked to choose somebody",
    "half_way": "reminded, with the answers on it",
    "plan_due": "a plan is due",
    "tell_contact": "told whom to ring",
    "tell_head": "told",
    "tell_inspector": "told whom to ring",
    "tell_manager": "told",
    "to_independent_chair": "it goes to the independent chair",
    "to_managers": "it goes to the managers",
    "to_senior_officers": "it goes to the senior officers",
}
_HEARS = {
    "owner": "whoever is to do it",
    "chair": "the chair",
    "convenor": "whoever called the meeting",
    "recipient": "the person asked",
    "desk": "everybody on the desk",
    "next_best_person": "the next best person",
    "manager": "their manager",
    "duty_inspector": "the duty inspector",
    "head_of_service": "the head of service",
    "agency_contact": "the agency's contact",
    "senior_officers": "the senior officers",
    "independent_chair": "the independent chair",
}
_HEARS_HERE = {
    ("handover", "owner"): "whoever offers it",
    ("carry_over", "owner"): "emergency duty",
    ("carry_over", "recipient"): "the day team",
    ("record", "recipient"): "whoever writes it down",
    ("longer", "manager"): "the owner's manager",
    ("invitation", "desk"): "the team's desk",
    ("disagreement", "owner"): "whoever raised it",
}


def ladder_table(name: str, rule: LadderRule) -> str:
    """One row a rung, for every urgency that has rungs of its own."""
    named = URGENCIES if len(rule.steps) > 1 else {"any": "Every meeting"}
    head = "| Urgency | When | Who hears | What happens |\n|---|---|---|---|\n"
    rows = []
    for urgency, label in named.items():
        for index, step in enumerate(rule.steps.get(urgency, ())):
            cells = (label if index == 0 else "", when(name, step), hears(name, step.tell), STEPS[step.step])
            rows.append(f"| {' | '.join(cells)} |\n")
    hours = (
        "Urgent ones come at any hour, the others in working hours." if rule.at_any_hour else "In working hours only."
    )
    return f"{head}{''.join(rows)}\n{hours}\n"


def when(name: str, step: StepRule) -> str:
    """The wait of a rung: "20 minutes after being asked", "1 working day after that, 09:30"."""
    wait = step.after
    if wait.share is not None:
        return "half-way to its time" if wait.share == 0.5 else f"when {wait.share:.0%} of its time is gone"
    if wait.at_due:
        return "at its time"
    if wait.on_due_day is not None:
        return f"on the day it is due, {wait.on_due_day:%H:%M}"
    clock = f", {wait.at:%H:%M}" if wait.at else ""
    if wait.days_after_due is not None:
        return f"{counted(wait.days_after_due, 'working day')} after it was due{clock}"
    since = "after that" if step.since == "previous" else OPENED[name]
    return f"{_length(wait)} {since}{clock}"


def _length(wait: WaitRule) -> str:
    if wait.minutes is not None:
        return counted(wait.minutes // 60, "hour") if wait.minutes % 60 == 0 else counted(wait.minutes, "minute")
    if wait.working_hours is not None:
        return counted(wait.working_hours, "working hour")
    return counted(wait.working_days or 0, "working day")


def counted(number: float, unit: str) -> str:
    """ "1 hour", "2 hours", "1.5 hours"."""
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def hears(name: str, audiences: Sequence[str]) -> str:
    """Who hears of a rung, in words."""
    found = [_HEARS_HERE.get((name, each), _HEARS[each]) for each in audiences]
    return " and ".join((", ".join(found[:-1]), found[-1]) if len(found) > 1 else found)
