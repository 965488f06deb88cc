"""Who sits when every office is open: the rules of domain's "Whom to invite", each read from the policy."""

from __future__ import annotations

from bot.domain.case import CaseFacts, Child
from bot.policy.model import Policy
from bot.policy.needs import Needs
from bot.policy.seat_rules import ConcernRule
from bot.policy.who_treats import (
    active_with_children,
    active_with_parents,
    certainly_treating,
    children_of,
    is_adult,
    seat_by_age,
    seat_when_age_unknown,
    treating,
)

CONCERN = "Needed for a concern in this case."
OFTEN = "Often holds information in such a case."
TREATS = "Treats the child now."
KNOWS = "Works with the child."


def needs_in_hours(facts: CaseFacts, policy: Policy) -> Needs:
    """Required and advised seats for a meeting within working hours."""
    needs = Needs()
    needs.require([chair(facts, policy, out_of_hours=False)], "Chairs.", "chairs")
    needs.require(policy.invite.always, "Always needed.", "invite.always")
    _police(needs, facts, policy)
    for code in sorted(facts.concerns & policy.concerns.keys()):
        _concern(needs, facts, policy, code, policy.concerns[code])
    _places(needs, facts, policy)
    if out_of_area(facts, policy):
        rule = "invite.out_of_area_required"
        needs.require(policy.invite.out_of_area_required, "Home and host council both sit.", rule)
    _adult_services(needs, facts, policy)
    needs.require(referring_seat(facts, policy), "Made the referral.", "referrers")
    _health_of_children(needs, facts, policy)
    _advise(needs, facts, policy)
    return needs


def chair(facts: CaseFacts, policy: Policy, *, out_of_hours: bool) -> str:
    """The seat that chairs: the first rule that fits; the last always does."""
    for rule in policy.chairs:
        fits_hour = rule.out_of_hours is None or rule.out_of_hours == out_of_hours
        fits_concern = not rule.concerns or facts.concerns & set(rule.concerns)
        if fits_hour and fits_concern and (not rule.urgencies or facts.urgency in rule.urgencies):
            return rule.seat
    return policy.chairs[-1].seat


def out_of_area(facts: CaseFacts, policy: Policy) -> bool:
    """True when another council is responsible for a child in scope."""
    said = any(policy.concerns[code].out_of_area for code in facts.concerns & policy.concerns.keys())
    return said or any(child.home_authority == "other" for child in facts.in_scope)


def referring_seat(facts: CaseFacts, policy: Policy) -> tuple[str, ...]:
    """The referrer's seat: none for the family and the public, nor for those who sit already."""
    who, rule = facts.referrer, policy.referrers
    if who is None or who in rule.never_invited or who in rule.sits_already:
        return ()
    # The one police seat and the chair stand for their agencies, whichever of their teams has referred.
    if policy.seat(who).agency == "police" or who in {each.seat for each in policy.chairs}:
        return ()
    return (who,)


def _police(needs: Needs, facts: CaseFacts, policy: Policy) -> None:
    fitting = [unit.seat for unit in policy.police_units if facts.concerns & set(unit.concerns)]
    chosen = fitting[0] if fitting else policy.police_units[-1].seat
    needs.require([chosen], "Police sit at every meeting.", "police_units")
    referred = [facts.referrer] if facts.referrer in {unit.seat for unit in policy.police_units} else []
    needs.advise([*fitting, *filter(None, referred)], "Another police unit concerned.", "police_units")


def _concern(needs: Needs, facts: CaseFacts, policy: Policy, code: str, rule: ConcernRule) -> None:
    key = f"concerns.{code}"
    needs.require(rule.required, CONCERN, f"{key}.required")
    for child in facts.in_scope:
        by_age = seat_by_age(child, policy)
        if by_age in rule.required_for_age:
            needs.require([by_age], KNOWS, f"{key}.required_for_age", child.reference)
        needs.require(rule.required_in.get(child.setting or "", ()), CONCERN, f"{key}.required_in")
    if any(_at_school(child, policy) for child in facts.in_scope):
        needs.require(rule.required_if_school_known, CONCERN, f"{key}.required_if_school_known")
    known = {each.service for each in active_with_children(facts)}
    needs.require([seat for seat in rule.required_if_known if seat in known], KNOWS, f"{key}.required_if_known")
    clinicians = [each.service for each in treating(facts, policy)]
    wanted = [seat for seat in clinicians if rule.treating_clinicians or seat in rule.required_if_treating]
    needs.require(wanted, TREATS, f"{key}.required_if_treating")


def _at_school(child: Child, policy: Policy) -> bool:
    if not child.school_known or (child.age is not None and child.age.unborn):
        return False
    return child.age is None or child.age.years >= policy.invite.school_from_age


def _places(needs: Needs, facts: CaseFacts, policy: Policy) -> None:
    for child in facts.in_scope:
        place = policy.settings.get(child.setting or "")
        if place is not None:
            why, rule = "Needed where the child is now.", f"settings.{child.setting}.required"
            needs.require(place.required, why, rule, child.reference)


def _adult_services(needs: Needs, facts: CaseFacts, policy: Policy) -> None:
    active = {each.service for each in active_with_parents(facts)}
    for i, rule in enumerate(policy.adult_services):
        if rule.concern not in facts.concerns:
            continue
        known, key = [seat for seat in rule.seats if seat in active], f"adult_services[{i}]"
        needs.require(known, "Works with a parent.", key)
        if not known:
            needs.require([rule.if_none_known], "May work with a parent: nobody is named yet.", key)


def _health_of_children(needs: Needs, facts: CaseFacts, policy: Policy) -> None:
    """One health professional a child; a seat already required that treats that child fills it."""
    for child in facts.in_scope:
        clinicians = (*certainly_treating(child, facts, policy), *_of_the_place(child, policy))
        there = next((seat for seat in clinicians if seat in needs.required_seats), None) or next(
            iter(clinicians), None
        )
        if there is not None:
            needs.require([there], TREATS, "seats.treats", child.reference)
        elif child.age is None:
            seat = seat_when_age_unknown(child, facts, policy)
            needs.require(
                [seat], "Can find out who in health knows the child.", "known_professional", child.reference
            )
        elif not is_adult(child):
            why, seats = "Health professional for a child of this age.", filter(None, [seat_by_age(child, policy)])
            needs.require(seats, why, "known_professional.by_age", child.reference)
    # A clinician who treats one of several children, we cannot tell which, is needed beside those by age.
    unsure = [each.service for each in treating(facts, policy) if len(children_of(each, facts)) > 1]
    needs.require(unsure[:1], TREATS, "seats.treats")
    if not any(policy.seat(seat).health for seat in needs.required_seats):
        seat = policy.known_professional.unknown_age
        needs.require([seat], "Can find out who in health knows the child.", "known_professional.unknown_age")


def _of_the_place(child: Child, policy: Policy) -> tuple[str, ...]:
    place = policy.settings.get(child.setting or "")
    if place is None or not policy.known_professional.place_fills:
        return ()
    return tuple(seat for seat in place.required if policy.seat(seat).treats)


def _advise(needs: Needs, facts: CaseFacts, policy: Policy) -> None:
    for code in sorted(facts.concerns & policy.concerns.keys()):
        needs.advise(policy.concerns[code].advised, OFTEN, f"concerns.{code}.advised")
    for child in facts.in_scope:
        place = policy.settings.get(child.setting or "")
        if place is not None:
            needs.advise(place.advised, OFTEN, f"settings.{child.setting}.advised")
    known = [each.service for each in facts.known_services if each.active]
    known = [each for each in known if each not in policy.referrers.never_invited]
    needs.advise(known, "Works with the family.", "known_services")
