"""Who is told that somebody can't be reached: those who run the meeting, or are above; always reachable."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.app.on_leave import on_leave
from bot.app.reaching.usable import with_a_way
from bot.app.those_above import chair_of, those_above
from bot.app.work import Work
from bot.domain.meeting import Meeting
from bot.domain.people import Person


async def who_runs(work: Work, meeting: Meeting, besides: Collection[str] = ()) -> Person | None:
    """The convenor, their manager, the chair, those further above: the first who is there and can be reached."""
    convenor = await work.uow.people.get(meeting.convenor_id)
    above = await those_above(work.uow, convenor, meeting)
    line = [convenor, *above[:1], await chair_of(work.uow, meeting), *above[1:]]
    return await _first(work, line, meeting.council, (*meeting.excluded, *besides))


async def who_is_above(
    work: Work, person: Person, council: str, meeting: Meeting | None, besides: Collection[str] = ()
) -> Person | None:
    """Those above the person, then whoever runs the meeting: the first who is there and can be reached."""
    if meeting is None:
        return await _first(work, await _managers(work, person), council, (person.id, *besides))
    above = await those_above(work.uow, person, meeting)
    out = (*meeting.excluded, person.id, *besides)
    return await _first(work, above, "", out) or await who_runs(work, meeting, (person.id, *besides))


async def _managers(work: Work, person: Person) -> list[Person]:
    """The line of managers, the nearest first, then the agency's contact."""
    found: list[Person] = []
    ids = [person.manager_id, person.agency_contact_id]
    while ids:
        above = await work.person(ids.pop(0))
        if above is not None and above.id not in (person.id, *(each.id for each in found)):
            found.append(above)
            ids.insert(0, above.manager_id)
    return found


async def _first(work: Work, line: Iterable[Person | None], council: str, out: Collection[str]) -> Person | None:
    """The first who is not away; whoever of the council may chair comes before somebody on leave."""
    fit = {each.id: each for each in line if each is not None and each.here and each.id not in out}
    found = await with_a_way(work, fit.values())
    away = await on_leave(work.uow, [each.id for each in found], work.now)
    there = [each for each in found if each.id not in away]
    if there or not council:
        return next(iter(there), None)
    others = [each for each in await _may_chair(work, council) if each.id not in out]
    away |= await on_leave(work.uow, [each.id for each in others], work.now)
    return next((each for each in others if each.id not in away), None) or next(iter([*found, *others]), None)


async def _may_chair(work: Work, council: str) -> list[Person]:
    """Everybody reachable who may chair a meeting of the council."""
    seats = dict.fromkeys(rule.seat for rule in reversed(work.policy(council).chairs))
    by_seat = await work.uow.people_for_seats(council, seats)
    found = {each.id: each for people in by_seat.values() for each in people if each.here}
    return await with_a_way(work, found.values())
