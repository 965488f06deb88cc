"""Emergency duty: who it is, who of it is on shift, and whom to ring when nobody is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.planning import on_shift
from bot.app.work import Work
from bot.domain.people import Desk, Person
from scheduling.rota import on_shift as open_at
from scheduling.rota import parse_pattern


async def duty_desks(work: Work, council: str) -> list[Desk]:
    """The desks that are emergency duty for this council."""
    seat = work.policy(council).nights.seat
    return (await work.uow.desks_for_seats(council, [seat]))[seat]


async def duty_people(work: Work, council: str) -> list[Person]:
    """Everybody of emergency duty who is here: its desks' members, and whoever fills its seat in person."""
    return await _of(work, council, await duty_desks(work, council))


async def _of(work: Work, council: str, desks: Sequence[Desk]) -> list[Person]:
    seat = work.policy(council).nights.seat
    found = {each.id: each for each in (await work.uow.people_for_seats(council, [seat]))[seat]}
    ids = tuple(each.id for each in desks)
    rows = await work.uow.desk_members.where(desk_id=ids) if ids else []
    members = await work.uow.people.where(id=tuple(sorted({each.person_id for each in rows}))) if rows else []
    found |= {each.id: each for each in members}
    return [each for _, each in sorted(found.items()) if each.here]


async def is_duty(work: Work, council: str, person: Person) -> bool:
    """True for somebody of emergency duty, on shift or not."""
    if work.policy(council).nights.seat in person.seats and council in person.councils:
        return True
    served = {each.desk_id for each in await work.uow.desk_members.where(person_id=person.id)}
    return bool(served & {each.id for each in await duty_desks(work, council)})


async def on_duty(work: Work, council: str, at: datetime) -> list[Person]:
    """Those of them who are on shift at this instant; empty when its rota has a gap.

    In office hours a desk keeps its own; while the offices are closed it is there, holidays included.
    """
    policy = work.policy(council)
    by_night = not policy.working_time().is_open(at)
    desks = [each for each in await duty_desks(work, council) if by_night or open_at(parse_pattern(each.works), at)]
    return await on_shift(work, policy, await _of(work, council, desks), at)


async def on_duty_soon(work: Work, council: str, instants: Sequence[datetime]) -> tuple[list[Person], datetime]:
    """Who is on shift at the first of these instants at which anybody is, and that instant; nobody, at the first."""
    for at in instants:
        if there := await on_duty(work, council, at):
            return there, at
    return [], instants[0]
