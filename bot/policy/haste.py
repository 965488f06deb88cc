"""Which actions do not wait for the day's list, and which of those come outside working hours: both are policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.policy.ladder_rules import LadderName
from bot.policy.model import Policy
from bot.policy.work_rules import AtOnceRule
from scheduling.ladder import Ladder

VAGUE_URGENT = "CHASE:VAGUE_URGENT"


@dataclass(frozen=True, slots=True)
class Haste:
    """`at_once`: not in the day's list. `at_any_hour`: a child cannot wait for the office to open."""

    at_once: bool = False
    at_any_hour: bool = False


def haste_of(policy: Policy, meeting: Meeting, action: Action) -> Haste:
    """How this action is put before people, by `[nudges]` and the ladders' own urgencies."""
    if not any(_fits(rule, meeting, action) for rule in policy.nudges.at_once):
        return Haste()
    name: LadderName = "action" if action.complete else "incomplete_action"
    return Haste(at_once=True, at_any_hour=_by_night(policy, meeting, name))


def ladder_of(policy: Policy, meeting: Meeting, action: Action, name: LadderName) -> Ladder:
    """The steps by which this action is chased: its urgency's own at once and at any hour, else the usual ones."""
    hasty = haste_of(policy, meeting, action).at_once and _by_night(policy, meeting, name)
    return policy.ladder(name, meeting.urgency, by_day=not hasty, usual=not hasty)


def _by_night(policy: Policy, meeting: Meeting, name: LadderName) -> bool:
    ladder = policy.ladders[name]
    own = ladder.at_any_hour and meeting.urgency in ladder.steps and meeting.follows_id is None
    return own and policy.urgency(meeting.urgency).urgent_nudges


def _fits(rule: AtOnceRule, meeting: Meeting, action: Action) -> bool:
    if rule.urgencies and meeting.urgency not in rule.urgencies:
        return False
    if rule.vague_urgent and action.expected != VAGUE_URGENT:
        return False
    if rule.incomplete and action.complete:
        return False
    if rule.due_within_hours is None:
        return True
    given = action.time_given_at or action.created_at
    return action.due_at is not None and action.due_at - given <= timedelta(hours=rule.due_within_hours)
