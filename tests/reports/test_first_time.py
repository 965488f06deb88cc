"""When an action first had a time is kept, whatever becomes of its time afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.commands import PutOffAction
from bot.app.questions import CountActions
from bot.app.work import OPERATOR, Actor
from bot.storage import Storage
from tests.kit.world import World, at
from tests.stories.test_actions import DATED, SOON, held


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def test_another_time_later_does_not_make_it_younger(world: World) -> None:
    await held(world, SOON, DATED)
    (meeting,) = await world.rows("meetings")
    await world.until(at(11, 13))
    await world.people["hv1"].presses("3 working days", beside="action 1")
    given = world.clock
    await world.until(at(12, 13))
    (first, _) = await world.rows("actions", order="number")
    await world.bus.do(PutOffAction(first.id, "waits for the lab", "5 working days"), Actor("hv1", "teams"))
    soon, dated = await world.rows("actions", order="number")
    assert soon.time_given_at == given
    assert dated.time_given_at <= meeting.closed_at
    counts = (await world.bus.ask(CountActions(), OPERATOR)).all.counts
    assert (counts.actions, counts.no_time_at_close, counts.no_time_now) == (2, 1, 0)
    assert counts.hours_to_time_of_undated == 24


async def test_a_time_struck_out_at_the_table_was_none_at_the_close(world: World) -> None:
    sam = await world.called()
    await sam.presses("Write the actions")
    await sam.fills(words="Visit", timescale="3 working days")
    await sam.presses("Correct")
    await sam.fills(words="Visit", timescale="ASAP", date="")
    await sam.presses("Finish")
    await sam.fills()
    counts = (await world.bus.ask(CountActions(), OPERATOR)).all.counts
    assert counts.no_time_at_close == counts.no_time_now == 1
