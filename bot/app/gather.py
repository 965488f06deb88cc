"""What waits for one person: read for their page and their digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.app.access import may_convene
from bot.app.cards import Item
from bot.app.own_time import coming_leave
from bot.app.staying_out import heed_all
from bot.app.store import UnitOfWork
from bot.app.those_above import CHAIR, those_above
from bot.app.understood import best_reading
from bot.app.view import view_meeting
from bot.app.wording.actions.lines import Line
from bot.app.wording.convenor import counted
from bot.app.wording.diaries import leave_item
from bot.app.wording.lists import Standing, Waiting
from bot.app.wording.times import moment
from bot.domain.action import Action, ActionState
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.obligation import Awaited, ObligationState
from bot.domain.people import Person
from bot.policy import Policies

CLOSED_BOOKS = (MeetingState.CLOSED, MeetingState.HELD)


async def lines_of(uow: UnitOfWork, policies: Policies, actions: Iterable[Action]) -> list[Line]:
    """Actions with their meetings and owners, and what their council's policy offers for them."""
    actions = list(actions)
    if not actions:
        return []
    found = await uow.meetings.where(id=tuple({action.meeting_id for action in actions}))
    meetings = {each.id: each for each in await heed_all(uow, found)}
    owner_ids = tuple({action.owner_id for action in actions if action.owner_id})
    owners = {each.id: each for each in await uow.people.where(id=owner_ids)} if owner_ids else {}
    return [
        line_of(policies, action, meetings[action.meeting_id], owners.get(action.owner_id or ""))
        for action in actions
        if action.meeting_id in meetings
    ]


def line_of(policies: Policies, action: Action, meeting: Meeting, owner: Person | None) -> Line:
    """One action as a list shows it."""
    policy = policies.of(meeting.council)
    return Line(action, meeting, owner, policy.actions.quick_choices, best_reading(policy, meeting, action))


async def chased_lines(uow: UnitOfWork, policies: Policies, person: Person, now: datetime) -> Waiting:
    """What the day's digest holds: one's own open actions, those of one's people that are late or lack a time, and
    those of one's meetings that lack an owner or a time."""
    mine = await lines_of(uow, policies, await uow.actions_of([person.id]))
    others = [line for line in await _of_my_meetings(uow, policies, person) if _may_see(line, person)]
    return Waiting(
        person=person,
        now=now,
        actions=[line for line in mine if _may_see(line, person)],
        for_others=others,
        managed=[
            line
            for line in await _of_my_people(uow, policies, person, now)
            if _may_see(line, person) and line.action.id not in {each.action.id for each in others}
        ],
    )


def _may_see(line: Line, person: Person) -> bool:
    return line.meeting.state in CLOSED_BOOKS and person.id not in line.meeting.excluded


async def meetings_of(uow: UnitOfWork, person: Person) -> list[Meeting]:
    """The person's meetings under way, the newest first; none that they must not be told of."""
    found = await heed_all(uow, await uow.open_meetings_of(person.id))
    return [each for each in found if person.id not in each.excluded]


async def waiting_for(uow: UnitOfWork, policies: Policies, person: Person, now: datetime) -> Waiting:
    """All of a person's page."""
    meetings = await meetings_of(uow, person)
    by_meeting = {meeting.id: meeting for meeting in meetings}
    invitations = await uow.invitations.where(person_id=person.id, meeting_id=tuple(by_meeting)) if by_meeting else []
    pairs = [(each, by_meeting[each.meeting_id]) for each in invitations]
    chased = await chased_lines(uow, policies, person, now)
    return Waiting(
        person=person,
        now=now,
        may_convene=any(may_convene(person, council) for council in person.councils),
        to_answer=[pair for pair in pairs if _to_answer(*pair)],
        information=[
            pair for pair in pairs if pair[0].information_by and not pair[0].information_sent_at and pair[0].live
        ],
        handovers=[meeting for meeting in meetings if meeting.handover_to_id == person.id],
        actions=chased.actions,
        meetings=[await standing(uow, policies, each, now) for each in meetings if each.convenor_id == person.id],
        coming=[
            (each, meeting)
            for each, meeting in pairs
            if meeting.open_to_answers and each.counts_for(meeting.revision)
        ],
        for_others=[*chased.for_others, *await _promised(uow, policies, person)],
        managed=chased.managed,
        away=await _away(uow, person, now),
    )


async def _away(uow: UnitOfWork, person: Person, now: datetime) -> Sequence[Item]:
    rows = await coming_leave(uow, person.id, now)
    ids = tuple(each.covered_by_id for each in rows if each.covered_by_id)
    covers = {each.id: each.name for each in await uow.people.where(id=ids)} if ids else {}
    return [leave_item(each, covers.get(each.covered_by_id or "", ""), now) for each in rows]


async def _promised(uow: UnitOfWork, policies: Policies, person: Person) -> list[Line]:
    """Actions that others own and have given a time for, of meetings that this person called."""
    held = await uow.meetings.where(convenor_id=person.id, state=MeetingState.CLOSED, order="-number", limit=50)
    ids = tuple(meeting.id for meeting in held)
    found = await uow.actions.where(meeting_id=ids, state=ActionState.OPEN, order="due_at") if ids else []
    lines = await lines_of(uow, policies, [each for each in found if each.complete and each.owner_id != person.id])
    return [line for line in lines if _may_see(line, person)]


async def standing(uow: UnitOfWork, policies: Policies, meeting: Meeting, now: datetime) -> Standing:
    """One meeting in a line."""
    if meeting.state is MeetingState.DRAFT:
        return Standing(meeting, "a draft, not sent yet.")
    when = moment(meeting.starts_at) if meeting.starts_at else "no time"
    if meeting.state is MeetingState.CALLED:
        return Standing(meeting, f"{when}, {counted(await view_meeting(uow, policies, meeting, now))}.")
    return Standing(meeting, f"{when}, held; the actions are not written down yet.")


def _to_answer(invitation: Invitation, meeting: Meeting) -> bool:
    return (
        meeting.open_to_answers
        and invitation.answer in (Answer.NONE, Answer.ACCEPTED)
        and invitation.awaits(meeting.revision)
    )


async def _of_my_people(uow: UnitOfWork, policies: Policies, person: Person, now: datetime) -> Sequence[Line]:
    """What is late, or lacks an owner or a time, of those below: as far as a ladder puts it before this person."""
    below = await _below(uow, person)
    if not below:
        return ()
    lines = [*await lines_of(uow, policies, await uow.actions_of(below)), *await _nobodys(uow, policies, below)]
    return [line for line in lines if _neglected(line.action, now) and await _reaches(uow, line, person)]


async def _below(uow: UnitOfWork, person: Person) -> list[str]:
    """Those who have this person as manager or agency contact, and those below them."""
    near = await uow.people.where(manager_id=person.id) + await uow.people.where(agency_contact_id=person.id)
    far = await uow.people.where(manager_id=tuple({each.id for each in near})) if near else []
    return sorted({each.id for each in (*near, *far)} - {person.id})


async def _nobodys(uow: UnitOfWork, policies: Policies, convenors: Sequence[str]) -> Sequence[Line]:
    """Actions without an owner, of meetings that these people called."""
    held = await uow.meetings.where(
        convenor_id=tuple(convenors), state=MeetingState.CLOSED, order="-number", limit=200
    )
    ids = tuple(meeting.id for meeting in held)
    found = await uow.actions.where(meeting_id=ids, state=ActionState.OPEN, owner_id=None) if ids else []
    return await lines_of(uow, policies, found)


async def _reaches(uow: UnitOfWork, line: Line, person: Person) -> bool:
    """The first above hears of all that is neglected, the second of what the ladder's last rung has put there."""
    start = line.owner or await uow.people.get(line.meeting.convenor_id)
    above = [each.id for each in await those_above(uow, start, line.meeting)][:2]
    if person.id not in above or above[0] == person.id:
        return above[:1] == [person.id]
    climbed = ObligationState.ESCALATED
    return bool(await uow.obligations.where(subject_id=line.action.id, kind=Awaited.ACTION, state=climbed))


async def _of_my_meetings(uow: UnitOfWork, policies: Policies, person: Person) -> Sequence[Line]:
    """Actions of others that lack an owner or a time, of meetings that this person called or chaired."""
    closed = MeetingState.CLOSED
    held = await uow.meetings.where(convenor_id=person.id, state=closed, order="-number", limit=50)
    ids = tuple({meeting.id for meeting in held} | await _chaired(uow, person))
    found = await uow.actions.where(meeting_id=ids, state=ActionState.OPEN) if ids else []
    return await lines_of(uow, policies, (each for each in found if not each.complete and each.owner_id != person.id))


async def _chaired(uow: UnitOfWork, person: Person) -> set[str]:
    """The last meetings that this person accepted to chair."""
    mine = await uow.invitations.where(person_id=person.id, answer=Answer.ACCEPTED, order="-asked_at", limit=50)
    seats = await uow.seats.where(id=tuple(each.seat_id for each in mine), closed=False) if mine else []
    return {seat.meeting_id for seat in seats if seat.name.startswith(CHAIR)}


def _neglected(action: Action, now: datetime) -> bool:
    return action.due_at is None or action.overdue(now)
