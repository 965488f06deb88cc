"""What is late, or lacks an owner or a time: of one's people, and of the meetings that one called or chaired.

A fixed number of questions, however many people are below and however much waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.app.action_lines import lines_among, may_see
from bot.app.store import UnitOfWork
from bot.app.those_above import CHAIR, above_in, lines_above
from bot.app.wording.actions.lines import Line
from bot.app.wording.overview import OfTeam, neglected, worst_first
from bot.domain.action import Action, ActionState
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.obligation import Awaited, ObligationState
from bot.domain.people import Person
from bot.policy import Policies

LEVELS = 2


async def neglected_for(
    uow: UnitOfWork, policies: Policies, person: Person, now: datetime, *, whole: bool = False
) -> list[OfTeam]:
    """All of both for one person, the worst first. `whole`: as `of_my_people` takes it."""
    mine = await of_my_meetings(uow, policies, person)
    known = {line.action.id for line in mine}
    below = await of_my_people(uow, policies, person, now, whole=whole)
    found = await in_teams(uow, [*mine, *(line for line in below if line.action.id not in known)])
    return worst_first(found, now)


async def of_my_people(
    uow: UnitOfWork, policies: Policies, person: Person, now: datetime, *, whole: bool = False
) -> list[Line]:
    """Of those below: as far as a ladder puts it before this person, or with `whole` all that they may answer for.

    The first above hears of all that is neglected, the second of what the ladder's last rung has put there.
    """
    below = await those_below(uow, person)
    if not below:
        return []
    owned = await uow.actions_of(sorted(below))
    actions = [each for each in owned if neglected(each, now)] + await _nobodys(uow, below.values())
    known = await lines_above(uow, [person, *below.values()])
    lines = [line for line in await lines_among(uow, policies, actions, known.values()) if may_see(line, person)]
    first, second = [], []
    for line in lines:
        from_whom = line.owner or below.get(line.meeting.convenor_id)
        above = [each.id for each in above_in(known, from_whom, line.meeting)][:2]
        if above[:1] == [person.id]:
            first.append(line)
        elif person.id in above:
            second.append(line)
    return first + (second if whole else await _climbed(uow, second))


async def of_my_meetings(uow: UnitOfWork, policies: Policies, person: Person) -> list[Line]:
    """Actions of others that lack an owner or a time, of meetings that this person called or chaired."""
    closed = MeetingState.CLOSED
    held = await uow.meetings.where(convenor_id=person.id, state=closed, order="-number", limit=50)
    ids = tuple({meeting.id for meeting in held} | await _chaired(uow, person))
    found = await uow.actions.where(meeting_id=ids, state=ActionState.OPEN) if ids else []
    lacking = (each for each in found if not each.complete and each.owner_id != person.id)
    return [line for line in await lines_among(uow, policies, lacking, [person]) if may_see(line, person)]


async def in_teams(uow: UnitOfWork, lines: Iterable[Line]) -> list[OfTeam]:
    """Each with its owner's team; where nobody owns it, with that of whoever called the meeting."""
    lines = list(lines)
    ids = tuple({line.meeting.convenor_id for line in lines if line.owner is None})
    convenors = {each.id: each for each in await uow.people.where(id=ids)} if ids else {}
    answering = [line.owner or convenors.get(line.meeting.convenor_id) for line in lines]
    return [OfTeam(line, who.team if who else "") for line, who in zip(lines, answering, strict=True)]


async def those_below(uow: UnitOfWork, person: Person) -> dict[str, Person]:
    """Those who have this person as manager or agency contact, and those below them, by id.

    A level more than the two that a ladder climbs: somebody between may have to stay out of a case.
    """
    level = await uow.people.where(manager_id=person.id) + await uow.people.where(agency_contact_id=person.id)
    found = {each.id: each for each in level}
    for _ in range(LEVELS):
        level = await uow.people.where(manager_id=tuple({each.id for each in level})) if level else []
        found |= {each.id: each for each in level}
    return {each.id: each for each in found.values() if each.id != person.id}


async def _nobodys(uow: UnitOfWork, convenors: Iterable[Person]) -> list[Action]:
    """Actions without an owner, of meetings that these people called."""
    convenors = list(convenors)
    councils = tuple({council for each in convenors for council in each.councils})
    found = await uow.actions.where(owner_id=None, state=ActionState.OPEN, council=councils)
    ids = tuple({each.meeting_id for each in found})
    calling = tuple(each.id for each in convenors)
    closed = MeetingState.CLOSED
    held = await uow.meetings.where(id=ids, convenor_id=calling, state=closed) if ids else []
    theirs = {meeting.id for meeting in held}
    return [each for each in found if each.meeting_id in theirs]


async def _climbed(uow: UnitOfWork, lines: Sequence[Line]) -> list[Line]:
    """Those whose ladder has been climbed to its end."""
    ids = tuple(line.action.id for line in lines)
    state = ObligationState.ESCALATED
    rows = await uow.obligations.where(subject_id=ids, kind=Awaited.ACTION, state=state) if ids else []
    climbed = {each.subject_id for each in rows}
    return [line for line in lines if line.action.id in climbed]


async def _chaired(uow: UnitOfWork, person: Person) -> set[str]:
    """The last meetings that this person accepted to chair."""
    mine = await uow.invitations.where(person_id=person.id, answer=Answer.ACCEPTED, order="-asked_at", limit=50)
    seats = await uow.seats.where(id=tuple(each.seat_id for each in mine), closed=False) if mine else []
    return {seat.meeting_id for seat in seats if seat.name.startswith(CHAIR)}
