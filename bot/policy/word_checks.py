"""Checks of the codes a policy raises and asks by: a misspelt flag or prompt would silently do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from bot.policy.model import Policy
from bot.policy.problems import Problem
from bot.policy.seats_named import Named

# Domain, "Flags": what the rest of Quorate acts on.
FLAGS = (
    "restricted", "safe_contact", "discharge_blocks", "encompass", "school_unknown", "exploitation_tool",
    "employer_via_lado", "home_and_host", "rota_only_health", "health_on_call", "siblings",
)  # fmt: skip
NEEDED_PROMPTS = (
    "adult_services", "missing_children", "missing_age", "missing_concerns", "missing_services", "missing_referrer",
    "missing_setting", "missing_home_authority", "missing_mobility", "missing_school", "adult_listed", "over_limit",
    "check_spelling",
)  # fmt: skip


def words_out_of_place(policy: Policy, file: str) -> Iterator[Problem]:
    """Flags that nothing acts on, prompts that nothing asks, and prompts that are missing."""
    raised = list(_flags_named(policy))
    # A flag of a partnership's own is shown by its prompt; without one nobody would ever hear of it.
    for key, flag in raised:
        if flag not in FLAGS and flag not in policy.prompts:
            wrong, otherwise = (
                f"names the flag {flag}, which does not exist",
                f"add the words for it as prompts.{flag}",
            )
            yield Problem(file, key, wrong, _near(flag, FLAGS, otherwise))
    asked = {*NEEDED_PROMPTS, *FLAGS, *(flag for _, flag in raised)}
    for code in policy.prompts.keys() - asked:
        yield Problem(file, f"prompts.{code}", "is never asked", _near(code, sorted(asked), "remove it"))
    for code in NEEDED_PROMPTS:
        if code not in policy.prompts:
            yield Problem(file, f"prompts.{code}", "is missing", "add it")


def _flags_named(policy: Policy) -> Named:
    for code, concern in policy.concerns.items():
        yield from ((f"concerns.{code}.flags", flag) for flag in concern.flags)
        yield from ((f"concerns.{code}.flags_if_school_unknown", flag) for flag in concern.flags_if_school_unknown)
        yield from ((f"concerns.{code}.flags_over_age", each.flag) for each in concern.flags_over_age)
    for code, place in policy.settings.items():
        yield from ((f"settings.{code}.flags", flag) for flag in place.flags)
    yield from (("invite.out_of_area_flags", flag) for flag in policy.invite.out_of_area_flags)
    yield from (("invite.several_children_flags", flag) for flag in policy.invite.several_children_flags)
    yield from (("out_of_hours.on_call_flags", flag) for flag in policy.out_of_hours_rule.on_call_flags)
    yield from (("sufficiency.rota_flags", flag) for flag in policy.sufficiency.rota_flags)


def _near(word: str, known: tuple[str, ...] | list[str], otherwise: str) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else otherwise
