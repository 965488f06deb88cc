"""Flags: codes that change how a case is handled, raised by its facts alone."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.case import CaseFacts, Child
from bot.policy.in_hours import out_of_area
from bot.policy.model import Policy
from bot.policy.who_treats import ADULT_AGE


def flags_of(facts: CaseFacts, policy: Policy, required: frozenset[str], *, out_of_hours: bool) -> frozenset[str]:
    """Every flag of this case; `required` are the seats of this meeting."""
    flags = set(policy.flags(facts)) | set(_of_children(facts, policy))
    if out_of_area(facts, policy):
        flags |= set(policy.invite.out_of_area_flags)
    if len(facts.in_scope) > 1:
        flags |= set(policy.invite.several_children_flags)
    if out_of_hours and required & set(policy.out_of_hours_rule.on_call_health):
        flags |= set(policy.out_of_hours_rule.on_call_flags)
    return frozenset(flags)


def _of_children(facts: CaseFacts, policy: Policy) -> Iterator[str]:
    concerns = [policy.concerns[code] for code in sorted(facts.concerns & policy.concerns.keys())]
    for child in facts.in_scope:
        place = policy.settings.get(child.setting or "")
        yield from place.flags if place is not None else ()
        for concern in concerns:
            if _school_unknown(child, policy):
                yield from concern.flags_if_school_unknown
            # The concern is about the child the meeting is for, not about a brother or sister.
            if child.part == "subject" and child.age is not None:
                yield from (each.flag for each in concern.flags_over_age if child.age.over(each.over))


def _school_unknown(child: Child, policy: Policy) -> bool:
    """True when it is not known, or nothing is said of the child the meeting is for, who is old enough."""
    if child.age is not None and child.age.unborn:
        return False
    if child.school_known is None and child.part == "subject" and child.age is not None:
        return policy.invite.school_from_age <= child.age.years < ADULT_AGE
    return child.school_known is False
