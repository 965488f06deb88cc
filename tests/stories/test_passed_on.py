"""An action passes to somebody else: whoever had it hears that it did, and answers for it no more."""

from __future__ import annotations

from bot.app.commands import PersonLeaves, TellConflict
from bot.app.work import OPERATOR
from tests.kit.world import REFERENCE, World, at, read
from tests.stories.test_actions import held
from tests.stories.test_longer import VISIT, change_manager


async def test_an_owner_who_gives_it_to_a_colleague_is_told_that_it_is_saved(world: World) -> None:
    await held(world, VISIT)
    priya = world.people["hv1"]
    await priya.sends("owner", (await world.rows("actions"))[0].id)
    await priya.fills(owner="pc1")
    (action,) = await world.rows("actions")
    assert action.owner_id == "pc1"
    assert priya.said == "Saved. It is no longer with you."


async def put_before_the_head(world: World) -> None:
    """Priya's visit is so late that it has come to Hope, the last of its ladder; Xena is above her."""
    await world.joins("hvh", "Hope Head", "health", (), "teams", manager="hvx")
    await world.joins("hvx", "Xena Chief", "health", (), "teams")
    await change_manager(world, "hvm", "hvh")
    await held(world, VISIT)
    await world.until(at(20, 12))
    assert "action 1" in world.people["hvh"].sees()
    assert await world.rows("obligations", kind="action", state="escalated")
    assert not world.people["hvx"].posts


async def test_what_had_come_to_a_head_who_leaves_comes_to_the_next_above(world: World) -> None:
    await put_before_the_head(world)
    await world.bus.do(PersonLeaves("hvh"), OPERATOR)
    await world.until(at(23, 12))
    assert "action 1" in world.people["hvx"].sees()


async def test_what_had_come_to_a_head_who_must_not_know_of_it_comes_to_the_next_above(world: World) -> None:
    await put_before_the_head(world)
    await world.bus.do(TellConflict("EXMP", REFERENCE, "hvh"), OPERATOR)
    await world.until(at(23, 12))
    assert "action 1" in world.people["hvx"].sees()


async def test_what_had_come_to_a_convenor_who_leaves_comes_to_whoever_has_the_meeting_now(world: World) -> None:
    await change_manager(world, "hv1", None)
    await held(world, VISIT)
    await world.until(at(20, 12))
    assert await world.rows("obligations", kind="action", state="escalated")
    seen = len(world.people["tm"].posts)
    await world.bus.do(PersonLeaves("sam"), OPERATOR)
    await world.until(at(23, 12))
    assert any("action 1" in read(card) for card in world.people["tm"].cards[seen:])


async def test_where_the_manager_must_stay_out_the_second_above_hears_of_it_in_the_end(world: World) -> None:
    await world.joins("hvh", "Hope Head", "health", (), "teams", manager="hvx")
    await world.joins("hvx", "Xena Chief", "health", (), "teams")
    await change_manager(world, "hvm", "hvh")
    await world.bus.do(TellConflict("EXMP", REFERENCE, "hvm"), OPERATOR)
    await held(world, VISIT)
    await world.until(at(20, 12))
    assert "action 1" in world.people["hvh"].sees()
    assert "action 1" in world.people["hvx"].sees()
    assert not world.people["hvm"].posts
