"""The same figures counted the slow and obvious way, from whole rows, one question after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.people import Person

Figures = dict[str, Any]


def slow_count(actions: Iterable[Action], meetings: dict[str, Meeting], now: datetime) -> Figures:
    """Every figure of these actions."""
    mine = [each for each in actions if each.state != "dropped"]

    def many(holds: Callable[[Action], bool]) -> int:
        return len([each for each in mine if holds(each)])

    waits, waits_of_undated, late, outcomes = [], [], [], list[Any]()
    for each in mine:
        closed = meetings[each.meeting_id].closed_at
        assert closed is not None
        if each.time_given_at is not None:
            wait = max(0.0, (each.time_given_at - closed).total_seconds() / 3600)
            waits.append(wait)
            if wait > 0:
                waits_of_undated.append(wait)
        if each.state == "open" and each.due_at is not None and each.due_at <= now:
            late.append((now - each.due_at).total_seconds() / 3600)
        ends = [(turn.due_at, turn.done_at, turn.outcome) for turn in each.turns]
        if each.state == "done" and each.done_at is not None and not each.turns:
            ends.append((each.due_at, each.done_at, each.outcome))
        for due, done, outcome in ends:
            outcomes.append(outcome)
            if due is not None and done > due:
                late.append((done - due).total_seconds() / 3600)
    return {
        "actions": len(mine),
        "no_time_at_close": len(mine) - len(waits) + len(waits_of_undated),
        "no_time_now": many(lambda each: each.state == "open" and each.due_at is None),
        "hours_to_time": middle(waits),
        "hours_to_time_of_undated": middle(waits_of_undated),
        "overdue": many(lambda each: each.overdue(now)),
        "done": many(lambda each: each.state == "done"),
        "turns": sum(len(each.turns) for each in mine),
        "late": len(late),
        "hours_late": middle(late),
        "put_off": sum(len(each.extensions) for each in mine),
        "put_off_again": many(lambda each: len(each.extensions) >= 2),
        "safer": outcomes.count("safer"),
        "no_change": outcomes.count("no_change"),
        "too_early": outcomes.count("too_early"),
        "not_said": outcomes.count(None),
        "returned": sum(len(each.given_back) for each in mine),
    }


def slow_report(actions: list[Action], meetings: list[Meeting], people: list[Person], now: datetime) -> Figures:
    """The figures of all, and under each meeting's reference, agency, and agency and team."""
    closed = {each.id: each for each in meetings if each.state == "closed"}
    mine = [each for each in actions if each.meeting_id in closed and each.state != "dropped"]
    found: Figures = {"all": slow_count(mine, closed, now)}
    for meeting in closed.values():
        its = [each for each in mine if each.meeting_id == meeting.id]
        found[meeting.reference] = slow_count(its, closed, now)
    owners = {each.id: (each.agency, each.team or "no team") for each in people}
    for place in {owners.get(each.owner_id or "", ("nobody yet", "nobody yet")) for each in mine}:
        of_team = [each for each in mine if owners.get(each.owner_id or "", ("nobody yet",) * 2) == place]
        of_agency = [each for each in mine if owners.get(each.owner_id or "", ("nobody yet",))[0] == place[0]]
        found[f"{place[0]}/{place[1]}"] = slow_count(of_team, closed, now)
        found[place[0]] = slow_count(of_agency, closed, now)
    return found


def middle(values: list[float]) -> float | None:
    """The one in the middle, or half-way between the two there."""
    if not values:
        return None
    row = sorted(values)
    half = len(row) // 2
    return round(row[half] if len(row) % 2 else (row[half - 1] + row[half]) / 2, 1)
