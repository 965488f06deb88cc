"""Actions with their meetings and owners, as lists show them, in a few questions however many they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.app.staying_out import heed_all, heed_among
from bot.app.store import UnitOfWork
from bot.app.understood import best_reading
from bot.app.wording.actions.lines import Line
from bot.domain.action import Action
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Person
from bot.policy import Policies

CLOSED_BOOKS = (MeetingState.CLOSED, MeetingState.HELD)
Heed = Callable[[Sequence[Meeting]], Awaitable[Sequence[Meeting]]]


async def lines_of(uow: UnitOfWork, policies: Policies, actions: Iterable[Action]) -> list[Line]:
    """Actions with their meetings and owners, and what their council's policy offers for them."""
    return await _joined(uow, policies, list(actions), lambda meetings: heed_all(uow, meetings))


async def lines_among(
    uow: UnitOfWork, policies: Policies, actions: Iterable[Action], people: Iterable[Person]
) -> list[Line]:
    """The same, where only these people's staying out matters: as many questions for a thousand as for one."""
    return await _joined(uow, policies, list(actions), lambda meetings: heed_among(uow, meetings, people))


def line_of(policies: Policies, action: Action, meeting: Meeting, owner: Person | None) -> Line:
    """One action as a list shows it."""
    policy = policies.of(meeting.council)
    return Line(action, meeting, owner, policy.actions.quick_choices, best_reading(policy, meeting, action))


def may_see(line: Line, person: Person) -> bool:
    """True for an action on a record, of a meeting that the person may know of."""
    return line.meeting.state in CLOSED_BOOKS and person.id not in line.meeting.excluded


async def _joined(uow: UnitOfWork, policies: Policies, actions: Sequence[Action], heed: Heed) -> list[Line]:
    if not actions:
        return []
    found = await uow.meetings.where(id=tuple({action.meeting_id for action in actions}))
    meetings = {each.id: each for each in await heed(found)}
    owner_ids = tuple({action.owner_id for action in actions if action.owner_id})
    owners = {each.id: each for each in await uow.people.where(id=owner_ids)} if owner_ids else {}
    return [
        line_of(policies, action, meetings[action.meeting_id], owners.get(action.owner_id or ""))
        for action in actions
        if action.meeting_id in meetings
    ]
