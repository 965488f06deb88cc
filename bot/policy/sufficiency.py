"""Whether health is enough for quorum: who accepted, whom they know, and whose information has come.

Domain, "Sufficiency test" [A]: for each child in scope somebody from health who accepted knows the child or holds
the record, or every other known service has sent its information. A rota nurse alone never satisfies it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.case import CaseFacts, Child
from bot.domain.meeting import Seat
from bot.policy.model import Policy
from bot.policy.seat_rules import tier_named
from bot.policy.who_treats import certainly_treating, children_of, is_adult, seat_by_age, seat_when_age_unknown

RECORD = "record"


@dataclass(frozen=True, slots=True)
class Accepting:
    """Somebody who has accepted a seat, and the references of the children whom they know or hold a record of."""

    seat: str
    knows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """`missing` says in plain English what is not there, `cure` what would mend it; both empty when enough."""

    enough: bool
    codes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    cure: tuple[str, ...] = ()


def sufficiency(
    facts: CaseFacts,
    policy: Policy,
    accepting: Iterable[Accepting],
    informed: Iterable[str],
    *,
    out_of_hours: bool,
) -> Sufficiency:
    """Judge health from who accepted; `informed` are the services (seat names) whose information has come."""
    health = [each for each in accepting if policy.seat(each.seat).health]
    on_call = policy.out_of_hours_rule
    if out_of_hours and any(each.seat in on_call.on_call_health for each in health):
        return Sufficiency(True, on_call.on_call_flags)
    children = [child for child in facts.in_scope if not is_adult(child)]
    if not children:
        return Sufficiency(False, ("no_child",), ("No child is listed.",), ("Add each child's case reference.",))
    codes = _codes(health, policy)
    ring = (f"Ring: {policy.seat(_on_call(facts, policy)).label}.",)
    if out_of_hours and not health:
        return Sufficiency(False, codes, ("Nobody from health is coming.",), ring)
    known, sent = frozenset().union(*(each.knows for each in health)), frozenset(informed)
    lacking = [child for child in children if child.reference not in known]
    awaited = {child.reference: _awaited(child, facts, policy, sent) for child in lacking}
    # Information makes up for nobody knowing the child only if health is there, and some service has known the child.
    lacking = [child for child in lacking if not health or awaited[child.reference] != ()]
    if not lacking:
        return Sufficiency(True, codes)
    names = _names(children)
    missing = tuple(f"Nobody from health who knows {names[child.reference]} is coming." for child in lacking)
    cures = (_cure(child, names, facts, policy, awaited[child.reference]) for child in lacking)
    # At night whoever knows the child sleeps, and the doctor on call is enough: that is the one thing to do.
    return Sufficiency(False, codes, missing, ring if out_of_hours else tuple(dict.fromkeys(cures)))


def _on_call(facts: CaseFacts, policy: Policy) -> str:
    """Whom to ring at night: the on-call service that a concern calls for, else the one that always sits."""
    concerns = (policy.concerns[code] for code in sorted(facts.concerns & policy.concerns.keys()))
    called_for = (seat for concern in concerns for seat in concern.required)
    on_call = policy.out_of_hours_rule
    return next((seat for seat in called_for if seat in on_call.on_call_health), on_call.health_if_none_open)


def sufficiency_of_meeting(
    facts: CaseFacts,
    policy: Policy,
    filled: Iterable[Seat],
    informed: Iterable[str],
    *,
    out_of_hours: bool | None = None,
) -> Sufficiency:
    """The same from a meeting's accepted seats; a seat's `tier` says how its person was found.

    `informed` are the names of the seats whose information has come. `out_of_hours`: as the meeting is, or None to
    take the case's own word.
    """
    night = policy.out_of_hours(facts) if out_of_hours is None else out_of_hours
    accepting = [Accepting(seat.name, _knows(seat, facts, policy)) for seat in filled]
    return sufficiency(facts, policy, accepting, informed, out_of_hours=night)


def _knows(seat: Seat, facts: CaseFacts, policy: Policy) -> frozenset[str]:
    """Children whom the person in this seat knows, by how the person was chosen."""
    tier = tier_named(seat.tier)
    if tier not in policy.sufficiency.tiers_that_know:
        return frozenset()
    everybody = facts.in_scope
    if tier == RECORD or len(everybody) == 1:
        return frozenset(child.reference for child in everybody)
    if seat.child:
        # One person who fills the same seat for several children may have one row, the references with commas.
        return frozenset(seat.child.split(","))
    # A seat of the case as a whole: only children who certainly have this service.
    sure = {children_of(each, facts) for each in facts.known_services if each.active and each.service == seat.name}
    served = (child for child in everybody if (child,) in sure or seat_by_age(child, policy) == seat.name)
    return frozenset(child.reference for child in served)


def _codes(health: list[Accepting], policy: Policy) -> tuple[str, ...]:
    if not health:
        return ("no_health",)
    return () if any(each.knows for each in health) else policy.sufficiency.rota_flags


def _awaited(child: Child, facts: CaseFacts, policy: Policy, sent: frozenset[str]) -> tuple[str, ...] | None:
    """Services that work with the child and have not sent their information; None when none is known at all."""
    known = [each.service for each in facts.known_services if each.active and child in children_of(each, facts)]
    if child.age is not None and child.age.unborn:
        known += [each.service for each in facts.known_services if each.active and each.about == "mother"]
    if policy.sufficiency.information_from == "health":
        known = [service for service in known if policy.seat(service).health]
    if not known:
        return None
    return tuple(dict.fromkeys(service for service in known if service not in sent))


def _names(children: list[Child]) -> dict[str, str]:
    """What to call each child without naming it."""
    if len(children) == 1:
        return {children[0].reference: "the child"}
    return {child.reference: f"child {place}" for place, child in enumerate(children, start=1)}


def _cure(
    child: Child, names: dict[str, str], facts: CaseFacts, policy: Policy, awaited: tuple[str, ...] | None
) -> str:
    treats = next(iter(certainly_treating(child, facts, policy)), None)
    seat = treats or seat_by_age(child, policy) or seat_when_age_unknown(child, facts, policy)
    ask = f"Ask the {_in_a_sentence(policy.seat(seat).label)} who knows {names[child.reference]}"
    if not awaited:
        return f"{ask}."
    if awaited == (seat,):
        return f"{ask}, or get their information first."
    return f"{ask}, or first get the information of: {', '.join(policy.seat(each).label for each in awaited)}."


def _in_a_sentence(label: str) -> str:
    """The label as it stands within a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
