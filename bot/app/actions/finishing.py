"""Done, one or several at once."""

from __future__ import annotations

from bot.app.accountability import show_change
from bot.app.actions.one_action import open_action
from bot.app.commands import (
    Command,
    FinishActions,
)
from bot.app.work import Handler, Work
from bot.domain.action import ActionState
from bot.domain.obligation import Awaited


async def finish_actions(command: FinishActions, work: Work) -> tuple[str, ...]:
    """Done, one or several at once."""
    for action_id in command.action_ids:
        action, meeting = await open_action(action_id, work)
        action.state, action.done_at, action.done_by_id = ActionState.DONE, work.now, work.actor.person_id
        action.in_case_record = command.in_case_record
        await work.settle(Awaited.ACTION, action.id)
        await work.settle(Awaited.COMPLETE_ACTION, action.id)
        await work.uow.actions.save(action)
        await show_change(work, meeting, action)
        await work.note("action_done", action.id, meeting.council, meeting.id, number=action.number)
    return command.action_ids


HANDLERS: dict[type[Command], Handler] = {
    FinishActions: finish_actions,
}
