"""Checks across sections: what one rule names, another must define."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from bot.domain.quorum import PARTNERS
from bot.policy.ladder_rules import ANY, LADDERS, OUT_OF_HOURS
from bot.policy.links import problem_with_link
from bot.policy.model import Policy
from bot.policy.problems import Problem
from bot.policy.seats_named import Named, seats_named
from bot.policy.who_treats import ADULT_AGE
from bot.policy.word_checks import words_out_of_place

UNNAMED = "DEFAULT"


def problems_of(policy: Policy, file: str) -> list[Problem]:
    """Everything that does not fit together, each with the key to mend."""
    found = [
        *_unknown(file, "seat", seats_named(policy), policy.seats),
        *_unknown(file, "seat", _owner_words_named(policy), policy.seats),
        *_unknown(file, "seat", _police_named(policy), policy.seats),
        *_unknown(file, "concern", _concerns_named(policy), policy.concerns),
        *_unknown(file, "urgency", _urgencies_named(policy), policy.urgencies),
        *_unknown(file, "setting", _settings_named(policy), policy.settings),
        *words_out_of_place(policy, file),
        *(Problem(file, f"ladders.{name}", "is missing", "add it") for name in LADDERS if name not in policy.ladders),
        *_council(policy, file),
        *_rooms(policy, file),
        *_times(policy, file),
        *_order(policy, file),
    ]
    return list(found)


def _unknown(file: str, kind: str, named: Iterable[tuple[str, str]], known: Iterable[str]) -> Iterator[Problem]:
    names = set(known)
    for key, name in named:
        if name not in names:
            near = get_close_matches(name, names, n=1, cutoff=0.6)
            instead = f"did you mean {near[0]}?" if near else f"define it under [{_PLURAL[kind]}], or remove it"
            yield Problem(file, key, f"names the {kind} {name}, which does not exist", instead)


_PLURAL = {"seat": "seats", "concern": "concerns", "urgency": "urgencies", "setting": "settings"}


def _concerns_named(policy: Policy) -> Named:
    for i, rule in enumerate(policy.chairs):
        yield from ((f"chairs[{i}].concerns", concern) for concern in rule.concerns)
    for i, unit in enumerate(policy.police_units):
        yield from ((f"police_units[{i}].concerns", concern) for concern in unit.concerns)
    yield from ((f"adult_services[{i}].concern", rule.concern) for i, rule in enumerate(policy.adult_services))


def _owner_words_named(policy: Policy) -> Named:
    for word, part in policy.owner_words.items():
        yield from ((f"owner_words.{word}.seats", seat) for seat in part.seats)


def _police_named(policy: Policy) -> Named:
    yield from (("police_request.seats", seat) for seat in policy.police_request.seats)


def _urgencies_named(policy: Policy) -> Named:
    yield "meeting.full_meeting_urgency", policy.meeting.full_meeting_urgency
    yield from (("information.by_urgency", code) for code in policy.information.by_urgency)
    yield from (("availability.offered_slots_for", code) for code in policy.availability.offered_slots_for)
    snoozes = policy.actions.longest_snooze_minutes
    yield from (("actions.longest_snooze_minutes", code) for code in snoozes if code != ANY)
    for i, rule in enumerate(policy.chairs):
        yield from ((f"chairs[{i}].urgencies", code) for code in rule.urgencies)
    for i, at_once in enumerate(policy.nudges.at_once):
        yield from ((f"nudges.at_once[{i}].urgencies", code) for code in at_once.urgencies)
    yield from (("police_request.within", code) for code in policy.police_request.within if code != ANY)
    for name, ladder in policy.ladders.items():
        yield from ((f"ladders.{name}.steps", code) for code in ladder.steps if code not in (ANY, OUT_OF_HOURS))


def _settings_named(policy: Policy) -> Named:
    for code, concern in policy.concerns.items():
        yield from ((f"concerns.{code}.required_in", setting) for setting in concern.required_in)


def _council(policy: Policy, file: str) -> Iterator[Problem]:
    council = policy.council
    if not council.reference_ok(council.case_reference_example):
        key, wrong = "council.case_reference_example", "does not match case_reference_pattern"
        yield Problem(file, key, wrong, "write an example that does, or mend the pattern")
    if council.reference_ok("Ann Smith") or council.reference_ok("Smith"):
        key, wrong = "council.case_reference_pattern", "lets a typed name through"
        yield Problem(file, key, wrong, "ask for at least one digit")
    if council.code != UNNAMED and not (council.contact_name and council.contact_phone):
        yield Problem(file, "council.contact_phone", "nobody to ring", "give contact_name and contact_phone")


def _rooms(policy: Policy, file: str) -> Iterator[Problem]:
    ids = [room.id for room in policy.rooms]
    for i, room in enumerate(policy.rooms):
        if ids.index(room.id) != i:
            yield Problem(file, f"rooms[{i}].id", f"{room.id} is used twice", "give each room its own id")
        if not room.dial_in:
            yield Problem(
                file, f"rooms[{i}].dial_in", "is missing", "give a number to dial: not everybody can use the link"
            )
        wrong = problem_with_link(room.join_url, allow_loopback=policy.allow_loopback_links)
        if wrong:
            yield Problem(file, f"rooms[{i}].join_url", "cannot be used", wrong)


def _times(policy: Policy, file: str) -> Iterator[Problem]:
    week = policy.working_time_rule
    for code, urgency in policy.urgencies.items():
        raised_by, key = urgency.deadline.same_day_raised_by, f"urgencies.{code}"
        if raised_by is not None and not week.opens <= raised_by <= week.closes:
            yield Problem(file, f"{key}.deadline", "is outside working time", "choose an hour within it")
        days, latest = urgency.deadline.working_days, urgency.latest_working_days
        if latest is not None and (days is None or latest < days):
            yield Problem(file, f"{key}.latest_working_days", "comes before the deadline", "make it later")
        if urgency.minutes % policy.meeting.grid_minutes:
            yield Problem(file, f"{key}.minutes", "does not fit meeting.grid_minutes", "make it a multiple")
        if code not in policy.information.by_urgency:
            yield Problem(file, "information.by_urgency", f"has no line for {code}", "add it")
    nudges = policy.nudges
    if not week.opens <= policy.nights.carry_over_at < week.closes:
        yield Problem(file, "nights.carry_over_at", "is outside working time", "choose an hour within it")
    hours = {"digest_at": [nudges.digest_at], "manager_digest_at": [nudges.manager_digest_at]}
    for name, each in (hours | {"digest_hours": list(nudges.digest_hours)}).items():
        if not all(week.opens <= hour < week.closes for hour in each):
            yield Problem(file, f"nudges.{name}", "is outside working time", "choose an hour within it")


def _order(policy: Policy, file: str) -> Iterator[Problem]:
    if not policy.chairs or policy.chairs[-1].model_fields_set != {"seat"}:
        yield Problem(file, "chairs", "leaves some meetings without a chair", "end with a rule that has only a seat")
    if not policy.police_units:
        yield Problem(file, "police_units", "is empty", "name at least one police seat")
    ages = [band.under for band in policy.known_professional.by_age]
    if ages[-1] < ADULT_AGE:
        yield Problem(
            file, "known_professional.by_age", "leaves out older children", f"let the last be under {ADULT_AGE}"
        )
    if ages != sorted(set(ages)):
        yield Problem(file, "known_professional.by_age", "is not in order", "put the youngest first, each age once")
    if not policy.seats.keys() & policy.invite.always:
        yield Problem(file, "invite.always", "is empty", "name at least the social worker")
    yield from _partners(policy, file)
    for code in policy.nights.asks:
        if code not in policy.nights.missing:
            yield Problem(file, "nights.missing", f"has no words for {code}", "add them")
    if ANY not in policy.actions.longest_snooze_minutes:
        yield Problem(file, "actions.longest_snooze_minutes", "has no line `any`", "add it")
    if ANY not in policy.police_request.within:
        yield Problem(file, "police_request.within", "has no line `any`", "add it")
    for name, ladder in policy.ladders.items():
        if ANY not in ladder.steps and not policy.urgencies.keys() <= ladder.steps.keys():
            yield Problem(file, f"ladders.{name}.steps", "leaves out an urgency", "add `any`")


def _partners(policy: Policy, file: str) -> Iterator[Problem]:
    wanted = {f"police_units[{i}].seat": (unit.seat, "police") for i, unit in enumerate(policy.police_units)}
    wanted |= {f"chairs[{i}].seat": (rule.seat, "social_care") for i, rule in enumerate(policy.chairs)}
    for key, (name, agency) in wanted.items():
        if name in policy.seats and policy.seats[name].agency != agency:
            yield Problem(file, key, f"{name} is not a seat of {agency}", f"name a seat whose agency is {agency}")
    for agency in PARTNERS:
        if agency not in policy.quorum.agencies:
            instead = f"name at least {', '.join(PARTNERS)}"
            yield Problem(file, "quorum.agencies", f"leaves out {agency}", instead)
    night = policy.out_of_hours_rule
    for absent, stand_in in night.sits_for.items():
        if {absent, stand_in} <= policy.seats.keys() and policy.seat(absent).agency != policy.seat(stand_in).agency:
            wrong = f"{stand_in} is not of {policy.seat(absent).agency}, so it cannot sit for {absent}"
            yield Problem(file, f"out_of_hours.sits_for.{absent}", wrong, "name a seat of the same agency")
    for key, name in (
        ("health_if_none_open", night.health_if_none_open),
        *(("on_call_health", s) for s in night.on_call_health),
    ):
        if name in policy.seats and not (policy.seats[name].health and policy.seats[name].always_open):
            wrong, instead = f"{name} cannot sit for health at night", "name a seat with health and always_open"
            yield Problem(file, f"out_of_hours.{key}", wrong, instead)
    bands = policy.known_professional
    for name in {bands.unborn, bands.unknown_age, *(band.seat for band in bands.by_age)}:
        if name in policy.seats and not policy.seats[name].health:
            yield Problem(
                file, "known_professional", f"{name} does not speak for a child's health", "name a health seat"
            )
