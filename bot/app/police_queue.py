"""What the desks that one serves are asked for and have not answered yet, over all their councils."""

from __future__ import annotations

from datetime import datetime

from bot.app.own_time import own_desks
from bot.app.staying_out import heed_all
from bot.app.store import UnitOfWork
from bot.app.wording.police_queue import DeskQueue, QueueLine
from bot.domain.meeting import Meeting, Seat
from bot.domain.people import Desk, Person
from bot.domain.police_request import PoliceRequest, most_pressing
from bot.policy import Policies


async def desk_queue(uow: UnitOfWork, policies: Policies, person: Person, now: datetime) -> DeskQueue | None:
    """Open requests to this person's desks, the most pressing first; none that they must not be told of.

    None for somebody who serves no desk that is asked by request.
    """
    desks = {each.id: each for each in await own_desks(uow, person) if _by_request(each, policies)}
    if not desks:
        return None
    rows = await uow.police_requests.where(desk_id=tuple(sorted(desks)), closed_at=None, accepted_at=None)
    waiting = [each for each in rows if each.waits]
    if not waiting:
        return DeskQueue((), now)
    about = await uow.meetings.where(id=tuple(sorted({each.meeting_id for each in waiting})))
    meetings = {each.id: each for each in await heed_all(uow, about) if person.id not in each.excluded}
    seats = {each.id: each for each in await uow.seats.where(id=tuple(sorted({each.seat_id for each in waiting})))}
    shown = [each for each in waiting if _still(each, meetings.get(each.meeting_id), seats.get(each.seat_id), now)]
    names = await _names(uow, shown, meetings)
    lines = (
        QueueLine(each, meetings[each.meeting_id], policies.of(each.council), desks[each.desk_id].name, names)
        for each in most_pressing(shown, now)
    )
    return DeskQueue(tuple(lines), now)


def _by_request(desk: Desk, policies: Policies) -> bool:
    """True for a desk that some council asks by request."""
    known = [policies.of(each) for each in desk.councils if each in policies.councils]
    return any(not set(policy.police_request.seats).isdisjoint(desk.seats) for policy in known)


def _still(request: PoliceRequest, meeting: Meeting | None, seat: Seat | None, now: datetime) -> bool:
    """True while an answer would be of use: the meeting is to come, and the seat is the desk's."""
    if meeting is None or seat is None or not meeting.open_to_answers or request.revision != meeting.revision:
        return False
    over = meeting.ends_at is not None and meeting.ends_at <= now
    return not over and not seat.closed and seat.desk_id == request.desk_id


async def _names(uow: UnitOfWork, requests: list[PoliceRequest], meetings: dict[str, Meeting]) -> dict[str, str]:
    """By id, whoever has done something; nobody's name who must stay out of one of these meetings."""
    steps = [(each.acknowledged_by_id, each.assigned_by_id, each.assigned_to_id) for each in requests]
    ids = {who for each in steps for who in each if who}
    out = {who for each in meetings.values() for who in each.excluded}
    return {each.id: each.name for each in await uow.people.where(id=tuple(sorted(ids - out)))} if ids - out else {}
