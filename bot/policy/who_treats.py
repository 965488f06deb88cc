"""Which known services work with which child, and whose health professional a child has."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.case import CaseFacts, Child, KnownService
from bot.policy.model import Policy

ADULT_AGE = 18
_PART_OF = {"child": "subject", "sibling": "sibling"}
_PARENTS = frozenset({"mother", "father", "parents"})


def children_of(service: KnownService, facts: CaseFacts) -> tuple[Child, ...]:
    """Children in scope whom this service may work with: none when it is about an adult."""
    part = _PART_OF.get(service.about)
    return tuple(child for child in facts.in_scope if child.part == part)


def active_with_children(facts: CaseFacts) -> Iterator[KnownService]:
    """Active services that work with a child in scope."""
    return (each for each in facts.known_services if each.active and children_of(each, facts))


def active_with_parents(facts: CaseFacts) -> Iterator[KnownService]:
    """Active services that work with a parent."""
    return (each for each in facts.known_services if each.active and each.about in _PARENTS)


def treating(facts: CaseFacts, policy: Policy) -> Iterator[KnownService]:
    """Services currently treating a child in scope: active and clinical, other than the universal ones."""
    return (each for each in active_with_children(facts) if policy.seat(each.service).treats)


def certainly_treating(child: Child, facts: CaseFacts, policy: Policy) -> tuple[str, ...]:
    """Seats that treat this very child. With two siblings, "about a sibling" does not say which."""
    return tuple(each.service for each in treating(facts, policy) if children_of(each, facts) == (child,))


def seat_by_age(child: Child, policy: Policy) -> str | None:
    """The seat that a child of this age has; None when the age is not known, or it is no child any more."""
    rule = policy.known_professional
    if child.age is None:
        return None
    if child.age.unborn:
        return rule.unborn
    return next((band.seat for band in rule.by_age if child.age.years < band.under), None)


def is_adult(child: Child) -> bool:
    """True for somebody listed as a child who is 18 or over."""
    return child.age is not None and not child.age.unborn and child.age.years >= ADULT_AGE


def seat_when_age_unknown(child: Child, facts: CaseFacts, policy: Policy) -> str:
    """The universal service known to work with the child, else whoever can find out who holds the record."""
    by_age = {band.seat for band in policy.known_professional.by_age}
    known = (each.service for each in active_with_children(facts) if child in children_of(each, facts))
    return next((service for service in known if service in by_age), policy.known_professional.unknown_age)
