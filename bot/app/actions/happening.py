"""An event that actions hung on has happened: they are due, and their owners hear of it at once."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app.actions.one_action import changed, open_action
from bot.app.commands import Command, TellHappened
from bot.app.understood import stated
from bot.app.wording.actions.events import BEFORE_THE_MEETING, HAPPENED, IN_THE_FUTURE, NOTHING_WAITS
from bot.app.wording.actions.waiting import event_code
from bot.app.work import Handler, Work
from bot.domain.action import Action, ActionState
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.notice import NoticeKind
from scheduling.london import local_day
from scheduling.timescale import due_of_event, event_of


async def tell_happened(command: TellHappened, work: Work) -> tuple[tuple[int, datetime], ...]:
    """What hung on it becomes due: "before" at once, "after" so long after; the number and the instant of each."""
    meeting = await work.meeting(command.meeting_id)
    _believable(meeting, command.happened_at, work.now)
    waiting = [
        each
        for each in await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN, order="number")
        if event_of(each.expected) == command.event
    ]
    if not waiting:
        raise Refusal("nothing_waits", NOTHING_WAITS)
    due = [await _becomes_due(work, meeting, each, command.happened_at) for each in waiting]
    await _tell_owners(work, meeting, {each.owner_id for each in waiting if each.owner_id})
    detail = {"event": event_code(command.event), "happened_at": command.happened_at.isoformat()}
    numbers = [each.number for each in waiting]
    await work.note("event_happened", meeting.id, meeting.council, meeting.id, **detail, numbers=numbers)
    return tuple(zip(numbers, due, strict=True))


def _believable(meeting: Meeting, happened_at: datetime, now: datetime) -> None:
    if happened_at > now:
        raise Refusal("in_the_future", IN_THE_FUTURE)
    began = min(meeting.raised_at, meeting.happened_at or meeting.raised_at)
    if local_day(happened_at) < local_day(began):
        raise Refusal("before_the_meeting", BEFORE_THE_MEETING)


async def _becomes_due(work: Work, meeting: Meeting, waiting: Action, happened_at: datetime) -> datetime:
    """What happened never puts off a date that stands."""
    action, _ = await open_action(waiting.id, work)
    policy = work.policy(meeting.council)
    found = due_of_event(action.expected, happened_at, policy.working_time(), policy.terms()).astimezone(UTC)
    due = min(found, action.due_at or found)
    action.expected, action.due_at, action.time_given_at = stated(due), due, action.time_given_at or work.now
    await changed(work, meeting, action, "due_by_event")
    return due


async def _tell_owners(work: Work, meeting: Meeting, owners: set[str]) -> None:
    """Each by a card of its own; while the record is open nobody has been given an action yet."""
    if meeting.state is not MeetingState.CLOSED:
        return
    for owner_id in sorted(owners - {work.actor.person_id}):
        person = await work.person(owner_id)
        if person is None or person.id in meeting.excluded:
            continue
        dedupe = f"happened:{meeting.id}:{owner_id}:{work.new_id()}"
        await work.tell(
            owner_id,
            NoticeKind.ACTIONS,
            meeting.id,
            meeting.council,
            dedupe,
            meeting_id=meeting.id,
            code=HAPPENED,
            urgent=work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges,
        )


HANDLERS: dict[type[Command], Handler] = {
    TellHappened: tell_happened,
}
