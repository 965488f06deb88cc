"""Addresses that stopped working are looked at once a day, and nobody is written to for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.app.ports import Delivery, Probing, Retry, Sent, Unreachable
from bot.app.reaching import lay_aside
from bot.domain.people import Address
from tests.kit.gallery import change
from tests.kit.tool import Tool
from tests.kit.world import World, at, read
from tests.stories.reaching import also_at, in_tray, post_room
from tests.stories.test_delivery import planned


@dataclass
class Looking(Tool):
    """A tool that can be looked into; `found` is what it says of an account."""

    def __post_init__(self) -> None:
        self.found: dict[str, Delivery | None] = {}
        self.probed: list[str] = []

    async def probe(self, to: Address) -> Delivery | None:
        """What the story scripted; alive when it scripted nothing."""
        self.probed.append(to.account)
        return self.found.get(to.account, Sent("", to.account))


def looking(world: World) -> Looking:
    """Teams can be looked into from now on."""
    tool = Looking("teams")
    tool.posts, tool.always = world.tools["teams"].posts, world.tools["teams"].always
    world.tools["teams"] = tool
    world.bus.channels = {**world.bus.channels, "teams": tool}
    assert isinstance(tool, Probing)
    return tool


async def address(world: World, address_id: str = "a-hv1") -> Address:
    (found,) = await world.rows("addresses", id=address_id)
    return found  # type: ignore[no-any-return]


async def lost(world: World, **more: Any) -> None:
    """Priya's chat stops taking messages on Tuesday at twenty past ten."""
    world.tools["teams"].always["acc-hv1"] = Unreachable("blocked")
    await world.called(**more)
    assert (await address(world)).state == "dead"


async def test_a_dead_address_is_looked_at_once_a_day_and_comes_back_without_a_message(world: World) -> None:
    tool = looking(world)
    await lost(world)
    tool.found["acc-hv1"] = Unreachable("blocked")
    world.clock = at(11, 5, 59)
    assert await world.bus.look_again() == 0, "not before the policy's hour"
    world.clock = at(11, 8, 1)
    assert await world.bus.look_again() == 1
    assert await world.bus.look_again() == 0, "once a day"
    assert (await address(world)).state == "dead"
    del tool.found["acc-hv1"], tool.always["acc-hv1"]
    world.clock = at(12, 8, 1)
    assert await world.bus.look_again() == 1
    await world.settle()
    assert (await address(world)).state == "live"
    assert not world.people["hv1"].posts, "quietly: nothing is sent because of it"
    await world.called(reference="CSC-200001")
    assert "You are asked" in read(world.people["hv1"].card("EXMP-SM-2"))
    assert tool.probed == ["acc-hv1", "acc-hv1"]


async def test_those_of_one_morning_are_spread_out(world: World) -> None:
    looking(world)
    for number in range(30):
        await world.joins(f"x{number}", f"Nurse {number}", "health", ("health_visitor",), "teams", manager="hvm")
    await lost(world)
    async with world.storage.units.write() as uow:
        rule = world.bus.policies.of("EXMP").reach
        for each in await uow.addresses.where(channel="teams", tenant="TENANT-NHS"):
            lay_aside(each, "blocked", world.clock, rule)
            await uow.addresses.save(each)
        await uow.commit()
    times = {each.look_at for each in await world.rows("addresses", tenant="TENANT-NHS")}
    assert len(times) > 15
    assert all(at(11, 6) <= each < at(11, 8) for each in times)


@pytest.mark.parametrize("reason", ["left", "replaced"])
async def test_an_address_that_was_taken_away_is_never_looked_at(world: World, reason: str) -> None:
    tool = looking(world)
    await change(world, "addresses", {"id": "a-hv1"}, state="dead", reason=reason, look_at=None)
    world.clock = at(13, 9)
    assert await world.bus.look_again() == 0
    assert tool.probed == []


async def test_a_platform_that_is_busy_is_asked_again_within_the_hour(world: World) -> None:
    tool = looking(world)
    await lost(world)
    tool.found["acc-hv1"] = Retry(timedelta(minutes=10), "rate_limited")
    world.clock = at(11, 9)
    await world.bus.look_again()
    assert (await address(world)).look_at == world.clock + timedelta(minutes=10)
    assert (await address(world)).state == "dead"


async def test_a_channel_that_cannot_be_looked_into_is_tried_with_what_is_not_urgent(world: World) -> None:
    paper = post_room(world)
    await also_at(world, "hv1", "paper")
    await lost(world)
    assert len(in_tray(paper, "hv1")) == 1
    world.clock = at(11, 9)
    assert await world.bus.look_again() == 1
    assert (await address(world)).state == "doubted"
    await world.called(reference="CSC-200001")
    assert len(in_tray(paper, "hv1")) == 2, "something urgent takes the way that is known to work"
    assert (await address(world)).state == "doubted"
    tried = world.tools["teams"].sends.count("acc-hv1")
    await world.called("planned", reference="CSC-200002")
    assert world.tools["teams"].sends.count("acc-hv1") == tried + 1
    assert len(in_tray(paper, "hv1")) == 3, "still blocked: it falls back at once"
    assert (await address(world)).state == "dead"
    del world.tools["teams"].always["acc-hv1"]
    world.clock = at(12, 9)
    await world.bus.look_again()
    await world.called("planned", reference="CSC-200003")
    assert (await address(world)).state == "live"
    assert "You are asked" in read(world.people["hv1"].card("EXMP-SM-4"))


async def test_an_organisation_that_was_cut_off_comes_back_as_a_whole_by_one_look(world: World) -> None:
    tool = looking(world)
    gone: Delivery = Unreachable("token_revoked", everybody=True)
    tool.always |= dict.fromkeys(("acc-pc1", "acc-pc2", "acc-insp"), gone)
    tool.found |= tool.always
    await world.called()
    police = {"channel": "teams", "tenant": "TENANT-POLICE"}
    assert {each.state for each in await world.rows("addresses", **police)} == {"dead"}
    world.clock += timedelta(minutes=14)
    assert await world.bus.look_again() == 0
    world.clock += timedelta(minutes=2)
    assert await world.bus.look_again() == 1, "one look for all of them"
    assert {each.state for each in await world.rows("addresses", **police)} == {"dead"}
    tool.always.clear()
    tool.found.clear()
    world.clock += timedelta(minutes=16)
    await world.bus.look_again()
    assert {each.state for each in await world.rows("addresses", **police)} == {"live"}


async def test_a_doubted_address_is_the_last_resort_of_something_urgent(world: World) -> None:
    await lost(world)
    world.clock = at(11, 9)
    await world.bus.look_again()
    del world.tools["teams"].always["acc-hv1"]
    sam = await planned(world)
    await sam.fills()
    assert world.people["hv1"].posts, "there is no other way: it is tried"
