"""Chase ladders as data: who is asked next, and when. Stored as JSON with each obligation, so policy changes
never rewrite a promise already made."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta
from typing import Any, Literal

from scheduling.london import local_clock, local_day, wall_to_utc
from scheduling.working_time import WorkingTime

Since = Literal["opened", "previous"]


@dataclass(frozen=True, slots=True)
class ElapsedMinutes:
    """So many minutes on the clock since the obligation opened ("5 → 10 → 20 min") or since the previous step."""

    minutes: int
    since: Since = "opened"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """So many working hours since the obligation opened ("1 → 2 → 4 working h") or since the previous step."""

    hours: float
    since: Since = "opened"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many working days since the previous step ("+1 working day") or the opening; London hour `at`, else the
    same clock time."""

    days: int
    at: time | None = None
    since: Since = "previous"


@dataclass(frozen=True, slots=True)
class FractionToDue:
    """A part of the way from opening to due ("half-way": 0.5)."""

    fraction: float


@dataclass(frozen=True, slots=True)
class AtDue:
    """The due instant itself."""


@dataclass(frozen=True, slots=True)
class OnDueDay:
    """London hour `at` on the day it is due; the last working day before, if that day is closed, or if it is due by
    then and there is still time to say so the day before."""

    at: time


@dataclass(frozen=True, slots=True)
class AfterDue:
    """So many working days after the due day ("overdue +1 working day"), at London hour `at`, else at opening."""

    days: int
    at: time | None = None


_Counted = ElapsedMinutes | WorkingHours | WorkingDays
Wait = ElapsedMinutes | WorkingHours | WorkingDays | FractionToDue | AtDue | OnDueDay | AfterDue


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: when, whom to tell (roles of the policy), and whether it may come outside working hours."""

    after: Wait
    audience: tuple[str, ...]
    urgent: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs in order; with `working_hours_only`, all but urgent ones are moved into working time."""

    name: str
    steps: tuple[Step, ...]
    working_hours_only: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The next rung to climb and its UTC instant."""

    due_at: datetime
    step_index: int


def next_step(
    ladder: Ladder,
    step_index: int,
    opened_at: datetime,
    previous_at: datetime,
    due_at: datetime | None,
    now: datetime,
    working_time: WorkingTime,
) -> Next | None:
    """When the rung `step_index` is due (UTC), never before `now`; None when the ladder is climbed.

    Rungs that are late by more than their turn collapse to the last of them, so that nobody is sent a pile; rungs
    that hang on a due time are passed over where there is none.
    """
    late: Next | None = None
    for index in range(max(step_index, 0), len(ladder.steps)):
        step = ladder.steps[index]
        at = _instant(step.after, opened_at, previous_at, due_at, working_time)
        if at is None:
            continue
        at = _into_working_time(ladder, step, max(at, previous_at), working_time)
        if late is None and at > now:
            return Next(at, index)
        if late is not None and at > late.due_at:
            return late
        late = Next(_into_working_time(ladder, step, now, working_time), index)
        if _since_previous(step.after):
            previous_at = at
    return late


def rungs_ahead(
    ladder: Ladder,
    step_index: int,
    opened_at: datetime,
    previous_at: datetime,
    due_at: datetime | None,
    working_time: WorkingTime,
) -> tuple[Next, ...]:
    """Every rung from `step_index` on, each as `next_step` finds it when the one before was climbed in time.

    Rungs hang only on the opening, the promised time and one another: as long as nothing is late they can be
    worked out once. What is late is asked of `next_step`.
    """
    found: list[Next] = []
    for index in range(max(step_index, 0), len(ladder.steps)):
        step = ladder.steps[index]
        at = _instant(step.after, opened_at, previous_at, due_at, working_time)
        if at is not None:
            previous_at = _into_working_time(ladder, step, max(at, previous_at), working_time)
            found.append(Next(previous_at, index))
    return tuple(found)


def _into_working_time(ladder: Ladder, step: Step, at: datetime, working_time: WorkingTime) -> datetime:
    # "+2 h" is elapsed, then moved into working time.
    return working_time.next_open(at) if ladder.working_hours_only and not step.urgent else at


def _since_previous(wait: Wait) -> bool:
    return isinstance(wait, ElapsedMinutes | WorkingHours | WorkingDays) and wait.since == "previous"


def _instant(
    wait: Wait,
    opened_at: datetime,
    previous_at: datetime,
    due_at: datetime | None,
    working_time: WorkingTime,
) -> datetime | None:
    if isinstance(wait, ElapsedMinutes | WorkingHours | WorkingDays):
        return _counted(wait, opened_at if wait.since == "opened" else previous_at, working_time)
    if due_at is None:
        return None
    if isinstance(wait, FractionToDue):
        return opened_at + max(timedelta(0), due_at - opened_at) * wait.fraction
    if isinstance(wait, AtDue):
        return due_at
    due_day = local_day(due_at)
    if isinstance(wait, OnDueDay):
        open_day = due_day if working_time.is_working_day(due_day) else working_time.working_day_before(due_day)
        if due_at <= (at := wall_to_utc(open_day, wait.at)):
            before = wall_to_utc(working_time.working_day_before(open_day), wait.at)
            return before if before > opened_at else due_at
        return at
    return wall_to_utc(working_time.working_day_after(due_day, wait.days), wait.at or working_time.opens)


def _counted(wait: _Counted, base: datetime, working_time: WorkingTime) -> datetime:
    if isinstance(wait, ElapsedMinutes):
        return base + timedelta(minutes=wait.minutes)
    if isinstance(wait, WorkingHours):
        return working_time.add_working_hours(base, wait.hours)
    day = working_time.working_day_after(local_day(base), wait.days)
    return wall_to_utc(day, wait.at if wait.at is not None else local_clock(base))


_WAITS: dict[str, type[Wait]] = {
    "elapsed_minutes": ElapsedMinutes,
    "working_hours": WorkingHours,
    "working_days": WorkingDays,
    "fraction_to_due": FractionToDue,
    "at_due": AtDue,
    "on_due_day": OnDueDay,
    "after_due": AfterDue,
}
_WAIT_NAMES = {kind: name for name, kind in _WAITS.items()}


def to_json(ladder: Ladder) -> dict[str, Any]:
    """The ladder as plain values for `json.dumps`; `from_json` gives an equal ladder back."""
    return {
        "name": ladder.name,
        "working_hours_only": ladder.working_hours_only,
        "steps": [
            {
                "after": _wait_to_json(step.after),
                "audience": list(step.audience),
                "urgent": step.urgent,
                "label": step.label,
            }
            for step in ladder.steps
        ],
    }


def from_json(stored: dict[str, Any]) -> Ladder:
    """The ladder that `to_json` wrote. Raises ValueError on anything else."""
    try:
        steps = tuple(
            Step(_wait_from_json(step["after"]), tuple(step["audience"]), bool(step["urgent"]), str(step["label"]))
            for step in stored["steps"]
        )
        return Ladder(str(stored["name"]), steps, bool(stored["working_hours_only"]))
    except (KeyError, TypeError) as error:
        raise ValueError("This is not a stored ladder.") from error


def _wait_to_json(wait: Wait) -> dict[str, Any]:
    values = {field.name: getattr(wait, field.name) for field in fields(wait)}
    if isinstance(values.get("at"), time):
        values["at"] = values["at"].isoformat()
    return {"kind": _WAIT_NAMES[type(wait)], **values}


def _wait_from_json(stored: dict[str, Any]) -> Wait:
    values = {name: value for name, value in stored.items() if name != "kind"}
    if values.get("at") is not None:
        values["at"] = time.fromisoformat(values["at"])
    return _WAITS[stored["kind"]](**values)
