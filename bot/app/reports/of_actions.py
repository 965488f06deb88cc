"""The report of actions: the same figures for each meeting, team and agency, and for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.app import questions as q
from bot.app.reports.counts import Counts, counts_of
from bot.app.work import Handler, Work
from bot.domain.action import ActionState
from bot.domain.counted import ClosedRecord, CountedAction

K = TypeVar("K")
NOBODY = "nobody yet"
NO_TEAM = "no team"


@dataclass(frozen=True, slots=True)
class Group:
    """One meeting, team or agency. `agency` is "" for a meeting, `team` for both others but a team."""

    by: str
    council: str
    meeting: str
    agency: str
    team: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class ActionsReport:
    """Meetings in the order of their numbers, teams and agencies by name; whoever is nobody yet comes last."""

    at: datetime
    meetings: tuple[Group, ...]
    teams: tuple[Group, ...]
    agencies: tuple[Group, ...]
    all: Group


async def count_actions(asked: q.CountActions, work: Work) -> ActionsReport:
    """Count the actions of the records closed in [start, end)."""
    records = await work.uow.closed_records(asked.council, asked.start, asked.end)
    actions = await work.uow.counted_actions(asked.council, asked.start, asked.end)
    return report_of(records, actions, asked.council, asked.at or work.now)


def report_of(
    records: Sequence[ClosedRecord], actions: Sequence[CountedAction], council: str, now: datetime
) -> ActionsReport:
    """The report of these records and their actions at `now`."""
    closed = {each.id: each.closed_at for each in records}
    held = [each for each in actions if each.state is not ActionState.DROPPED]
    by_meeting = _apart(held, lambda each: each.meeting_id)
    by_team = _apart(held, lambda each: (_agency(each), _team(each)))
    by_agency = _apart(held, lambda each: (_agency(each), ""))
    return ActionsReport(
        at=now,
        meetings=tuple(
            Group("meeting", each.council, each.reference, "", "", counts_of(by_meeting[each.id], closed, now))
            for each in sorted(records, key=lambda each: (each.council, each.number))
        ),
        teams=tuple(
            Group("team", council, "", *key, counts_of(by_team[key], closed, now))
            for key in sorted(by_team, key=_nobody_last)
        ),
        agencies=tuple(
            Group("agency", council, "", *key, counts_of(by_agency[key], closed, now))
            for key in sorted(by_agency, key=_nobody_last)
        ),
        all=Group("all", council, "", "", "", counts_of(held, closed, now)),
    )


def _apart(actions: Sequence[CountedAction], key: Callable[[CountedAction], K]) -> dict[K, list[CountedAction]]:
    groups: defaultdict[K, list[CountedAction]] = defaultdict(list)
    for each in actions:
        groups[key(each)].append(each)
    return groups


def _agency(action: CountedAction) -> str:
    return NOBODY if action.agency is None else action.agency


def _team(action: CountedAction) -> str:
    return NOBODY if action.agency is None else action.team or NO_TEAM


def _nobody_last(key: tuple[str, str]) -> tuple[bool, str, bool, str]:
    agency, team = key
    return agency == NOBODY, agency, team == NO_TEAM, team


ANSWERS: dict[type[q.Question], Handler] = {
    q.CountActions: count_actions,
}
