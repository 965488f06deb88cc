"""Who must sit, who is advised, what is flagged and what is asked for: from the facts and the policy alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import CaseFacts
from bot.policy.flags import flags_of
from bot.policy.in_hours import chair, needs_in_hours, referring_seat
from bot.policy.model import RESTRICTED, Policy
from bot.policy.needs import Needs, SeatNeed
from bot.policy.prompts import Prompt, prompts_for

__all__ = ["Prompt", "SeatNeed", "Seating", "seats_for"]

CLOSED = "Closed until the deadline: asked for information now, needed at the full meeting."


@dataclass(frozen=True, slots=True)
class Seating:
    """The seats of one meeting. `follow_up_required` is empty when no full meeting follows.

    No seat is in both `required` and `advised`. `restricted`: no delegates, no shared desks.
    """

    required: tuple[SeatNeed, ...]
    advised: tuple[SeatNeed, ...]
    follow_up_required: tuple[SeatNeed, ...]
    flags: frozenset[str]
    prompts: tuple[Prompt, ...]
    restricted: bool

    def why(self, seat: str) -> str:
        """Why this seat is asked, in plain words; empty when it is not."""
        return next((need.why for need in (*self.required, *self.advised) if need.seat == seat), "")


def seats_for(facts: CaseFacts, policy: Policy, *, out_of_hours: bool) -> Seating:
    """All seats of the meeting. Never raises: what is not known yet becomes a prompt."""
    full = needs_in_hours(facts, policy)
    needs = _out_of_hours(full, facts, policy) if out_of_hours else full
    urgency = policy.urgencies.get(facts.urgency)
    followed = out_of_hours or (urgency is not None and urgency.follow_up == "always")
    flags = flags_of(facts, policy, frozenset(needs.required), out_of_hours=out_of_hours)
    return Seating(
        required=tuple(needs.required.values()),
        advised=tuple(needs.advised.values()),
        follow_up_required=tuple(full.required.values()) if followed else (),
        flags=flags,
        prompts=prompts_for(facts, policy, flags),
        restricted=RESTRICTED in flags,
    )


def _out_of_hours(full: Needs, facts: CaseFacts, policy: Policy) -> Needs:
    """The same needs at night: who is open sits, who is closed is asked for information (domain, [A])."""
    rule, needs = policy.out_of_hours_rule, Needs()
    needs.require([chair(facts, policy, out_of_hours=True)], "Emergency duty chairs out of hours.", "chairs")
    stood_in_for = {*rule.sits_for, *(each.seat for each in policy.chairs)}
    opened = {*referring_seat(facts, policy), *rule.sits_for.values()}
    for seat, need in full.required.items():
        if seat in stood_in_for:
            stand_in = rule.sits_for.get(seat)
            needs.require([stand_in] if stand_in else [], "Emergency duty sits for them.", "out_of_hours.sits_for")
        elif policy.seat(seat).always_open or seat in opened:
            _copy(needs, need)
        else:
            needs.advise([seat], CLOSED, need.rule)
    if not any(policy.seat(seat).health for seat in needs.required):
        why = "No other health seat is open at this hour."
        needs.require([rule.health_if_none_open], why, "out_of_hours.health_if_none_open")
    for need in full.advised.values():
        needs.advise([need.seat], need.why, need.rule)
    return needs


def _copy(needs: Needs, need: SeatNeed) -> None:
    needs.require([need.seat], need.why, need.rule)
    for child in need.children:
        needs.require([need.seat], need.why, need.rule, child)
