"""Shifts on which nobody can be reached: whoever is on them has left, or no message reaches them any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from bot.app.store import UnitOfWork
from bot.app.wording.times import clock, moment
from bot.domain.diary import RotaLine
from bot.domain.people import Address, Person
from scheduling.availability import Intervals
from scheduling.london import local_day

AHEAD = timedelta(days=28)
SHOWN = 5


async def unstaffed(uow: UnitOfWork, now: datetime) -> dict[str, list[str]]:
    """By rota, a line for each gap of the next four weeks; rotas without one are not in it."""
    lines = [each for each in await uow.rota_lines.where(works=True) if now < each.ends_at <= now + AHEAD]
    ids = tuple(sorted({each.person_id for each in lines}))
    if not ids:
        return {}
    people = {each.id: each for each in await uow.people.where(id=ids)}
    reached = _reached(people.values(), await uow.addresses.where(person_id=ids))
    found: defaultdict[str, list[RotaLine]] = defaultdict(list)
    for line in lines:
        found[line.rota_id].append(line)
    words = {rota: _in_words(list(_gaps(rows, people, reached, now))) for rota, rows in sorted(found.items())}
    return {rota: said for rota, said in words.items() if said}


def _reached(people: Collection[Person], addresses: Collection[Address]) -> set[str]:
    """Somebody with nothing but a telephone was never written to, and is rung: only what died makes a gap."""
    usable = {each.person_id for each in addresses if each.state != "dead"}
    known = {each.person_id for each in addresses}
    return {each.id for each in people if each.here and (each.id in usable or each.id not in known)}


def _gaps(
    rows: list[RotaLine], people: dict[str, Person], reached: set[str], now: datetime
) -> Iterator[tuple[datetime, datetime, str]]:
    there = Intervals.of(*((each.starts_at, each.ends_at) for each in rows if each.person_id in reached))
    for each in sorted(rows, key=lambda row: (row.starts_at, row.person_id)):
        if each.person_id not in reached:
            person = people.get(each.person_id)
            alone = Intervals.of((max(each.starts_at, now), each.ends_at)).minus(there)
            why = "has left" if person is None or not person.here else "can't be reached"
            yield from ((*pair, f"{person.name if person else each.person_id} {why}") for pair in alone.pairs())


def _in_words(gaps: list[tuple[datetime, datetime, str]]) -> list[str]:
    said = [f"Nobody from {moment(start)} to {_end(start, end)}: {why}." for start, end, why in gaps[:SHOWN]]
    more = len(gaps) - SHOWN
    return [*said, f"and {more} more."] if more > 0 else said


def _end(start: datetime, end: datetime) -> str:
    return clock(end) if local_day(start) == local_day(end) else moment(end)
