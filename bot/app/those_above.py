"""Whom a ladder turns to when the person themselves does not answer: those above them, and the chair."""

from __future__ import annotations

from bot.app.store import UnitOfWork
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.people import Person

FAR_ENOUGH = 8
CHAIR = "chair_"


async def those_above(uow: UnitOfWork, person: Person | None, meeting: Meeting) -> list[Person]:
    """The managers, the nearest first, then the agency's contacts: only who is here and may know of the meeting."""
    line = [person] if person else []
    while len(line) in range(1, FAR_ENOUGH):
        above = await uow.people.get(line[-1].manager_id) if line[-1].manager_id else None
        if above is None or above in line:
            break
        line.append(above)
    contacts = [await uow.people.get(each.agency_contact_id) for each in line if each.agency_contact_id]
    found = {each.id: each for each in (*line[1:], *contacts) if each is not None and each is not person}
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
