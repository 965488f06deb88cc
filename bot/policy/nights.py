"""The night between two working days: when it is, how it is chased, and whom to ring in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import CaseFacts
from bot.policy import scheduling_rules
from bot.policy.council import Council
from bot.policy.ladder_rules import ANY, LadderName
from bot.policy.model import Policy
from scheduling.ladder import Ladder
from scheduling.london import local_day
from scheduling.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Night:
    """From when the offices close until they open again (UTC): one evening, a weekend, a holiday."""

    begins: datetime
    ends: datetime


def night_of(office: WorkingTime, now: datetime) -> Night:
    """The night under way; by day the one to come."""
    day = local_day(now)
    if not office.is_working_day(day) or now < office.open_of(day):
        day = office.working_day_before(day)
    begins = office.close_of(day)
    return Night(begins, office.next_open(max(begins, now)) if now >= begins else office.next_open(begins))


def night_ladder(policy: Policy, name: LadderName, urgency: str) -> Ladder:
    """The steps of this urgency, at any hour: what is handed over at night cannot wait for the office."""
    rule = policy.ladders[name]
    found = rule.steps.get(urgency) or rule.steps.get(ANY, ())
    return Ladder(name, tuple(scheduling_rules.step(each, urgent=True) for each in found), working_hours_only=False)


def chair_by_day(policy: Policy, facts: CaseFacts) -> str:
    """The seat that chairs such a case in working hours."""
    for rule in policy.chairs:
        fits = not rule.concerns or facts.concerns & set(rule.concerns)
        if not rule.out_of_hours and fits and (not rule.urgencies or facts.urgency in rule.urgencies):
            return rule.seat
    return policy.chairs[-1].seat


def whom_to_ring(council: Council) -> str:
    """A named human and a number, for when nobody of emergency duty is there."""
    name, phone = council.out_of_hours_name, council.out_of_hours_phone
    contact = f"{council.contact_name} on {council.contact_phone}"
    if phone and name:
        return f"{name} on {phone}"
    if phone and council.contact_phone:
        return f"emergency duty on {phone}, or {contact}"
    return f"emergency duty on {phone}" if phone else contact
