"""How many, and how late: the figures of one meeting, team, agency or of all. docs/reports.md says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.domain.action import ActionState, Outcome
from bot.domain.counted import CountedAction, CountedTurn

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures, in the order in which they are shown. Hours elapse, by night too, and are rounded to a tenth.

    `actions`: those on closed records, without those that were struck out.
    `no_time_at_close`: no checkable time was known when the record was closed.
    `no_time_now`: still open, and still without one.
    `hours_to_time`: the median, from the close to the first checkable time, of those that have had one; 0 for one
    dated at the table. `hours_to_time_of_undated`: the same of those that had none at the close.
    `overdue`: open, and their time has passed.
    `done`: finished for good. `turns`: the times that those which come again were done.
    `late`: finished after their time (turns too), and those overdue. `hours_late`: their median; one that is still
    open is as late as it is now. The time is the one that stands, after every putting off.
    `put_off`: the times that a date was put off. `put_off_again`: the actions put off twice or more.
    `safer`, `no_change`, `too_early`, `not_said`: what each finish (turns too) changed for the child.
    `returned`: the times that somebody said "not mine".
    """

    actions: int
    no_time_at_close: int
    no_time_now: int
    hours_to_time: float | None
    hours_to_time_of_undated: float | None
    overdue: int
    done: int
    turns: int
    late: int
    hours_late: float | None
    put_off: int
    put_off_again: int
    safer: int
    no_change: int
    too_early: int
    not_said: int
    returned: int


def counts_of(actions: Iterable[CountedAction], closed: Mapping[str, datetime], now: datetime) -> Counts:
    """The figures of these actions at `now`; `closed` says when each meeting's record was closed."""
    held = [each for each in actions if each.state is not ActionState.DROPPED]
    waited = [_waited(each, closed[each.meeting_id]) for each in held]
    to_time = [each for each in waited if each is not None]
    over = [
        each for each in held if each.state is ActionState.OPEN and each.due_at is not None and each.due_at <= now
    ]
    finishes = [finish for each in held for finish in _finishes(each)]
    late = [_hours(each.due_at, each.done_at) for each in finishes if each.late]
    late += [_hours(each.due_at, now) for each in over]
    said = [each.outcome for each in finishes]
    return Counts(
        actions=len(held),
        no_time_at_close=sum(each != 0 for each in waited),
        no_time_now=sum(each.state is ActionState.OPEN and each.due_at is None for each in held),
        hours_to_time=_median(to_time),
        hours_to_time_of_undated=_median([each for each in to_time if each]),
        overdue=len(over),
        done=sum(each.state is ActionState.DONE for each in held),
        turns=sum(len(each.turns) for each in held),
        late=len(late),
        hours_late=_median(late),
        put_off=sum(each.put_off for each in held),
        put_off_again=sum(each.put_off > 1 for each in held),
        safer=said.count(Outcome.SAFER),
        no_change=said.count(Outcome.NO_CHANGE),
        too_early=said.count(Outcome.TOO_EARLY),
        not_said=said.count(None),
        returned=sum(each.returned for each in held),
    )


def _waited(action: CountedAction, closed_at: datetime) -> float | None:
    """Hours from the close to the first checkable time, 0 when it was known by then; None when none ever was."""
    if action.time_given_at is None:
        return None
    return _hours(closed_at, action.time_given_at) if action.time_given_at > closed_at else 0


def _finishes(action: CountedAction) -> tuple[CountedTurn, ...]:
    """Each time that it was done: one that comes again is done once a turn, any other once for good."""
    if action.turns or action.state is not ActionState.DONE or action.done_at is None:
        return action.turns
    return (CountedTurn(action.due_at, action.done_at, action.outcome),)


def _hours(since: datetime | None, until: datetime) -> float:
    return 0.0 if since is None else (until - since) / HOUR


def _median(hours: list[float]) -> float | None:
    return round(median(hours), 1) if hours else None
