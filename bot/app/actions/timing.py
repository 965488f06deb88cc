"""By when: a time given, or asked about."""

from __future__ import annotations

from datetime import timedelta

from bot.app.accountability import read_timescale, set_time
from bot.app.actions.one_action import changed, open_action
from bot.app.commands import (
    Command,
    SetTimescale,
)
from bot.app.understood import Doubtful
from bot.app.wording.actions.longer import has_a_time
from bot.app.wording.actions.waiting import not_taken
from bot.app.work import Handler, Work
from bot.domain.action import Action
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting, MeetingState


async def set_timescale(command: SetTimescale, work: Work) -> str:
    """Give an action its time. What cannot be checked is not taken; the question comes back."""
    action, meeting = await open_action(command.action_id, work)
    found = read_timescale(work, meeting, command.timescale)
    if found.due is None:
        raise Doubtful({"timescale": not_taken(found)}, found.best)
    if action.due_at is not None and found.due > action.due_at and _agreed(action, meeting, work):
        raise Refusal("has_a_time", has_a_time(action.due_at))
    set_time(work, action, command.timescale, found)
    await changed(work, meeting, action, "timescale_set")
    return action.id


def _agreed(action: Action, meeting: Meeting, work: Work) -> bool:
    """True once the record is closed and its time was not given just now."""
    given, just_now = action.time_given_at, timedelta(minutes=work.policy(meeting.council).actions.put_right_minutes)
    return meeting.state is MeetingState.CLOSED and (given is None or work.now - given > just_now)


HANDLERS: dict[type[Command], Handler] = {
    SetTimescale: set_timescale,
}
