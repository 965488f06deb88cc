"""What a program on the way put into somebody's words, and no database keeps, costs them neither form nor search."""

from __future__ import annotations

import pytest

from tests.kit.world import World

UNKEEPABLE = pytest.mark.parametrize("odd", ["\0", "\ud83d", "\x1b", "\x7f"], ids=["nul", "half_emoji", "esc", "del"])


@UNKEEPABLE
async def test_a_name_that_is_searched_for_is_found(world: World, odd: str) -> None:
    sam = world.people["sam"]
    found = await world.front.options(sam.identity, "convene", "", "people", f"Grace{odd}")
    assert "Grace Obi" in [each.label.partition(" (")[0].partition(",")[0] for each in found]


@UNKEEPABLE
async def test_what_was_written_is_kept_without_it(world: World, odd: str) -> None:
    await world.called("planned")
    sam = world.people["sam"]
    (meeting,) = await world.rows("meetings")
    await sam.sends("pad", f"{odd}{meeting.id}")
    said = {"words": f"See the{odd} child\nand 👩‍👧", "timescale": f"3{odd} days"}
    await sam.fills(owner="", other_owner=f"Grace Obi{odd}", **said)
    (action,) = await world.rows("actions")
    assert (action.words, world.people[action.owner_id].person.name) == ("See the child\nand 👩‍👧", "Grace Obi")
    await sam.types(f"mine{odd}")
    assert "EXMP-SM-1" in sam.sees()
