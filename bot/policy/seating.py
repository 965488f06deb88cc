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

    @property
    def required_seats(self) -> tuple[str, ...]:
        """The names of the required seats, each once."""
        return tuple(dict.fromkeys(need.seat for need in self.required))

    @property
    def advised_seats(self) -> tuple[str, ...]:
        """The names of the advised seats, each once."""
        return tuple(dict.fromkeys(need.seat for need in self.advised))


def seats_for(facts: CaseFacts, policy: Policy, *, out_of_hours: bool) -> Seating:
    """All seats of the meeting. Never raises: what is not known yet becomes a prompt."""
    full = needs_in_hours(facts, policy)
    needs = _out_of_hours(full, facts, policy) if out_of_hours else full
    urgency = policy.urgencies.get(facts.urgency)
    followed = out_of_hours or (urgency is not None and urgency.follow_up == "always")
    flags = flags_of(facts, policy, needs.required_seats, out_of_hours=out_of_hours)
    return Seating(
        required=needs.required,
        advised=needs.advised,
        follow_up_required=full.required if followed else (),
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
    for need in full.required:
        seat = need.seat
        if seat in stood_in_for:
            stand_in = rule.sits_for.get(seat)
            needs.require([stand_in] if stand_in else [], "Emergency duty sits for them.", "out_of_hours.sits_for")
        elif policy.seat(seat).always_open or seat in opened:
            needs.require([seat], need.why, need.rule, need.child)
        elif rule.closed == "asked_for_information":
            needs.advise([seat], CLOSED, need.rule, need.child)
    if not any(policy.seat(seat).health for seat in needs.required_seats):
        why = "No other health seat is open at this hour."
        needs.require([rule.health_if_none_open], why, "out_of_hours.health_if_none_open")
    for need in full.advised:
        needs.advise([need.seat], need.why, need.rule, need.child)
    return needs
