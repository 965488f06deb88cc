"""Whose time somebody may speak for, and what has been said of it: leave, and times offered in advance."""

from __future__ import annotations

from datetime import datetime

from bot.app.store import UnitOfWork
from bot.app.those_above import FAR_ENOUGH
from bot.domain.diary import Leave, OfferedSlots
from bot.domain.people import Desk, Person


async def speaks_for(uow: UnitOfWork, person: Person, other: Person | None) -> bool:
    """True for the person themselves, and for anybody above them in the directory's line of managers."""
    seen: set[str] = set()
    while other is not None and len(seen) < FAR_ENOUGH:
        if other.id == person.id:
            return True
        seen.add(other.id)
        above = other.manager_id
        other = await uow.people.get(above) if above and above not in seen else None
    return False


async def own_desks(uow: UnitOfWork, person: Person) -> list[Desk]:
    """The open desks that the person serves, by name."""
    served = await uow.desk_members.where(person_id=person.id)
    desks = await uow.desks.where(id=tuple(each.desk_id for each in served)) if served else []
    return sorted((desk for desk in desks if desk.closed_at is None), key=lambda desk: desk.name)


async def coming_leave(uow: UnitOfWork, person_id: str, now: datetime) -> list[Leave]:
    """The person's leave under way or to come, the earliest first; none that was struck out."""
    rows = await uow.leave.where(person_id=person_id, order="starts_at")
    return [each for each in rows if each.ends_at is None or each.ends_at > max(now, each.starts_at)]


async def open_offers(uow: UnitOfWork, who: str, now: datetime) -> list[OfferedSlots]:
    """What this desk or person offers now or later, the earliest first."""
    rows = await uow.offered_slots.where(who=who, order="starts_at")
    return [each for each in rows if each.works and (each.ends_at is None or each.ends_at > max(now, each.starts_at))]
