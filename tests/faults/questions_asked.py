"""A case with a canary in every private field, and one of every question that can be asked about it."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import timedelta
from typing import Any

from bot.app import questions as q
from bot.domain.action import Extension, GivenBack, LongerAsked, Outcome, Turn
from bot.domain.calendar_answer import CalendarAnswer
from bot.domain.diary import Calendar
from bot.domain.meeting import AgencyReference, MeetingState
from bot.domain.retention import LegalHold
from bot.storage.columns import Private
from bot.storage.tables import METADATA
from tests.kit.world import COUNCIL, World

CANARY = "Kanarie"
NOT_WORDS = {"key_proof.word", "marking_key.word", "directory_hold.code", "meeting.excluded"}
"""Sealed, and nothing that anybody said: proofs of keys, a code of our own, and ids."""
NAMES = {"agency_reference.reference", "invitation.instead", "seat.named_elsewhere", "meeting.reason"}
"""An agency's own number, the right person's name, and why the planner chose another time (a draft's `reason` is the
planner's): who is to come, and nothing about a child. Cards in a chat say them too: each post is kept as a notice."""
FIELDS = {
    f"{table.name}.{column.name}"
    for table in METADATA.tables.values()
    for column in table.columns
    if isinstance(column.type, Private)
} - NOT_WORDS


def canary(field: str) -> str:
    """What stands in this field, and nowhere else."""
    assert field in FIELDS, field
    return f"{CANARY}-{field.replace('.', '-')}."


def planted(answer: object) -> set[str]:
    """The private fields whose words are in an answer."""
    words = repr(answer)
    return {field for field in FIELDS if canary(field) in words}


async def plant(world: World) -> None:
    """Write a canary into every private field of the one case there is, and of the people and holds about it."""
    async with world.storage.units.write() as uow:
        (meeting,) = await uow.meetings.where()
        (child,) = meeting.facts.children
        meeting.facts = replace(meeting.facts, children=(replace(child, reference=canary("meeting.facts")),))
        meeting.excluded_names, meeting.reason = (canary("meeting.excluded_names"),), canary("meeting.reason")
        await uow.meetings.save(meeting)
        for seat in await uow.seats.where(meeting_id=meeting.id):
            seat.named_elsewhere = canary("seat.named_elsewhere")
            await uow.seats.save(seat)
        for invitation in await uow.invitations.where(meeting_id=meeting.id):
            invitation.instead = canary("invitation.instead")
            await uow.invitations.save(invitation)
        for agency in ("social_care", "police", "health"):
            number = canary("agency_reference.reference")
            await uow.agency_references.add(AgencyReference(agency, COUNCIL, meeting.id, agency, number, "sam"))
        (request,) = await uow.police_requests.where()
        request.refused_at, request.refused_code = world.clock, "no_officer"
        request.refused_words = canary("police_request.refused_words")
        await uow.police_requests.save(request)
        for address in await uow.addresses.where():
            address.conversation = {"id": canary("address.conversation")}
            await uow.addresses.save(address)
        await uow.calendars.add(Calendar("cal", "sam", canary("calendar.address"), world.clock))
        reason = canary("legal_hold.reason")
        await uow.legal_holds.add(LegalHold("hold", COUNCIL, "mark", reason, world.clock, "operator"))
        await _plant_in_action(world, uow)
        await uow.commit()


async def becomes(world: World, state: str, expected: str) -> None:
    """The meeting is in this state, and its action is expected so."""
    async with world.storage.units.write() as uow:
        (meeting,), (action,) = await uow.meetings.where(), await uow.actions.where()
        meeting.state, action.expected = MeetingState(state), expected
        await uow.meetings.save(meeting)
        await uow.actions.save(action)
        await uow.commit()


async def _plant_in_action(world: World, uow: Any) -> None:
    (action,) = await uow.actions.where()
    now, soon = world.clock, world.clock + timedelta(days=3)
    for name in ("words", "owner_words", "timescale_words", "outcome_words"):
        setattr(action, name, canary(f"action.{name}"))
    action.due_at = soon
    action.extensions = (Extension(now, "hv2", now, soon, canary("action.extensions")),)
    action.longer = LongerAsked(now, "hv2", soon, "P3D", canary("action.longer"), canary("action.longer"))
    action.given_back = (GivenBack(now, "hv2", canary("action.given_back")),)
    action.turns = (Turn(now, now, "hv2", Outcome.SAFER, canary("action.turns")),)
    await uow.actions.save(action)


_VERBS = {
    q.ShowMeetingForm: ("move", "handover", "recorder", "cancel", "was_held", "choose_time"),
    q.ShowAnswerForm: ("deputy", "suggest_time", "not_me", "promise_information", "our_reference"),
    q.ShowRequestForm: ("name_officer", "refuse_request"),
}


async def values_of(world: World, person_id: str) -> dict[str, Any]:
    """What the questions' fields may be, by name."""
    (meeting,) = await world.rows("meetings")
    (action,) = await world.rows("actions")
    (request,) = await world.rows("police_requests")
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    own = await world.rows("invitations", person_id=person_id) or await world.rows("invitations", person_id="hv1")
    return {
        "meeting_id": meeting.id,
        "action_id": action.id,
        "request_id": request.id,
        "seat_id": seat.id,
        "invitation_id": own[0].id,
        "revision": meeting.revision,
        "reference": meeting.reference,
        "person_id": person_id,
        "who": person_id,
        "words": "a",
        "text": "Ring the school today",
        "event": "discharge",
        "council": COUNCIL,
        "day": world.clock.date(),
        "starts_at": world.clock,
        "link": "nothing",
        "token": "nothing",
        "line_id": "nothing",
        "notices": [each.id for each in await world.rows("notices", person_id=person_id)],
        "answer": CalendarAnswer("sam@example.org", own[0].uid, 0, "accepted"),
    }


def questions_for(kind: type[q.Question], known: dict[str, Any]) -> list[q.Question]:
    """The questions of this kind that somebody may think of who knows these values."""
    needed = {each.name for each in fields(kind) if each.default is MISSING}
    if kind is q.ShowVisited:
        return [q.ShowVisited(each) for each in known["notices"]]
    if kind in _VERBS:
        return [kind(**{"verb": verb} | {name: known[name] for name in needed - {"verb"}}) for verb in _VERBS[kind]]
    return [kind(**{name: known[name] for name in needed})]
