"""An action that comes again comes no more."""

from __future__ import annotations

from bot.app.actions.finishing import close
from bot.app.actions.one_action import open_action
from bot.app.commands import Command, EndRecurring
from bot.app.wording.actions.ending import NOT_RECURRING, SAY_WHY
from bot.app.work import Handler, Work
from bot.domain.errors import Invalid, Refusal


async def end_recurring(command: EndRecurring, work: Work) -> str:
    """It is ended, with the reason; what its turns changed stays in sight."""
    action, meeting = await open_action(command.action_id, work)
    if not action.comes_again:
        raise Refusal("not_recurring", NOT_RECURRING)
    if not command.reason.strip():
        raise Invalid({"reason": SAY_WHY})
    action.outcome = action.turns[-1].outcome if action.turns else None
    action.outcome_words = command.reason
    await close(work, meeting, action, "recurring_ended")
    return action.id


HANDLERS: dict[type[Command], Handler] = {
    EndRecurring: end_recurring,
}
