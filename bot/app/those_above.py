"""Whom a ladder turns to when the person themselves does not answer: those above them, and the chair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.app.on_leave import on_leave
from bot.app.store import UnitOfWork
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.people import Person

FAR_ENOUGH = 8
CHAIR = "chair_"


async def those_above(uow: UnitOfWork, person: Person | None, meeting: Meeting) -> list[Person]:
    """The managers, the nearest first, then the agency's contacts: only who is here and may know of the meeting."""
    return above_in(await lines_above(uow, [person]), person, meeting) if person else []


async def lines_above(uow: UnitOfWork, people: Iterable[Person]) -> dict[str, Person]:
    """These people and everybody above them, by id: one question a level, however many they are."""
    known = {each.id: each for each in people}
    newest = list(known.values())
    for _ in range(FAR_ENOUGH):
        ids = {above for each in newest for above in (each.manager_id, each.agency_contact_id) if above}
        if not ids - known.keys():
            break
        newest = await uow.people.where(id=tuple(sorted(ids - known.keys())))
        known |= {each.id: each for each in newest}
    return known


def above_in(known: Mapping[str, Person], person: Person | None, meeting: Meeting) -> list[Person]:
    """Those above this person, as `those_above` gives them, among people read already."""
    line = [person] if person else []
    while len(line) in range(1, FAR_ENOUGH):
        above = known.get(line[-1].manager_id or "")
        if above is None or above in line:
            break
        line.append(above)
    contacts = [known.get(each.agency_contact_id or "") for each in line]
    found = {each.id: each for each in (*line[1:], *contacts) if each is not None and each not in line[:1]}
    return [each for each in found.values() if each.here and each.id not in meeting.excluded]


async def chair_of(uow: UnitOfWork, meeting: Meeting) -> Person | None:
    """Whoever has accepted to chair, if they are here."""
    for seat in await uow.seats.where(meeting_id=meeting.id, closed=False):
        if not seat.name.startswith(CHAIR):
            continue
        for accepted in await uow.invitations.where(seat_id=seat.id, answer=Answer.ACCEPTED):
            person = await uow.people.get(accepted.person_id)
            if person is not None and person.here and person.id not in meeting.excluded:
                return person
    return None


async def in_charge(uow: UnitOfWork, meeting: Meeting) -> list[Person]:
    """Those who answer for a meeting's actions where nobody else does: the chair, the convenor, those above them."""
    convenor = await uow.people.get(meeting.convenor_id)
    found = [await chair_of(uow, meeting), convenor, *await those_above(uow, convenor, meeting)]
    here = {each.id: each for each in found if each is not None and each.here and each.id not in meeting.excluded}
    return list(here.values())


async def first_there(uow: UnitOfWork, people: Sequence[Person], now: datetime) -> Person:
    """The first of these (at least one) who is not on leave now; the first of all when everybody is."""
    away = await on_leave(uow, {each.id for each in people}, now)
    return next((each for each in people if each.id not in away), people[0])
