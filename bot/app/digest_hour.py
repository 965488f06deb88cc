"""At what hour somebody wants their daily list: they choose among the policy's hours, within their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.app import questions as q
from bot.app.cards import Form
from bot.app.commands import ChooseDigestHour, Command
from bot.app.nudging import retime_lists
from bot.app.wording.nudges import NOT_OFFERED, hour_form
from bot.app.work import Handler, Work, there
from bot.domain.errors import Invalid
from bot.domain.people import Person
from bot.policy import Policy
from scheduling.rota import parse_pattern


async def choose(command: ChooseDigestHour, work: Work) -> str:
    """Keep the hour; a list that is on its way today comes at it. Gives the hour that holds now."""
    person = there(await work.uow.people.lock((await work.acting_person()).id))
    policy = _policy(person, work)
    if command.at and command.at not in _offered(person, policy):
        raise Invalid({"at": NOT_OFFERED})
    person.digest_at = command.at
    await work.uow.people.save(person)
    await retime_lists(work, person)
    for council in person.councils:
        await work.note("digest_hour_chosen", person.id, council, at=command.at)
    return command.at or _words(policy.nudges.digest_at)


async def show(_: q.ShowDigestHour, work: Work) -> Form:
    """One question."""
    person = await work.acting_person()
    policy = _policy(person, work)
    usual = _words(policy.nudges.digest_at)
    return hour_form(_offered(person, policy), person.digest_at or usual, usual)


def _policy(person: Person, work: Work) -> Policy:
    served = [each for each in person.councils if each in work.policies.by_council]
    return work.policy(served[0]) if served else work.policies.default


def _offered(person: Person, policy: Policy) -> list[str]:
    """The policy's hours; of those the ones within the person's own pattern, where any are."""
    hours = policy.nudges.digest_hours
    own = [each for each in hours if _at_work(person, each)]
    return [_words(each) for each in own or hours]


def _at_work(person: Person, hour: time) -> bool:
    if not person.works:
        return True
    minute = hour.hour * 60 + hour.minute
    return any(shift.opens <= minute < shift.closes for shift in parse_pattern(person.works).shifts)


def _words(hour: time) -> str:
    return f"{hour:%H:%M}"


HANDLERS: Mapping[type[Command], Any] = {ChooseDigestHour: choose}
ANSWERS: Mapping[type[q.Question], Handler] = {q.ShowDigestHour: show}
