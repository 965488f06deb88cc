"""The daily contact sheet: who is on duty, and the day's meetings, so that work goes on when Quorate is down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.app import questions as q
from bot.app.emergency_duty import duty_desks, duty_people
from bot.app.planning.when import Diaries
from bot.app.wording.contact_sheet import Group, OnDuty, sheet
from bot.app.work import Handler, Work
from bot.domain.diary import Leave, RotaLine
from bot.domain.people import Desk, Person
from bot.policy.nights import whom_to_ring
from scheduling.london import wall_to_utc

# Into the next morning: the sheet of a day serves its night.
MORNING = time(9)
_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Duty:
    """Everybody's time in the window."""

    diaries: Diaries
    rota: dict[str, list[RotaLine]] = field(default_factory=dict)

    def on(self, people: Iterable[Person]) -> list[OnDuty]:
        """Those of them who are at work in it, the earliest first."""
        found = [OnDuty(each, self.diaries.at_work(each).pairs()) for each in people]
        return sorted((each for each in found if each.spans), key=lambda one: (one.spans[0], one.person.name))


async def contact_sheet(work: Work, council: str, of: date) -> str:
    """The text for this council and London day, made from what is known now."""
    policy = work.policy(council)
    first, last = wall_to_utc(of, time(0)), wall_to_utc(of + _DAY, MORNING)
    desks = await _desks(work, council)
    members = await _members(work, desks)
    fillers = await work.uow.people_for_seats(council, policy.seats)
    duty = await duty_people(work, council)
    everybody = [*duty, *(each for group in (*members.values(), *fillers.values()) for each in group)]
    known = await _time(work, council, everybody, first, last)
    night = {each.id for each in await duty_desks(work, council)}
    by_seat = [
        Group(policy.seat(name).label, "", there)
        for name, people in fillers.items()
        if name != policy.nights.seat and (there := known.on(each for each in people if each.id in known.rota))
    ]
    groups = [
        ("Emergency duty", [Group(_names(desks, night), _phone(desks, night), known.on(duty))]),
        ("Desks", [Group(d.name, d.phone, known.on(members[d.id])) for d in desks if d.id not in night]),
        ("On a rota", sorted(by_seat, key=lambda each: each.name)),
    ]
    meetings = await work.uow.meets_between(council, first, last)
    ids = tuple({each.convenor_id for each in meetings})
    convenors = {each.id: each for each in await work.uow.people.where(id=ids)} if ids else {}
    pairs = [(each, convenors.get(each.convenor_id)) for each in meetings]
    return sheet(policy, of, work.now, whom_to_ring(policy.council), groups, pairs)


def _names(desks: Sequence[Desk], night: set[str]) -> str:
    return ", ".join(each.name for each in desks if each.id in night) or "Emergency duty"


def _phone(desks: Sequence[Desk], night: set[str]) -> str:
    return ", ".join(each.phone for each in desks if each.id in night and each.phone)


async def _desks(work: Work, council: str) -> list[Desk]:
    found = (await work.uow.desks_for_seats(council, [""]))[""]
    return sorted(found, key=lambda each: each.name)


async def _members(work: Work, desks: Sequence[Desk]) -> dict[str, list[Person]]:
    ids = tuple(each.id for each in desks)
    rows = await work.uow.desk_members.where(desk_id=ids) if ids else []
    people = tuple(sorted({each.person_id for each in rows}))
    here = {each.id: each for each in await work.uow.people.where(id=people, left_at=None)} if people else {}
    return {
        desk: [here[each.person_id] for each in rows if each.desk_id == desk and each.person_id in here]
        for desk in ids
    }


async def _time(work: Work, council: str, people: Iterable[Person], first: datetime, last: datetime) -> _Duty:
    ids = sorted({each.id for each in people})
    rota: dict[str, list[RotaLine]] = {}
    leave: dict[str, list[Leave]] = {}
    for line in await work.uow.rota_of(ids, first, last):
        rota.setdefault(line.person_id, []).append(line)
    for away in await work.uow.leave_of(ids, first, last):
        leave.setdefault(away.person_id, []).append(away)
    return _Duty(Diaries(work.policy(council), work.now, first, last, rota, leave), rota)


async def show_contact_sheet(asked: q.ShowContactSheet, work: Work) -> str:
    """The text alone."""
    return await contact_sheet(work, asked.council, asked.day)


ANSWERS: dict[type[q.Question], Handler] = {q.ShowContactSheet: show_contact_sheet}
