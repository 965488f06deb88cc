"""A rule that can ask for a seat, in a sentence: what `policy show --why` says above the line of the file."""

from __future__ import annotations

import re

from bot.policy.model import Policy

_INDEXED = re.compile(r"(chairs|police_units|adult_services)\[(\d+)\]")
_BY_CONCERN = {
    "required": "Required when the concern is {}.",
    "advised": "Advised when the concern is {}.",
    "required_for_age": "Required when the concern is {}, for a child who has it by age.",
    "required_if_known": "Required when the concern is {} and it works with the child.",
    "required_if_treating": "Required when the concern is {} and it treats the child.",
    "required_if_school_known": "Required when the concern is {} and the school is known.",
    "treating_clinicians": "Required when the concern is {} and it treats the child.",
}
_OTHER = {
    "invite.always": "Always required.",
    "invite.out_of_area_required": "Required when another council is responsible for the child.",
    "known_professional.unborn": "Required for an unborn child, unless another service treats the child now.",
    "known_professional.by_age": "Required for a child of that age, unless another service treats the child now.",
    "known_professional.unknown_age": "Required for a child of unknown age, to find out who knows the child.",
    "out_of_hours.sits_for": "Out of hours one sits for the other.",
    "out_of_hours.health_if_none_open": "Required out of hours when no other health seat is open.",
    "out_of_hours.on_call_health": "Enough for health out of hours, and flagged.",
    "nights.seat": "Whoever fills this seat is emergency duty: the day's open work is handed to them.",
    "nights.seats": "Has the morning's list where nothing else says which team.",
    "ranking.record_seats": "Whoever can sit here can read every child's record.",
    "ranking.record_sits_for": "Whoever can read the record may be asked in its place.",
    "sharing.one_person": "One person may fill these seats together.",
    "seats.treats": "Required while it treats the child: it outranks the professional by age.",
}


def rule_in_words(policy: Policy, key: str) -> str:
    """What the rule with this key does; `key` as `seats_named.why_seat` gives it."""
    section, _, rest = key.partition(".")
    code, _, rule = rest.partition(".")
    if section == "concerns" and code in policy.concerns:
        concern, (rule, _, setting) = policy.concerns[code].label.lower(), rule.partition(".")
        if rule == "required_in":
            return f"Required when the concern is {concern} and the child is: {_place(policy, setting)}."
        return _BY_CONCERN[rule].format(concern)
    if section == "settings":
        return f"{rule.capitalize()} when the child is: {_place(policy, code)}."
    if section == "urgencies":
        return f"Signs off a later date than the deadline: {policy.urgencies[code].label.lower()}."
    found = _INDEXED.match(key)
    return _OTHER[key] if found is None else _one_of_several(policy, found[1], int(found[2]))


def _one_of_several(policy: Policy, section: str, index: int) -> str:
    if section == "adult_services":
        concern = policy.concerns[policy.adult_services[index].concern].label.lower()
        return f"Required when the concern is {concern} and it works with a parent, or nobody else is named."
    if section == "police_units":
        last = ", or when no unit fits" if index == len(policy.police_units) - 1 else ""
        concerns = _labels(policy, policy.police_units[index].concerns)
        return f"Sits for the police when the concern is: {concerns}{last}; the first that fits."
    rule = policy.chairs[index]
    conditions = [
        *(["out of hours" if rule.out_of_hours else "in working hours"] if rule.out_of_hours is not None else []),
        *([f"when the concern is: {_labels(policy, rule.concerns)}"] if rule.concerns else []),
        *([f"at the urgency: {', '.join(rule.urgencies)}"] if rule.urgencies else []),
    ]
    return f"Chairs {', '.join(conditions) or 'when no rule above fits'}."


def _labels(policy: Policy, concerns: tuple[str, ...]) -> str:
    return ", ".join(policy.concerns[code].label.lower() for code in concerns)


def _place(policy: Policy, setting: str) -> str:
    return policy.settings[setting].label.lower()
