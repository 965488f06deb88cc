"""L4: thousands of actions are overdue on Monday at nine: one list a person, within the platforms' limits."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.sweep.nine_o_clock import PLATFORMS, Platform
from bot.app.cards import Card
from bot.app.ports import OWN_RATE, Delivery, Retry
from bot.domain.people import Address
from bot.storage import Storage
from tests.kit.tool import Tool
from tests.kit.world import World, at
from tests.stories.test_daily_lists import owed

FRIDAY_EVENING = at(13, 17)
MONDAY = at(16, 9)
AT_MOST = timedelta(minutes=5)
TICK = timedelta(seconds=0.5)
WAITS = ("pending", "claimed", "retry")


class CountingTool(Tool):
    """Takes turns as the real channel of this name does; the platform behind it counts its own limits."""

    def __init__(self, name: str, world: World) -> None:
        super().__init__(name)
        turns, limits = PLATFORMS[name]
        self.world, self.platform = world, Platform(limits)
        self.turns = turns(self._now)

    def _now(self) -> float:
        return self.world.clock.timestamp()

    def wait(self, to: Address, *, urgent: bool) -> float:
        """Seconds until it is this post's turn."""
        return self.turns.wait(to.account, urgent)

    async def send(self, to: Address, card: Card) -> Delivery:
        """Posted when it is its turn."""
        if wait := self.turns.take(to.account):
            return Retry(timedelta(seconds=wait), OWN_RATE)
        self.platform.post(self._now(), to.account)
        return await super().send(to, card)


async def overdue_at_nine(world: World, people: int, each: int) -> tuple[str, ...]:
    """So many people, half of them in each tool, owe so many actions that were due on Friday."""
    owners = tuple(f"own{number:03}" for number in range(people))
    async with world.together():
        for number, who in enumerate(owners):
            tool = "slack" if number % 2 else "teams"
            await world.joins(who, f"Owner {number}", "health", (), tool, manager="hvm")
    await owed(world, owners, each, FRIDAY_EVENING)
    for name in PLATFORMS:
        world.tools[name] = CountingTool(name, world)
    world.clock = MONDAY
    return owners


async def all_are_sent(world: World) -> timedelta:
    """Tick until no list waits; how long after nine that is."""
    while world.clock < MONDAY + timedelta(hours=1):
        await world.sweep()
        lists = await world.rows("notices", kind="digest", state=WAITS)
        if not lists and world.clock > MONDAY:
            return world.clock - MONDAY
        world.clock += TICK
    raise AssertionError("The lists never all went out.")


@pytest.mark.parametrize(
    ("people", "each"), [(30, 4), pytest.param(500, 10, marks=pytest.mark.long)], ids=["short", "full"]
)
async def test_L4_everybody_gets_one_list_no_call_is_refused_and_all_are_sent_in_five_minutes(
    storage: Storage, tmp_path: Path, people: int, each: int
) -> None:
    world = await World(storage, tmp_path).with_everybody()
    owners = await overdue_at_nine(world, people, each)
    assert await all_are_sent(world) <= AT_MOST
    lists = Counter(each.person_id for each in await world.rows("notices", kind="digest", state="sent"))
    assert {who: lists[who] for who in owners} == dict.fromkeys(owners, 1)
    assert set(lists.values()) == {1}, "nor has anybody above them more than one"
    for name in PLATFORMS:
        tool = world.tools[name]
        assert isinstance(tool, CountingTool)
        assert not tool.platform.refused
    assert all(len(world.people[who].posts) == 1 for who in owners)
    assert f"{each}" in world.people[owners[0]].sees()
