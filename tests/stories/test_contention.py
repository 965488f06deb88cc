"""Many meetings at one instant want the same few people and one desk: each command is answered, nobody is wanted in
two places, and the desk never has more meetings than it can take. Two buses, each with connections of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.app.bus import Bus
from bot.app.commands import Command, ConveneMeeting, DeclineInvitation, MoveMeeting, SendInvitations
from bot.app.work import Actor
from bot.domain.age import Age
from bot.domain.case import CaseFacts, Child
from bot.policy import load_policies
from bot.storage import Storage, open_storage
from bot.storage.errors import StorageBusy
from tests.kit.databases import KEYS
from tests.kit.world import COUNCIL, World

MEETINGS = 12
TOGETHER = 4
AT_ONCE = 2


@pytest.fixture
async def buses(storage: Storage, database_url: str, world: World, tmp_path: Path) -> AsyncIterator[list[Bus]]:
    """The world's own, and another on the same database."""
    second = open_storage(database_url, KEYS)
    policies = load_policies(tmp_path)
    yield [Bus(each.units, policies, world.tools, lambda: world.clock) for each in (storage, second)]
    await second.close()


async def everybody_plans(world: World, buses: list[Bus]) -> None:
    """As many convenors as meetings; three chairs, three health visitors, and a police desk that can take fewer."""
    async with world.storage.units.write() as uow:
        desk = await uow.desks.get("pdesk")
        assert desk is not None
        desk.at_once = AT_ONCE
        await uow.desks.save(desk)
        await uow.commit()
    for each in ("tm2", "tm3"):
        await world.joins(each, f"Chair {each}", "social_care", ("chair_team_manager",), manager="head")
    for number in range(MEETINGS):
        await world.joins(f"sw{number:02}", f"Worker {number}", "social_care", ("social_worker",), manager="tm")
    for first in range(0, MEETINGS, TOGETHER):
        # What those before hold has run out: they all want the same people for the same hours.
        world.clock += timedelta(minutes=16)
        plans = (
            does(buses[number % 2], ConveneMeeting(COUNCIL, facts(number, world.clock)), f"sw{number:02}")
            for number in range(first, first + TOGETHER)
        )
        await asyncio.gather(*plans)


async def does(bus: Bus, command: Command, who: str) -> Any:
    """Somebody who is told that the database is busy tries again; nothing else may come of it."""
    for _ in range(8):
        try:
            return await bus.do(command, Actor(who))
        except StorageBusy:
            await asyncio.sleep(0.1)
    raise AssertionError(f"{type(command).__name__} was never done")


def facts(number: int, at: datetime) -> CaseFacts:
    return CaseFacts((Child(f"CSC-2{number:05}", Age.parse("P3Y")),), frozenset(), (), None, at, "planned")


async def all_sent(world: World, buses: list[Bus]) -> None:
    """Each convenor sends, looks at the new plan when there is one, and sends that."""
    for _ in range(8):
        drafts = await world.rows("meetings", state="draft")
        if not drafts:
            return
        sends = (does(buses[n % 2], SendInvitations(each.id), each.convenor_id) for n, each in enumerate(drafts))
        await asyncio.gather(*sends)
    raise AssertionError("some never find a time, though there is room for all")


async def nobody_is_wanted_twice(world: World) -> None:
    called = {each.id: each for each in await world.rows("meetings", state="called")}
    wanted: dict[str, set[str]] = {}
    for each in await world.rows("invitations", desk_id=None, answer=("none", "accepted")):
        if each.meeting_id in called:
            wanted.setdefault(each.person_id, set()).add(each.meeting_id)
    for who, meetings in wanted.items():
        for one, other in combinations(sorted(meetings), 2):
            assert not overlap(called[one], called[other]), f"{who} is wanted in two places"


async def the_desk_can_take_them(world: World) -> None:
    called = {each.id: each for each in await world.rows("meetings", state="called")}
    mine = [called[each.meeting_id] for each in await world.rows("seats", desk_id="pdesk", closed=False)]
    for each in mine:
        at_its_start = [other for other in mine if other.starts_at <= each.starts_at < other.ends_at]
        assert len(at_its_start) <= AT_ONCE


def overlap(one: Any, other: Any) -> bool:
    return bool(one.starts_at < other.ends_at and other.starts_at < one.ends_at)


async def test_many_meetings_at_once_share_nobody_and_no_desk_beyond_what_it_can_take(
    world: World, buses: list[Bus]
) -> None:
    await everybody_plans(world, buses)
    assert sorted(each.number for each in await world.rows("meetings")) == list(range(1, MEETINGS + 1))
    await all_sent(world, buses)
    await nobody_is_wanted_twice(world)
    await the_desk_can_take_them(world)
    # Every health visitor says no at once, and the next for each seat is asked from both processes at once.
    asked = await world.rows("invitations", person_id=("hv1", "hv2", "hv3"), desk_id=None, answer="none")
    answers = (
        does(buses[n % 2], DeclineInvitation(each.id, each.revision), each.person_id) for n, each in enumerate(asked)
    )
    await asyncio.gather(*answers)
    world.clock += timedelta(minutes=31)
    await asyncio.gather(*(bus.chase() for bus in buses))
    await nobody_is_wanted_twice(world)


async def test_a_meeting_moved_while_another_is_planned_takes_nobody_twice(world: World) -> None:
    """The draft was made before: what it found free is looked at again, though nobody was newly called."""
    first = await world.called("planned", reference="CSC-200001")
    (moved,) = await world.rows("meetings")
    far = moved.starts_at + timedelta(days=1)
    await world.bus.do(MoveMeeting(moved.id, far), Actor(first.person.id))
    later = await world.bus.do(ConveneMeeting(COUNCIL, facts(2, world.clock)), Actor("ola"))
    (draft,) = await world.rows("meetings", id=later)
    await world.bus.do(MoveMeeting(moved.id, draft.starts_at), Actor(first.person.id))
    await world.bus.do(SendInvitations(later), Actor("ola"))
    await nobody_is_wanted_twice(world)
    (draft,) = await world.rows("meetings", id=later)
    assert draft.state == "draft", "its convenor is shown a new plan first"
