"""Nobody is double-booked: a draft holds its people for a while, and is checked again before anybody is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.app.planning.diary_rows import read_diaries
from bot.app.wording.why import CHOSEN
from bot.app.work import Work
from bot.domain.diary import Hold
from bot.domain.meeting import Meeting, Seat
from bot.policy.closed import closed_seats

NEVER_READ = -1


def seated_ids(seats: Sequence[Seat]) -> list[str]:
    """The people and desks of these seats, in one order for everybody."""
    return sorted({who for seat in seats for who in (seat.person_id, seat.desk_id) if who})


def _to_come(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> list[Seat]:
    """Whoever is only asked for what they know need not be free."""
    closed = closed_seats(meeting, work.policy(meeting.council))
    return [seat for seat in seats if seat.name not in closed]


async def hold_people(work: Work, meeting: Meeting, seats: Sequence[Seat], made_on: Mapping[str, int]) -> None:
    """Hold whoever the draft wants, for the policy's time, with the version of their diary that it was `made_on`."""
    await work.uow.let_go(meeting.id)
    if meeting.starts_at is None or meeting.ends_at is None:
        return
    seats = _to_come(work, meeting, seats)
    minutes = work.policy(meeting.council).availability.hold_minutes
    until = work.now + timedelta(minutes=minutes)
    for who in seated_ids(seats):
        version = made_on.get(who, NEVER_READ)
        hold = Hold(
            work.new_id(), meeting.council, meeting.id, who, meeting.starts_at, meeting.ends_at, until, version
        )
        await work.uow.holds.add(hold)


async def still_free(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> bool:
    """True when nobody in the plan has been taken since it was made; nobody else can take them until the commit.

    Whoever the convenor chose is the convenor's own decision.
    """
    seats = _to_come(work, meeting, seats)
    versions = await work.uow.hold_diaries(seated_ids(seats))
    planned = {each.who: each.diary for each in await work.uow.holds.where(meeting_id=meeting.id)}
    changed = {who for who, version in versions.items() if planned.get(who) != version}
    chosen = {seat.person_id for seat in seats if seat.person_why == CHOSEN}
    return not await _taken(work, meeting, changed - chosen) if changed else True


async def hold_free(work: Work, meeting: Meeting, who: Sequence[str]) -> str | None:
    """The first of these who is still free for the meeting; nobody can call any of them until the commit."""
    await work.uow.hold_diaries(who)
    for each in who:
        if not await _taken(work, meeting, {each}):
            return each
    return None


async def _taken(work: Work, meeting: Meeting, who: set[str]) -> bool:
    if meeting.starts_at is None or meeting.ends_at is None:
        return False
    start, end = meeting.starts_at, meeting.ends_at
    people = await work.uow.people.where(id=tuple(sorted(who)))
    desks = await work.uow.desks.where(id=tuple(sorted(who)))
    rows = await work.uow.desk_members.where(desk_id=tuple(each.id for each in desks)) if desks else []
    there = await work.uow.people.where(id=tuple(sorted({row.person_id for row in rows}))) if rows else []
    diaries = await read_diaries(work, meeting, people, desks, start, end, there)
    # Whoever was planned outside their hours is not taken by these.
    night = work.policy(meeting.council).meets_out_of_hours(meeting)
    times = [diaries.of(each, at_any_hour=night) for each in people]
    for desk in desks:
        members = {row.person_id for row in rows if row.desk_id == desk.id}.difference(meeting.excluded)
        times.append(diaries.of_desk(desk, [each for each in there if each.id in members]))
    return not all(each.free.union(each.unknown).contains(start, end) for each in times)


async def taken_elsewhere(work: Work, meeting: Meeting, who: Sequence[str]) -> set[str]:
    """Those who are called to another meeting while this one lasts; nobody can call them until the commit."""
    if meeting.starts_at is None or meeting.ends_at is None or not who:
        return set()
    await work.uow.hold_diaries(who)
    called = await work.uow.called_to(who, meeting.starts_at, meeting.ends_at, besides=meeting.id)
    return {each for each, spans in called.items() if spans}
