"""People who leave, and desks that close: everything that waited for them moves at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.app.commands import PersonLeaves
from bot.app.current_directory import UNDER_WAY
from bot.app.handed_up import hand_up
from bot.app.handing_on import Leaver, fill_now, hand_on
from bot.app.inviting import withdraw
from bot.app.neglected import those_below
from bot.app.police_requests import close_requests
from bot.app.staying_out import reference_of
from bot.app.work import Work
from bot.domain.action import ActionState
from bot.domain.errors import Refusal
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.notice import NoticeState
from bot.domain.obligation import AWAITED
from bot.domain.people import Desk, Person

AT_ONCE = 500
NOT_HERE = "Nobody of that id is in the directory. Nothing was changed. Look the id up in the directory file."


async def person_leaves(command: PersonLeaves, work: Work) -> str:
    """One person leaves; their manager has everything from now on."""
    person = await work.uow.people.lock(command.person_id)
    if person is None or not person.here:
        raise Refusal("not_found", NOT_HERE)
    await everybody_leaves(work, [person])
    return person.id


async def everybody_leaves(work: Work, people: Sequence[Person]) -> None:
    """All are gone first, so that nothing is handed to somebody who leaves in the same instant."""
    for person in people:
        person.left_at = work.now
        await work.uow.people.save(person)
    for person in people:
        await _leave(work, person)


async def _leave(work: Work, person: Person) -> None:
    leaver = Leaver(person, await above(work, person))
    below, waiting = await those_below(work.uow, person), sorted(await waiting_at(work, person.id))
    for meeting_id in waiting:
        meeting = await work.meeting(meeting_id)
        if meeting.state is not MeetingState.CANCELLED:
            await hand_on(work, meeting, leaver)
    await _cases(work, leaver)
    await _line(work, leaver)
    await hand_up(work, below, waiting)
    await _silence(work, person)
    heir = leaver.heirs[0].id if leaver.heirs else ""
    for council in person.councils:
        await work.note("person_left", person.id, council, to=heir)


async def above(work: Work, person: Person) -> list[Person]:
    """The manager, the agency contact, then those above them: only who is still here."""
    found: list[Person] = []
    asked, line = {person.id}, [person.manager_id, person.agency_contact_id]
    for each_id in line:
        if each_id is None or each_id in asked:
            continue
        asked.add(each_id)
        each = await work.uow.people.get(each_id)
        if each is not None:
            # The list grows while it is walked: whoever is above comes after those who are nearer.
            line += [each.manager_id, each.agency_contact_id]
            found += [each] if each.here else []
    return found


async def waiting_at(work: Work, person_id: str) -> set[str]:
    """Every meeting at which something may wait for this person."""
    uow = work.uow
    mine = {each.meeting_id for each in await uow.actions.where(owner_id=person_id, state=ActionState.OPEN)}
    mine |= {each.meeting_id for each in await uow.obligations.where(person_id=person_id, state=AWAITED)}
    for role in ("convenor_id", "recorder_id", "handover_to_id"):
        theirs: dict[str, Any] = {role: person_id}
        mine |= {each.id for each in await uow.meetings.where(**theirs, state=UNDER_WAY)}
    closed = [each.id for each in await uow.meetings.where(convenor_id=person_id, state=MeetingState.CLOSED)]
    seated = {each.meeting_id for each in await uow.seats.where(person_id=person_id, closed=False)}
    asked = await uow.invitations.where(person_id=person_id, answer=(Answer.NONE, Answer.ACCEPTED))
    seated |= {each.meeting_id for each in asked}
    for some in _in_turn(closed):
        mine |= {each.meeting_id for each in await uow.actions.where(meeting_id=some, state=ActionState.OPEN)}
    for some in _in_turn(sorted(seated)):
        mine |= {each.id for each in await uow.meetings.where(id=some, state=UNDER_WAY)}
    return mine - {""}


def _in_turn(ids: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]


async def _cases(work: Work, leaver: Leaver) -> None:
    for row in await work.uow.caseloads.where(person_id=leaver.person.id):
        about = reference_of(row.reference)
        out = {each.person_id for each in await work.uow.conflicts.where(council=row.council, reference=about)}
        fit = (each for each in leaver.heirs if row.council in each.councils and each.id not in out)
        heir = next(fit, None)
        if heir is None or not row.reference:
            continue
        row.person_id = heir.id
        await work.uow.caseloads.save(row)
        await work.note("case_handed_on", row.id, row.council, to=heir.id)


async def _line(work: Work, leaver: Leaver) -> None:
    """Those who had the leaver as manager or agency contact have the next one up: a nudge must reach somebody."""
    gone = leaver.person.id
    for field in ("manager_id", "agency_contact_id"):
        under: dict[str, Any] = {field: gone}
        for person in await work.uow.people.where(**under, left_at=None):
            above = next((each.id for each in leaver.heirs if each.id != person.id), None)
            setattr(person, field, above)
            await work.uow.people.save(person)
            await work.note("line_changed", person.id, person.councils[0], field=field, to=above or "")


async def _silence(work: Work, person: Person) -> None:
    """No message goes to them any more, and no account acts as them."""
    waiting = (NoticeState.PENDING, NoticeState.RETRY)
    for notice in await work.uow.notices.where(person_id=person.id, retired=False):
        if notice.state in waiting and not notice.post_id:
            notice.state, notice.retired = NoticeState.MOOT, True
            await work.uow.notices.save(notice)
        else:
            await work.uow.retire_notice(notice.id, work.now)
    for address in await work.uow.addresses.where(person_id=person.id):
        address.state, address.reason, address.account, address.look_at = "dead", "left", "", None
        await work.uow.addresses.save(address)


async def desk_closes(work: Work, desk: Desk) -> None:
    """A desk is no more: what it had not claimed is filled again from elsewhere."""
    desk.closed_at = work.now
    await work.uow.desks.save(desk)
    for seat in await work.uow.seats.where(desk_id=desk.id, closed=False):
        meeting = await work.meeting(seat.meeting_id)
        if meeting.state not in (MeetingState.DRAFT, MeetingState.CALLED) or seat.person_id:
            continue
        seat.desk_id = None
        await work.uow.seats.save(seat)
        await close_requests(work, seat_id=seat.id)
        if meeting.state is MeetingState.CALLED:
            for invitation in await work.uow.invitations.where(seat_id=seat.id, desk_id=desk.id, answer=Answer.NONE):
                await withdraw(work, invitation)
            await fill_now(work, meeting, seat)
        await work.refresh(meeting_id=meeting.id)
    for council in desk.councils:
        await work.note("desk_closed", desk.id, council)
