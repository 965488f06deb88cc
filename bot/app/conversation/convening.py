"""The form that calls a meeting, the plan that is sent, and the meeting that has already happened."""

from __future__ import annotations

from datetime import datetime

from bot.app import commands as c
from bot.app import questions as q
from bot.app.access import may_convene
from bot.app.cards import Option
from bot.app.conversation import inputs
from bot.app.conversation.inputs import Values
from bot.app.conversation.not_told import kept_out
from bot.app.conversation.talk import Talk
from bot.app.replies import Ask, Reply, Say
from bot.app.wording.talk import INVITED, RECORDED, YOURSELF
from bot.domain.case import CaseFacts, Child, KnownService
from bot.domain.errors import Invalid


async def convene(talk: Talk, subject: str, values: Values) -> Reply:
    """Two answers are enough: a plan comes back, and nobody has been told anything. What is added to a meeting that
    is called already asks whoever is needed as well."""
    council = _council(talk, values)
    meeting_id, _, seen = subject.partition(".")
    excluded, names = await kept_out(values, _search(talk))
    if talk.person.id in excluded:
        raise Invalid({"not_told": YOURSELF})
    facts = await _facts(talk, council, values, excluded)
    planned = await talk.do(c.ConveneMeeting(council, facts, excluded, names, meeting_id, seen))
    return await talk.look(q.ShowMeeting(planned))


async def send(talk: Talk, meeting_id: str, values: Values) -> Reply:
    """The plan as it stands, at the time that was chosen."""
    chosen = inputs.one(values, "starts_at")
    try:
        at = datetime.fromisoformat(chosen) if chosen else None
    except ValueError:
        raise Invalid({"starts_at": "Choose a time."}) from None
    await talk.do(c.SendInvitations(meeting_id, at))
    shown = await talk.look(q.ShowMeeting(meeting_id))
    # Still a draft: somebody was taken meanwhile, and the plan that is shown has changed.
    return shown if isinstance(shown, Ask) else Say(INVITED, "good")


async def held_by_phone(talk: Talk, _: str, values: Values) -> Reply:
    """Who, when, and what was decided to be done."""
    council = _council(talk, values)
    happened_at, attended, lines = await held(talk, values, _search(talk))
    facts = await _facts(talk, council, values, ())
    await talk.do(c.TellHeldByPhone(council, facts, happened_at, attended, lines))
    return Say(RECORDED, "good")


async def held(
    talk: Talk, values: Values, search: inputs.Search
) -> tuple[datetime, tuple[str, ...], tuple[str, ...]]:
    """When a meeting was held, who was there, and the actions, a line each."""
    happened_at = inputs.instant(values)
    if happened_at > talk.now():
        raise Invalid({"time": "This is still to come. Write when it was held."})
    attended = await inputs.people(values, "attended", search)
    if not attended:
        raise Invalid({"attended": "Say who took part."})
    return happened_at, attended, tuple(filter(None, map(str.strip, inputs.one(values, "actions").splitlines())))


def _council(talk: Talk, values: Values) -> str:
    councils = [each for each in talk.person.councils if may_convene(talk.person, each)]
    chosen = inputs.one(values, "council") or (councils[0] if councils else "")
    if chosen not in councils:
        raise Invalid({"council": "Choose your council."})
    return chosen


def _search(talk: Talk) -> inputs.Search:
    async def search(words: str) -> tuple[Option, ...]:
        found: tuple[Option, ...] = await talk.ask(q.SearchPeople(words))
        return found

    return search


async def _facts(talk: Talk, council: str, values: Values, excluded: tuple[str, ...]) -> CaseFacts:
    policy = talk.bus.policies.of(council)
    urgency = inputs.one(values, "urgency")
    if urgency not in policy.urgencies:
        raise Invalid({"urgency": "Choose how soon."})
    references = inputs.references(values, policy)
    ages = inputs.ages(values, len(references))
    concerns = frozenset(each for each in inputs.several(values, "concerns") if each in policy.concerns)
    workers = [each for each in await inputs.people(values, "workers", _search(talk)) if each not in excluded]
    return CaseFacts(
        children=tuple(
            Child(reference, age, part="subject" if place == 0 else "sibling")
            for place, (reference, age) in enumerate(zip(references, ages, strict=True))
        ),
        concerns=concerns,
        known_services=(*_services(talk, council, values), *await _known(talk, workers)),
        referrer=inputs.one(values, "referrer") or None,
        received_at=talk.now(),
        urgency=urgency,
    )


def _services(talk: Talk, council: str, values: Values) -> tuple[KnownService, ...]:
    policy = talk.bus.policies.of(council)
    adult = {seat for rule in policy.adult_services for seat in rule.seats}
    chosen = [each for each in inputs.several(values, "services") if each in policy.seats]
    return tuple(KnownService(each, "parents" if each in adult else "child") for each in chosen)


async def _known(talk: Talk, workers: list[str]) -> list[KnownService]:
    """People named as knowing the child: each brings the seat they fill."""
    found = [(each, await talk.ask(q.SeatsOf(each))) for each in workers]
    return [KnownService(seats[0], "child", True, person_id) for person_id, seats in found if seats]
