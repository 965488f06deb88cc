"""Every rule of a policy that names a seat: what the checks compare, and what explains why a seat is asked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.policy.model import Policy

Named = Iterator[tuple[str, str]]


def seats_named(policy: Policy) -> Named:
    """Each key of the policy that names a seat, with the seat."""
    for code, concern in policy.concerns.items():
        yield from ((f"concerns.{code}.{key}", seat) for key, seat in concern.seats_named())
    for code, place in policy.settings.items():
        yield from ((f"settings.{code}.{key}", seat) for key, seat in place.seats_named())
    yield from (("invite.always", seat) for seat in policy.invite.always)
    yield from (("invite.out_of_area_required", seat) for seat in policy.invite.out_of_area_required)
    yield from ((f"chairs[{i}].seat", rule.seat) for i, rule in enumerate(policy.chairs))
    yield from ((f"police_units[{i}].seat", unit.seat) for i, unit in enumerate(policy.police_units))
    yield "known_professional.unborn", policy.known_professional.unborn
    yield "known_professional.unknown_age", policy.known_professional.unknown_age
    yield from (("known_professional.by_age", band.seat) for band in policy.known_professional.by_age)
    for i, service in enumerate(policy.adult_services):
        yield from ((f"adult_services[{i}]", seat) for seat in (*service.seats, service.if_none_known))
    yield from _out_of_hours_seats(policy)
    yield from (("ranking.record_seats", seat) for seat in policy.ranking.record_seats)
    yield from (("ranking.record_sits_for", seat) for seat in policy.ranking.record_sits_for)
    for group in policy.sharing.one_person:
        yield from (("sharing.one_person", seat) for seat in group)
    yield from ((f"urgencies.{c}.sign_off", u.sign_off) for c, u in policy.urgencies.items() if u.sign_off)


def _out_of_hours_seats(policy: Policy) -> Named:
    rule = policy.out_of_hours_rule
    for absent, stand_in in rule.sits_for.items():
        yield from (("out_of_hours.sits_for", seat) for seat in (absent, stand_in))
    yield "nights.seat", policy.nights.seat
    yield from (("nights.seats", seat) for seat in policy.nights.seats)
    yield "out_of_hours.health_if_none_open", rule.health_if_none_open
    yield from (("out_of_hours.on_call_health", seat) for seat in rule.on_call_health)


def why_seat(policy: Policy, seat: str) -> tuple[str, ...]:
    """The keys of the rules that can ask for this seat, each once, in the order of the file."""
    keys = dict.fromkeys(key for key, name in seats_named(policy) if name == seat)
    if not policy.seat(seat).treats:
        return tuple(keys)
    rows = (code for code, concern in policy.concerns.items() if concern.treating_clinicians)
    return (*keys, *(f"concerns.{code}.treating_clinicians" for code in rows), "seats.treats")
