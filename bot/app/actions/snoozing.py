"""Ask me later."""

from __future__ import annotations

from bot.app.accountability import show_change
from bot.app.actions.one_action import open_action
from bot.app.commands import Command, SnoozeAction
from bot.app.quiet import keep_quiet, latest, times_to_ask
from bot.app.wording.actions.given_back import NOT_YOURS_NOW
from bot.app.wording.actions.snoozing import TIME_HAS_PASSED, cannot_wait, not_that_long
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal


async def snooze(command: SnoozeAction, work: Work) -> str:
    """Leave its owner in peace until then; never past its time, nor later than its urgency allows."""
    action, meeting = await open_action(command.action_id, work)
    if action.owner_id != work.actor.person_id:
        raise Refusal("not_owner", NOT_YOURS_NOW)
    if command.until <= work.now:
        raise Refusal("time_passed", TIME_HAS_PASSED)
    policy = work.policy(meeting.council)
    if action.due_at is not None and not times_to_ask(action, policy, meeting.urgency, work.now):
        raise Refusal("cannot_wait", cannot_wait(action.due_at, work.now))
    last = latest(action, policy, meeting.urgency, work.now)
    if command.until > last:
        raise Refusal("too_long", not_that_long(last))
    await keep_quiet(work, meeting, action, command.until)
    await show_change(work, meeting, action)
    minutes = int((command.until - work.now).total_seconds() // 60)
    await work.note("snoozed", action.id, meeting.council, meeting.id, number=action.number, minutes=minutes)
    return action.id


HANDLERS: dict[type[Command], Handler] = {
    SnoozeAction: snooze,
}
