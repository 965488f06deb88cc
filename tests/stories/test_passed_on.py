"""An action passes to somebody else: whoever had it hears that it did, and answers for it no more."""

from __future__ import annotations

from tests.kit.world import World
from tests.stories.test_actions import held
from tests.stories.test_longer import VISIT


async def test_an_owner_who_gives_it_to_a_colleague_is_told_that_it_is_saved(world: World) -> None:
    await held(world, VISIT)
    priya = world.people["hv1"]
    await priya.sends("owner", (await world.rows("actions"))[0].id)
    await priya.fills(owner="pc1")
    (action,) = await world.rows("actions")
    assert action.owner_id == "pc1"
    assert priya.said == "Saved. It is no longer with you."
