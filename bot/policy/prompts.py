"""Questions put to the convenor: what the rules call for, and what the referral leaves out. Never a refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.case import CaseFacts, Child
from bot.policy.model import Policy
from bot.policy.seat_rules import PlaceRule, SeatRule
from bot.policy.who_treats import is_adult

# How alike two words are when one may be a slip for the other: a letter or two.
ALMOST = 0.85
MOST_SLIPS = 20
_ADULTS = frozenset({"mother", "father", "parents", "suspect"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question; `text` is the policy's words."""

    code: str
    text: str


def prompts_for(facts: CaseFacts, policy: Policy, flags: frozenset[str]) -> tuple[Prompt, ...]:
    """What to ask about this case, the most telling first."""
    codes = [*_adults(facts, policy), *sorted(flags & policy.prompts.keys()), *_missing(facts, policy, flags)]
    asked = tuple(Prompt(code, policy.prompts[code]) for code in dict.fromkeys(codes))
    meant = ", ".join(_perhaps_meant(facts, policy))
    return (*asked, Prompt("check_spelling", f"{policy.prompts['check_spelling']} {meant}?")) if meant else asked


def _perhaps_meant(facts: CaseFacts, policy: Policy) -> Iterator[str]:
    """Labels of what is written almost so in the case. A word without a rule adds nothing, so a slip would be lost.

    The word itself is not repeated: it is the case's, and may say more than it should.
    """
    written: list[tuple[set[str], Mapping[str, PlaceRule | SeatRule]]] = [
        (set(facts.concerns), policy.concerns),
        ({child.setting for child in facts.in_scope if child.setting}, policy.settings),
        ({facts.referrer or "", *(each.service for each in facts.known_services)}, policy.seats),
    ]
    fixed = {*policy.referrers.sits_already, *policy.referrers.never_invited}
    for words, known in written:
        for word in sorted(words - known.keys() - fixed)[:MOST_SLIPS]:
            yield from (known[near].label for near in get_close_matches(word, known, n=1, cutoff=ALMOST))


def _adults(facts: CaseFacts, policy: Policy) -> Iterator[str]:
    concerned = any(policy.concerns[code].involves_adult for code in facts.concerns & policy.concerns.keys())
    if concerned or any(each.about in _ADULTS for each in facts.known_services):
        yield "adult_services"


def _missing(facts: CaseFacts, policy: Policy, flags: frozenset[str]) -> Iterator[str]:
    subjects = [child for child in facts.in_scope if child.part == "subject"]
    if not facts.in_scope:
        yield "missing_children"
    if any(child.age is None for child in facts.in_scope):
        yield "missing_age"
    if not facts.concerns:
        yield "missing_concerns"
    if not any(each.active for each in facts.known_services):
        yield "missing_services"
    if facts.referrer is None:
        yield "missing_referrer"
    if any(child.setting is None for child in subjects):
        yield "missing_setting"
    if any(child.home_authority is None for child in subjects):
        yield "missing_home_authority"
    if any(_mobility_matters(child, facts, policy) for child in subjects):
        yield "missing_mobility"
    if "school_unknown" not in flags and any(_school_missing(child, policy) for child in subjects):
        yield "missing_school"
    if any(is_adult(child) for child in facts.in_scope):
        yield "adult_listed"
    if len(facts.children) > policy.limits.children or len(facts.known_services) > policy.limits.known_services:
        yield "over_limit"


def _mobility_matters(child: Child, facts: CaseFacts, policy: Policy) -> bool:
    if child.mobile is not None or child.age is None or child.age.unborn:
        return False
    asked = any(policy.concerns[code].asks_mobility for code in facts.concerns & policy.concerns.keys())
    return asked and child.age.years < policy.invite.mobility_until_age


def _school_missing(child: Child, policy: Policy) -> bool:
    if child.school_known or child.age is None or child.age.unborn or is_adult(child):
        return False
    return child.age.years >= policy.invite.school_from_age
