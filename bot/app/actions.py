"""Actions: written down as they are said, completed, finished, put off. Without owner and time they are chased."""

from __future__ import annotations

from datetime import UTC

from bot.app.accountability import chase, describe, new_action, read_timescale, set_time, show_change, tell_owner
from bot.app.commands import (
    AddAction,
    CloseRecord,
    Command,
    CorrectAction,
    FinishActions,
    PutOffAction,
    RemoveAction,
    SetOwner,
    SetTimescale,
)
from bot.app.work import Handler, Work
from bot.domain.action import Action, ActionState, Extension
from bot.domain.errors import Invalid, Refusal
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.obligation import Awaited
from scheduling.timescale import Timescale

OPEN_RECORD = (MeetingState.CALLED, MeetingState.HELD)


async def add_action(command: AddAction, work: Work) -> str:
    """Write one action down; owner and time may be missing."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(*OPEN_RECORD)
    action = await new_action(work, meeting, command.words)
    await describe(work, meeting, action, command.words, command.owner_id, command.owner_words, command.timescale)
    await work.uow.actions.add(action)
    await work.note(
        "action_added", action.id, meeting.council, meeting.id, number=action.number, timed=bool(action.due_at)
    )
    return action.id


async def correct_action(command: CorrectAction, work: Work) -> str:
    """Put right what was written, while the record is open."""
    action, meeting = await _open_line(command.action_id, work)
    await describe(work, meeting, action, command.words, command.owner_id, command.owner_words, command.timescale)
    await work.uow.actions.save(action)
    await work.note("action_corrected", action.id, meeting.council, meeting.id, number=action.number)
    return meeting.id


async def remove_action(command: RemoveAction, work: Work) -> str:
    """Strike out what was written, while the record is open; its number is not used again."""
    action, meeting = await _open_line(command.action_id, work)
    action.state = ActionState.DROPPED
    await work.uow.actions.save(action)
    await work.note("action_removed", action.id, meeting.council, meeting.id, number=action.number)
    return meeting.id


async def close_record(command: CloseRecord, work: Work) -> str:
    """The meeting is over. From now on every action is either dated and owned, or chased until it is."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(*OPEN_RECORD)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, work.now
    # Closed before its time, it was held early: not in the future.
    meeting.happened_at = meeting.happened_at or min(meeting.starts_at or work.now, work.now)
    await work.uow.meetings.save(meeting)
    for kind in (Awaited.ANSWER, Awaited.SEAT, Awaited.HANDOVER, Awaited.RECORD):
        for owed in await work.uow.obligations.where(meeting_id=meeting.id, kind=kind):
            await work.settle(owed.kind, owed.subject_id)
    for action in await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN):
        await chase(work, meeting, action)
        await tell_owner(work, meeting, action)
    await work.refresh(meeting_id=meeting.id)
    await work.note("record_closed", meeting.id, meeting.council, meeting.id)
    return meeting.id


async def set_timescale(command: SetTimescale, work: Work) -> str:
    """Give an action its time. What cannot be checked is not taken; the question comes back."""
    action, meeting = await _action(command.action_id, work)
    found = read_timescale(work, meeting, command.timescale)
    if found.due is None:
        raise Invalid({"timescale": _not_checkable(found)})
    set_time(work, action, command.timescale, found)
    await _changed(work, meeting, action, "timescale_set")
    return action.id


async def set_owner(command: SetOwner, work: Work) -> str:
    """Give an action its owner, who gets it at once."""
    action, meeting = await _action(command.action_id, work)
    person = await work.person(command.person_id)
    if person is None or person.id in meeting.excluded or meeting.council not in person.councils:
        raise Refusal("not_found", "That person cannot be given the action. Nothing was changed.")
    action.owner_id = person.id
    await _changed(work, meeting, action, "owner_set")
    await tell_owner(work, meeting, action)
    return action.id


async def finish_actions(command: FinishActions, work: Work) -> tuple[str, ...]:
    """Done, one or several at once."""
    for action_id in command.action_ids:
        action, meeting = await _action(action_id, work)
        action.state, action.done_at, action.done_by_id = ActionState.DONE, work.now, work.actor.person_id
        action.in_case_record = command.in_case_record
        await work.settle(Awaited.ACTION, action.id)
        await work.settle(Awaited.COMPLETE_ACTION, action.id)
        await work.uow.actions.save(action)
        await show_change(work, meeting, action)
        await work.note("action_done", action.id, meeting.council, meeting.id, number=action.number)
    return command.action_ids


async def put_off(command: PutOffAction, work: Work) -> str:
    """Not by then, because; and by when. The earlier date stays in sight and the ladder begins anew."""
    action, meeting = await _action(command.action_id, work)
    if action.due_at is None:
        raise Refusal("no_time", "This action has no time yet. Give it one first. Nothing was changed.")
    found = read_timescale(work, meeting, command.timescale)
    if found.due is None:
        raise Invalid({"timescale": _not_checkable(found)})
    was = action.due_at
    set_time(work, action, command.timescale, found)
    extension = Extension(work.now, work.actor.person_id, was, found.due.astimezone(UTC), command.reason)
    action.extensions = (*action.extensions, extension)
    await _changed(work, meeting, action, "action_put_off", times=len(action.extensions))
    return action.id


async def _changed(work: Work, meeting: Meeting, action: Action, verb: str, **detail: int) -> None:
    await work.uow.actions.save(action)
    if meeting.state is MeetingState.CLOSED:
        await chase(work, meeting, action)
    await show_change(work, meeting, action)
    await work.note(verb, action.id, meeting.council, meeting.id, number=action.number, **detail)


def _not_checkable(found: Timescale) -> str:
    if found.ask:
        return f"{found.echo} Nothing was saved: please write the date again."
    return "That is no time that can be checked. Write a day or hours, such as: Friday 5pm, 48 hours, 3 working days."


async def _action(action_id: str, work: Work) -> tuple[Action, Meeting]:
    """The action as it stands behind its meeting's lock."""
    found = await work.uow.actions.get(action_id)
    if found is None:
        raise Refusal("no_action", "That action is not here any more. Nothing was changed.")
    meeting = await work.meeting(found.meeting_id)
    action = await work.uow.actions.get(action_id) or found
    if action.state is not ActionState.OPEN:
        raise Refusal("not_open", "That action is already done or struck out. Nothing was changed.")
    return action, meeting


async def _open_line(action_id: str, work: Work) -> tuple[Action, Meeting]:
    action, meeting = await _action(action_id, work)
    meeting.require(*OPEN_RECORD)
    return action, meeting


HANDLERS: dict[type[Command], Handler] = {
    AddAction: add_action,
    CorrectAction: correct_action,
    RemoveAction: remove_action,
    CloseRecord: close_record,
    SetTimescale: set_timescale,
    SetOwner: set_owner,
    FinishActions: finish_actions,
    PutOffAction: put_off,
}
