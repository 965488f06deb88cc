"""Not mine: it goes back to whoever is in charge of the meeting, who says whose it is."""

from __future__ import annotations

from bot.app.actions.one_action import changed, open_action
from bot.app.commands import Command, GiveBackAction
from bot.app.returning import bring_back, who_says
from bot.app.wording.actions.given_back import NOBODY_ELSE, NOT_YOURS_NOW
from bot.app.work import Handler, Work
from bot.domain.action import GivenBack
from bot.domain.errors import Refusal


async def give_back(command: GiveBackAction, work: Work) -> str:
    """Nobody owns it now; its time stays and goes on counting. Who gave it back stays in sight."""
    action, meeting = await open_action(command.action_id, work)
    owner = work.actor.person_id
    if action.owner_id != owner:
        raise Refusal("not_owner", NOT_YOURS_NOW)
    action.given_back = (*action.given_back, GivenBack(work.now, owner, command.reason))
    if await who_says(work, meeting, action) is None:
        raise Refusal("nobody_else", NOBODY_ELSE)
    action.owner_id, action.owner_words = None, ""
    await changed(work, meeting, action, "action_given_back", times=len(action.given_back))
    await bring_back(work, meeting, action)
    return action.id


HANDLERS: dict[type[Command], Handler] = {
    GiveBackAction: give_back,
}
