"""Who does it."""

from __future__ import annotations

from bot.app.accountability import tell_owner
from bot.app.actions.one_action import changed, open_action
from bot.app.commands import (
    Command,
    SetOwner,
)
from bot.app.wording.actions.given_back import HAS_AN_OWNER
from bot.app.work import Handler, Work
from bot.domain.errors import Refusal


async def set_owner(command: SetOwner, work: Work) -> str:
    """Give an action its owner, who gets it at once."""
    action, meeting = await open_action(command.action_id, work)
    if command.nobodys and action.owner_id is not None:
        raise Refusal("owned", HAS_AN_OWNER)
    person = await work.person(command.person_id)
    if person is None or person.id in meeting.excluded or meeting.council not in person.councils:
        raise Refusal(
            "not_found", "That person cannot be given the action. Nothing was changed. Choose somebody else."
        )
    action.owner_id = person.id
    await changed(work, meeting, action, "owner_set")
    await tell_owner(work, meeting, action)
    return action.id


HANDLERS: dict[type[Command], Handler] = {
    SetOwner: set_owner,
}
