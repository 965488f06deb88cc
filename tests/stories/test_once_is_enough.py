"""Told twice is done once, and asked again is not a stream: nobody is chased more than a few times a day."""

from __future__ import annotations

from datetime import timedelta

from tests.kit.world import World, at, read
from tests.stories.test_actions import held
from tests.stories.test_longer import VISIT, WHY

WEEKLY = {"words": "Ring the school", "owner": "hv1", "timescale": "every Friday"}


async def test_many_requests_asked_about_again_are_lines_of_a_list_not_a_stream(world: World) -> None:
    await held(world, *(VISIT | {"words": f"Visit {number}"} for number in range(4)))
    priya, lead = world.people["hv1"], world.people["hvm"]
    for action in await world.rows("actions"):
        for day in ("Wed 18 March", "Fri 20 March"):
            await priya.sends("put_off", action.id)
            await priya.fills(reason=WHY, timescale=f"by {day}")
    asked = len(lead.posts)
    await world.until(at(11, 17))
    assert len(lead.posts) == asked + 2
    assert len([card for card in lead.cards if "[Agree" in read(card)]) == 4
    await world.until(at(12, 17))
    assert "asks for longer" in read(lead.card("Your list today"))


async def test_a_turn_told_by_two_people_at_once_is_one_turn_and_the_next_is_still_to_be_done(world: World) -> None:
    await held(world, WEEKLY)
    (action,) = await world.rows("actions")
    for who in ("hv1", "hvm"):
        await world.people[who].sends("done", action.id)
        await world.people[who].fills(outcome="safer")
    (after,) = await world.rows("actions")
    assert [each.by_id for each in after.turns] == ["hv1"]
    assert after.due_at == action.due_at + timedelta(days=7)
    await world.until(at(20, 10))
    await world.people["hv1"].presses("Done", beside="action 1")
    await world.people["hv1"].fills(outcome="no_change")
    (after,) = await world.rows("actions")
    assert len(after.turns) == 2
