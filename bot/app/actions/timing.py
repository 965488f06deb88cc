"""By when: a time given, put off, or asked about."""

from __future__ import annotations

from datetime import UTC

from bot.app.accountability import read_timescale, set_time
from bot.app.actions.one_action import changed, open_action
from bot.app.commands import (
    Command,
    PutOffAction,
    SetTimescale,
)
from bot.app.understood import Doubtful
from bot.app.wording.actions.waiting import not_taken
from bot.app.work import Handler, Work
from bot.domain.action import Extension
from bot.domain.errors import Refusal


async def set_timescale(command: SetTimescale, work: Work) -> str:
    """Give an action its time. What cannot be checked is not taken; the question comes back."""
    action, meeting = await open_action(command.action_id, work)
    found = read_timescale(work, meeting, command.timescale)
    if found.due is None:
        raise Doubtful({"timescale": not_taken(found)}, found.best)
    set_time(work, action, command.timescale, found)
    await changed(work, meeting, action, "timescale_set")
    return action.id


async def put_off(command: PutOffAction, work: Work) -> str:
    """Not by then, because; and by when. The earlier date stays in sight and the ladder begins anew."""
    action, meeting = await open_action(command.action_id, work)
    if action.due_at is None:
        raise Refusal("no_time", "This action has no time yet. Give it one first. Nothing was changed.")
    found = read_timescale(work, meeting, command.timescale)
    if found.due is None:
        raise Doubtful({"timescale": not_taken(found)}, found.best)
    was = action.due_at
    set_time(work, action, command.timescale, found)
    extension = Extension(work.now, work.actor.person_id, was, found.due.astimezone(UTC), command.reason)
    action.extensions = (*action.extensions, extension)
    await changed(work, meeting, action, "action_put_off", times=len(action.extensions))
    return action.id


HANDLERS: dict[type[Command], Handler] = {
    SetTimescale: set_timescale,
    PutOffAction: put_off,
}
