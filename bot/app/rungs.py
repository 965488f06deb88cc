"""The rungs that an obligation still has to climb, worked out when it is made: a sweep then only looks them up."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.obligation import Awaited, Obligation, Rung
from bot.policy import Policy
from scheduling.ladder import FractionToDue, Ladder, Step, rungs_ahead

OWNER_ALONE = ("owner",)


def look_ahead(obligation: Obligation, ladder: Ladder, policy: Policy, urgency: str) -> None:
    """Write down the rungs after the one it stands on, and which of them only touch its owner's daily list."""
    ahead = rungs_ahead(
        ladder,
        obligation.step + 1,
        obligation.opened_at,
        obligation.due_at,
        obligation.target_at,
        policy.working_time(),
    )
    plain = obligation.kind is Awaited.ACTION and bool(obligation.person_id)
    plain = plain and not policy.urgency(urgency).urgent_nudges and not _at_once(obligation, policy)
    soon = soon_due(obligation, policy)

    def daily(step_index: int) -> bool:
        return plain and 0 <= step_index < len(ladder.steps) and _daily(ladder.steps[step_index], soon)

    obligation.daily = daily(obligation.step)
    obligation.ahead = tuple(Rung(each.due_at, each.step_index, daily(each.step_index)) for each in ahead)


def _daily(step: Step, soon: bool) -> bool:
    """True when the owner alone hears, in their own time. What is soon due gets no half-way nudge at all."""
    return step.audience == OWNER_ALONE and not step.urgent and not (soon and isinstance(step.after, FractionToDue))


def _at_once(obligation: Obligation, policy: Policy) -> bool:
    """True for what may be due too soon for a daily list."""
    hours = max((rule.due_within_hours or 0 for rule in policy.nudges.at_once), default=0)
    return obligation.target_at is not None and obligation.target_at - obligation.opened_at <= timedelta(hours=hours)


def soon_due(obligation: Obligation, policy: Policy) -> bool:
    """True for an action that is due so soon that a half-way nudge would only be noise."""
    least = timedelta(days=policy.actions.half_way_from_days)
    return obligation.target_at is not None and obligation.target_at - obligation.opened_at < least
