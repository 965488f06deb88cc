"""Leave: somebody is away, perhaps covered by a colleague, and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.app.commands import Command, EndLeave, TellLeave
from bot.app.nudging import list_on_return, retime_lists
from bot.app.own_time import coming_leave
from bot.app.wording.diaries import DOUBTS, NOT_COVERING, away_too
from bot.app.work import Work, there
from bot.domain.diary import Leave
from bot.domain.errors import Invalid
from bot.domain.people import Person
from scheduling.absence import doubt

# Of leave without an end, whoever covers must be there at its beginning; more nobody can know.
_SURELY = timedelta(minutes=1)


async def tell_leave(command: TellLeave, work: Work) -> str:
    """Keep it in the place of what it overlaps; the leave's id. Plans made with their time are looked at again."""
    person = await _held(command.person_id, work)
    if why := doubt(command.starts_at, command.ends_at, work.now):
        raise Invalid(DOUBTS[why])
    if command.covered_by_id:
        await _can_cover(command, person, work)
    replaced = await _make_room(command, person, work)
    leave = Leave(
        id=work.new_id(),
        person_id=person.id,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        covered_by_id=command.covered_by_id or None,
        told_by_id=work.actor.person_id,
        told_at=work.now,
    )
    await work.uow.leave.add(leave)
    await _noted("leave_told", leave, person, work, replaced=[each.id for each in replaced])
    await _turned([leave, *replaced], work)
    await retime_lists(work, person)
    return leave.id


async def end_leave(command: EndLeave, work: Work) -> None:
    """What is under way ends now; what is to come is struck out when it is named."""
    person = await _held(command.person_id, work)
    rows = await coming_leave(work.uow, person.id, work.now)
    if command.leave_id:
        ended = [there(next((each for each in rows if each.id == command.leave_id), None))]
    else:
        ended = [each for each in rows if each.holds_at(work.now)]
    for each in ended:
        await _cut(each, work.now, work)
        await _noted("leave_ended", each, person, work)
    await _turned(ended, work)
    if any(each.starts_at < work.now for each in ended):
        await list_on_return(work, person)


async def _held(person_id: str, work: Work) -> Person:
    """The person, locked: of two who tell leave at once, the later takes the place of the earlier."""
    return there(await work.uow.people.lock(person_id or (await work.acting_person()).id))


async def _can_cover(command: TellLeave, person: Person, work: Work) -> None:
    cover = await work.person(command.covered_by_id)
    if cover is None or cover.id == person.id or cover.agency != person.agency:
        raise Invalid({"covered_by": NOT_COVERING})
    end = command.ends_at or max(command.starts_at, work.now) + _SURELY
    for each in await work.uow.leave_of([cover.id], max(command.starts_at, work.now), end):
        if each.ends_at is None or each.ends_at > each.starts_at:
            raise Invalid({"covered_by": away_too(cover.name, each, work.now)})


async def _make_room(command: TellLeave, person: Person, work: Work) -> list[Leave]:
    replaced = []
    for each in await coming_leave(work.uow, person.id, work.now):
        if each.id == command.instead_of or _overlaps(command, each):
            await _cut(each, min(work.now, command.starts_at), work)
            replaced.append(each)
    return replaced


def _overlaps(told: TellLeave, known: Leave) -> bool:
    """Being off sick, nobody knows for how long, does not strike out the summer's leave."""
    if known.ends_at is not None and known.ends_at <= told.starts_at:
        return False
    return known.starts_at <= told.starts_at or (told.ends_at is not None and known.starts_at < told.ends_at)


async def _cut(leave: Leave, at: datetime, work: Work) -> None:
    """What has been of it stays; leave that has not begun by then is no time at all."""
    leave.ends_at = max(leave.starts_at, at)
    await work.uow.leave.save(leave)


async def _noted(verb: str, leave: Leave, person: Person, work: Work, **detail: Any) -> None:
    ends = leave.ends_at.isoformat() if leave.ends_at else ""
    for council in person.councils:
        await work.note(
            verb,
            leave.id,
            council,
            person=person.id,
            starts=leave.starts_at.isoformat(),
            ends=ends,
            covered_by=leave.covered_by_id or "",
            **detail,
        )


async def _turned(rows: list[Leave], work: Work) -> None:
    """Plans made before are checked again: of who is away, and of who covers."""
    whose = {each.person_id for each in rows} | {each.covered_by_id for each in rows if each.covered_by_id}
    await work.uow.turn_diaries(sorted(whose))


HANDLERS: Mapping[type[Command], Any] = {TellLeave: tell_leave, EndLeave: end_leave}
