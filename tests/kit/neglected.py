"""Actions that wait in vain, put straight into a closed record: what the lists of what is late are made from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.action import Action
from bot.domain.meeting import Meeting
from tests.kit.world import COUNCIL, World, at


async def closed_meeting(world: World) -> Meeting:
    """A meeting whose record is closed, without an action yet."""
    sam = await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 13))
    await sam.presses("Write the actions")
    await sam.presses("Finish")
    await sam.fills()
    (meeting,) = await world.rows("meetings")
    return meeting


async def agreed(world: World, meeting: Meeting, owner: str | None, **more: Any) -> Action:
    """An action of that meeting, made two days before it unless told otherwise."""
    number = len(await world.rows("actions")) + 1
    more = {"created_at": world.clock - timedelta(days=2), "verb": "visit", **more}
    action = Action(f"act-{number}", COUNCIL, meeting.id, number, "Words of the case", owner_id=owner, **more)
    async with world.storage.units.write() as uow:
        await uow.actions.add(action)
        await uow.commit()
    return action
