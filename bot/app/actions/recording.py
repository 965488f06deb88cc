"""Actions written down as they are said, put right, struck out; and the record closed."""

from __future__ import annotations

from bot.app.accountability import OPEN_RECORD, chase, describe, let_go, new_action, tell_owner
from bot.app.actions.one_action import open_action
from bot.app.commands import (
    AddAction,
    CloseRecord,
    Command,
    CorrectAction,
    RemoveAction,
)
from bot.app.keeping import settle_meeting
from bot.app.nudging import ask_at_the_close, ask_before_the_end
from bot.app.work import Handler, Work
from bot.domain.action import Action, ActionState
from bot.domain.meeting import Meeting, MeetingState


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
    await ask_before_the_end(work, meeting)
    return action.id


async def correct_action(command: CorrectAction, work: Work) -> str:
    """Put right what was written, while the record is open."""
    action, meeting = await _open_line(command.action_id, work)
    await describe(work, meeting, action, command.words, command.owner_id, command.owner_words, command.timescale)
    await let_go(work, action)
    await work.uow.actions.save(action)
    await work.refresh(subject_id=action.id)
    await work.note("action_corrected", action.id, meeting.council, meeting.id, number=action.number)
    await ask_before_the_end(work, meeting)
    return meeting.id


async def remove_action(command: RemoveAction, work: Work) -> str:
    """Strike out what was written, while the record is open; its number is not used again."""
    action, meeting = await _open_line(command.action_id, work)
    action.state = ActionState.DROPPED
    await let_go(work, action)
    await work.uow.actions.save(action)
    await work.refresh(subject_id=action.id)
    await work.note("action_removed", action.id, meeting.council, meeting.id, number=action.number)
    await ask_before_the_end(work, meeting)
    return meeting.id


async def close_record(command: CloseRecord, work: Work) -> str:
    """The meeting is over. From now on every action is either dated and owned, or chased until it is."""
    meeting = await work.meeting(command.meeting_id)
    meeting.require(*OPEN_RECORD)
    meeting.state, meeting.closed_at = MeetingState.CLOSED, work.now
    # Closed before its time, it was held early: not in the future.
    meeting.happened_at = meeting.happened_at or min(meeting.starts_at or work.now, work.now)
    await work.uow.meetings.save(meeting)
    await settle_meeting(work, meeting)
    for action in await work.uow.actions.where(meeting_id=meeting.id, state=ActionState.OPEN):
        await chase(work, meeting, action)
        await tell_owner(work, meeting, action)
    await ask_at_the_close(work, meeting)
    await work.refresh(meeting_id=meeting.id)
    await work.note("record_closed", meeting.id, meeting.council, meeting.id)
    return meeting.id


async def _open_line(action_id: str, work: Work) -> tuple[Action, Meeting]:
    action, meeting = await open_action(action_id, work)
    meeting.require(*OPEN_RECORD)
    return action, meeting


HANDLERS: dict[type[Command], Handler] = {
    AddAction: add_action,
    CorrectAction: correct_action,
    RemoveAction: remove_action,
    CloseRecord: close_record,
}
