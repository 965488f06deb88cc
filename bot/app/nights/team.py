"""Which day team the night's work goes back to, and who of it may take it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app.access import may_convene
from bot.app.emergency_duty import is_duty
from bot.app.nights.lines import standing
from bot.app.planning import on_shift
from bot.app.those_above import those_above
from bot.app.work import Work
from bot.domain.handover import HandoverLine, Way
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy.nights import chair_by_day

OWN_SEATS = "social_worker"
SOCIAL_CARE = "social_care"


async def team_of(work: Work, meeting: Meeting, given_by: str = "") -> str:
    """The team of whoever gave it, of the social worker, of whoever holds the case, or the policy's; "" for none."""
    seats = await work.uow.seats.where(meeting_id=meeting.id, name=OWN_SEATS, closed=False)
    references = tuple(child.reference for child in meeting.facts.in_scope)
    held = await work.uow.caseloads.where(council=meeting.council, reference=references) if references else []
    full = [] if meeting.follows_id else await work.uow.meetings.where(follows_id=meeting.id)
    later = tuple(each.id for each in full)
    seats += await work.uow.seats.where(meeting_id=later, name=OWN_SEATS, closed=False) if later else []
    for person_id in (given_by, *(each.person_id for each in seats), *(each.person_id for each in held)):
        person = await work.person(person_id)
        if person is not None and person.team and may_convene(person, meeting.council):
            return person.team
    return work.policy(meeting.council).nights.team


async def may_take_line(work: Work, line: HandoverLine, person: Person) -> bool:
    """Emergency duty for the night, the day team for the day; never somebody who must stay out of the meeting."""
    (now,) = await standing(work, [line])
    if person.id in now.meeting.excluded or line.council not in person.councils:
        return False
    if line.way is Way.DAY:
        able = {each.id for each in await day_people(work, line, now.meeting)}
        return person.id == line.taker_id or person.id in able
    shared = work.policy(line.council).desks_allowed(now.meeting.facts)
    return shared and await is_duty(work, line.council, person)


async def day_people(work: Work, line: HandoverLine, meeting: Meeting) -> list[Person]:
    """The team; of a restricted case those who may chair it; where there is nobody, those who answer for the day."""
    policy = work.policy(line.council)
    if not policy.desks_allowed(meeting.facts):
        return _fit(meeting, await _seated(work, line.council, [chair_by_day(policy, meeting.facts)]))
    if line.team:
        care = [name for name, seat in policy.seats.items() if seat.agency == SOCIAL_CARE]
        everybody = await _seated(work, line.council, care)
        team = _fit(meeting, [each for each in everybody if each.team == line.team])
        if team:
            return team
    return _fit(meeting, await _seated(work, line.council, policy.nights.seats))


async def those_there(work: Work, line: HandoverLine, meeting: Meeting) -> list[Person]:
    """Those of them who are at work now; all of them when none is; above the giver when there are none at all."""
    people = [each for each in await day_people(work, line, meeting) if each.id != line.giver_id]
    if not people:
        return (await those_above(work.uow, await work.person(line.giver_id), meeting))[:1]
    return await on_shift(work, work.policy(line.council), people, work.now) or people


async def _seated(work: Work, council: str, seats: Sequence[str]) -> list[Person]:
    found = await work.uow.people_for_seats(council, seats)
    return list({each.id: each for group in found.values() for each in group}.values())


def _fit(meeting: Meeting, people: Sequence[Person]) -> list[Person]:
    """Those who may convene it, and may know of it."""
    return [each for each in people if each.id not in meeting.excluded and may_convene(each, meeting.council)]
