"""The policy's rules about time, as the values that `scheduling` works with."""

from __future__ import annotations

from datetime import date

from bot.policy.ladder_rules import StepRule, WaitRule
from bot.policy.time_rules import WEEKDAYS, Urgency, WorkingTimeRule
from scheduling import deadlines, ladder
from scheduling.deadlines import FollowUp, UrgencyRule
from scheduling.working_time import WorkingTime, england_bank_holiday


def working_time(rule: WorkingTimeRule) -> WorkingTime:
    """The office week of this policy, in London time."""
    days = frozenset(WEEKDAYS.index(day) for day in rule.days)
    holidays = england_bank_holiday if rule.holidays == "england" else _no_holiday
    return WorkingTime(days, rule.opens, rule.closes, holidays)


def urgency_rule(urgency: Urgency) -> UrgencyRule:
    """The deadline rule of one urgency."""
    rule, follow_up = urgency.deadline, FollowUp(urgency.follow_up)
    if rule.hours is not None:
        return deadlines.ElapsedHours(rule.hours, follow_up)
    if rule.same_day_raised_by is not None and rule.later_hours is not None:
        return deadlines.SameDay(rule.same_day_raised_by, rule.later_hours, follow_up)
    return deadlines.WorkingDays(rule.working_days or 1, urgency.latest_working_days, follow_up)


def step(rule: StepRule, *, urgent: bool) -> ladder.Step:
    """One rung; an urgent one comes at any hour."""
    return ladder.Step(_wait(rule.after, rule.since), rule.tell, urgent=urgent, label=rule.step)


def _wait(rule: WaitRule, since: ladder.Since) -> ladder.Wait:
    if rule.minutes is not None:
        return ladder.ElapsedMinutes(rule.minutes, since)
    if rule.working_hours is not None:
        return ladder.WorkingHours(rule.working_hours, since)
    if rule.working_days is not None:
        return ladder.WorkingDays(rule.working_days, rule.at, since)
    if rule.share is not None:
        return ladder.FractionToDue(rule.share)
    if rule.on_due_day is not None:
        return ladder.OnDueDay(rule.on_due_day)
    if rule.days_after_due is not None:
        return ladder.AfterDue(rule.days_after_due, rule.at)
    return ladder.AtDue()


def _no_holiday(_day: date) -> bool:
    return False
