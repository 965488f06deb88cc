"""What waits for one person: read for their page and their digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app.access import may_convene
from bot.app.action_lines import lines_among, may_see
from bot.app.cards import Item
from bot.app.neglected import neglected_for
from bot.app.own_time import coming_leave
from bot.app.police_queue import desk_queue
from bot.app.staying_out import heed_all
from bot.app.store import UnitOfWork
from bot.app.view import view_meeting
from bot.app.wording.actions.lines import Line
from bot.app.wording.convenor import counted
from bot.app.wording.diaries import leave_item
from bot.app.wording.lists import Standing, Waiting
from bot.app.wording.overview import OfTeam, neglected, worst_first
from bot.app.wording.times import moment
from bot.domain.action import ActionState
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Person
from bot.policy import Policies


async def chased_lines(uow: UnitOfWork, policies: Policies, person: Person, now: datetime) -> Waiting:
    """What the day's digest holds: one's own open actions, and others' that are late or lack an owner or a time."""
    mine = await lines_among(uow, policies, await uow.actions_of([person.id]), [person])
    return Waiting(
        person=person,
        now=now,
        actions=[line for line in mine if may_see(line, person)],
        theirs=await neglected_for(uow, policies, person, now),
    )


async def overdue_of(uow: UnitOfWork, policies: Policies, person: Person, now: datetime) -> list[OfTeam]:
    """One's own and others' that are late, or lack an owner or a time: all that this person may answer for."""
    mine = await lines_among(uow, policies, await uow.actions_of([person.id]), [person])
    own = [OfTeam(line, yours=True) for line in mine if may_see(line, person) and neglected(line.action, now)]
    return [*worst_first(own, now), *await neglected_for(uow, policies, person, now, whole=True)]


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
    desk = await desk_queue(uow, policies, person, now)
    in_queue = desk.seats if desk else frozenset()
    return Waiting(
        person=person,
        now=now,
        may_convene=any(may_convene(person, council) for council in person.councils),
        to_answer=[
            pair for pair in pairs if _to_answer(*pair) and not (pair[0].desk_id and pair[0].seat_id in in_queue)
        ],
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
        theirs=chased.theirs,
        promised=await _promised(uow, policies, person),
        away=await _away(uow, person, now),
        desk=desk,
        may_hand_over=any(_urgent(policies, each, person) for each in meetings),
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
    promised = (each for each in found if each.complete and each.owner_id != person.id)
    return [line for line in await lines_among(uow, policies, promised, [person]) if may_see(line, person)]


async def standing(uow: UnitOfWork, policies: Policies, meeting: Meeting, now: datetime) -> Standing:
    """One meeting in a line."""
    if meeting.state is MeetingState.DRAFT:
        return Standing(meeting, "a draft, not sent yet.")
    when = moment(meeting.starts_at) if meeting.starts_at else "no time"
    if meeting.state is MeetingState.CALLED:
        return Standing(meeting, f"{when}, {counted(await view_meeting(uow, policies, meeting, now))}.")
    return Standing(meeting, f"{when}, held; the actions are not written down yet.")


def _urgent(policies: Policies, meeting: Meeting, person: Person) -> bool:
    """One of their own that may have to be handed over when the day ends."""
    urgent = policies.of(meeting.council).urgency(meeting.urgency).urgent_nudges
    return meeting.convenor_id == person.id and meeting.state is MeetingState.CALLED and urgent


def _to_answer(invitation: Invitation, meeting: Meeting) -> bool:
    return (
        meeting.open_to_answers
        and invitation.answer in (Answer.NONE, Answer.ACCEPTED)
        and invitation.awaits(meeting.revision)
    )
