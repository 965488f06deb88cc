"""Many rungs at once: one daily list a person, and nothing lost to whoever acts meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app.daily import chase_daily
from bot.app.periodic import Desk
from bot.domain.action import Action
from bot.domain.diary import Leave
from bot.domain.meeting import MeetingState
from bot.domain.notice import Notice, NoticeKind
from bot.domain.obligation import Awaited, Obligation, ObligationState
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.world import World, at

TUESDAY_THE_17TH = at(17, 17)


async def owed(
    world: World, owners: tuple[str, ...], each: int = 4, due_at: datetime = TUESDAY_THE_17TH
) -> list[Obligation]:
    """A closed planned meeting whose actions all fall due then."""
    await world.called("planned")
    (meeting,) = await world.rows("meetings")
    async with world.storage.units.write() as uow:
        meeting.state = MeetingState.CLOSED
        await uow.meetings.save(meeting)
        work = world.bus._work(uow)
        ladder = work.policy(meeting.council).ladder("action", "planned")
        for number, owner in enumerate(owner for owner in owners for _ in range(each)):
            action = Action(f"act{number}", meeting.council, meeting.id, number, "See the child", world.clock)
            action.owner_id, action.due_at = owner, due_at
            await uow.actions.add(action)
            await work.owe(
                Awaited.ACTION,
                action.id,
                ladder,
                meeting.council,
                meeting.id,
                person_id=owner,
                target_at=due_at,
            )
        await uow.commit()
    return await world.rows("obligations", kind="action", order="subject_id")


async def half_way(world: World, owners: tuple[str, ...] = ("hv1", "hv2")) -> list[Obligation]:
    """The same, and the clock at their first rung."""
    found = await owed(world, owners)
    world.clock = max(each.due_at for each in found)
    return found


def desk(world: World) -> Desk:
    return world.bus._desk()


async def test_one_list_a_person_and_every_rung_climbed(world: World) -> None:
    before = await half_way(world)
    assert all(each.daily for each in before)
    assert await chase_daily(desk(world), 3) == 8
    digests = await world.rows("notices", kind="digest", order="person_id")
    assert [each.person_id for each in digests] == ["hv1", "hv2"]
    after = await world.rows("obligations", kind="action", order="subject_id")
    for one, other in zip(before, after, strict=True):
        assert (other.due_at, other.step, other.daily, other.ahead) == (
            one.ahead[0].due_at,
            one.ahead[0].step,
            one.ahead[0].daily,
            one.ahead[1:],
        )
    entries = await world.rows("audit", verb="nudged")
    assert sorted(action for each in entries for action in each.detail["actions"]) == sorted(
        each.subject_id for each in before
    )
    assert await chase_daily(desk(world), 3) == 0


async def test_rungs_taken_together_and_singly_end_at_the_same_place(world: World) -> None:
    found = await half_way(world)
    async with world.storage.units.write() as uow:
        for each in found[::2]:
            each.daily = False
            await uow.obligations.save(each)
        await uow.commit()
    await world.bus.chase()
    after = await world.rows("obligations", kind="action")
    assert len({(each.due_at, each.step, each.daily, each.ahead) for each in after}) == 1
    assert len([each for each in await world.rows("audit", verb="chased") if each.subject_id.startswith("act")]) == 4


async def test_leave_and_quiet_actions_are_left_to_be_taken_singly(world: World) -> None:
    found = await half_way(world)
    async with world.storage.units.write() as uow:
        (quiet,) = await uow.actions.where(id=found[0].subject_id)
        quiet.quiet_until = world.clock + timedelta(hours=1)
        await uow.actions.save(quiet)
        await uow.leave.add(Leave("l1", "hv2", world.clock - timedelta(days=1), None, None, "hv2", world.clock))
        await uow.commit()
    assert await chase_daily(desk(world), 100) == 3
    after = await world.rows("obligations", kind="action", daily=False)
    assert {each.subject_id for each in after if each.due_at <= world.clock} == {
        quiet.id,
        *(each.subject_id for each in found if each.person_id == "hv2"),
    }


async def test_whoever_was_just_shown_something_else_is_left_to_be_taken_singly(world: World) -> None:
    found = await half_way(world)
    async with world.storage.units.write() as uow:
        notice = Notice(
            "shown", found[0].council, NoticeKind.NUDGE, found[0].subject_id, "hv1", "shown", world.clock, world.clock
        )
        await uow.notices.add(notice)
        await uow.commit()
    assert await chase_daily(desk(world), 100) == 4
    assert {each.person_id for each in await world.rows("obligations", kind="action", daily=False)} == {"hv1"}


async def test_what_is_late_by_more_than_its_turn_is_taken_singly(world: World) -> None:
    await half_way(world)
    world.clock = at(17, 16)
    assert await chase_daily(desk(world), 100) == 0


async def test_a_list_of_the_day_before_gives_way(world: World) -> None:
    await half_way(world, ("hv1",))
    await world.sweep()
    (first,) = await world.rows("notices", kind="digest")
    world.clock = at(17, 9)
    assert await chase_daily(desk(world), 2) == 4
    digests = await world.rows("notices", kind="digest", order="subject_id")
    assert [each.retired for each in digests] == [True, False]
    assert digests[0].id == first.id


@pytest.fixture
async def twins(postgres_url: str, tmp_path: Path) -> AsyncIterator[tuple[World, World]]:
    """Two replicas of one world."""
    storages = [open_storage(postgres_url, KEYS) for _ in range(2)]
    one = await World(storages[0], tmp_path).with_everybody()
    other = World(storages[1], tmp_path)
    yield one, other
    for each in storages:
        await each.close()


async def test_a_sweep_leaves_alone_what_a_command_is_settling(twins: tuple[World, World]) -> None:
    world, other = twins
    found = await half_way(world)
    other.clock = world.clock
    async with world.storage.units.write() as uow:
        done = await uow.obligations.lock(found[0].id)
        assert done is not None
        done.state = ObligationState.MET
        await uow.obligations.save(done)
        await uow.people.where(limit=1)
        taken = await asyncio.wait_for(chase_daily(desk(other), 100), 1.5)
        await uow.commit()
    assert taken == 7
    assert all(done.subject_id not in each.detail["actions"] for each in await world.rows("audit", verb="nudged"))
    assert (await world.rows("obligations", id=done.id))[0].state is ObligationState.MET
    assert not await world.rows("obligations", id=done.id, daily=True)


async def test_a_command_that_read_before_a_sweep_does_not_undo_it(twins: tuple[World, World]) -> None:
    world, other = twins
    found = await half_way(world)
    other.clock = world.clock
    async with world.storage.units.write() as uow:
        (read,) = await uow.obligations.where(id=found[0].id)
        assert await chase_daily(desk(other), 100) == 8
        read.person_id = "hvm"
        await uow.obligations.save(read)
        await uow.commit()
    (after,) = await world.rows("obligations", id=found[0].id)
    assert (after.person_id, after.due_at) == ("hvm", found[0].ahead[0].due_at)


async def test_two_replicas_take_each_rung_once(twins: tuple[World, World]) -> None:
    world, other = twins
    found = await half_way(world, ("hv1", "hv2", "hv3"))
    other.clock = world.clock
    taken = await asyncio.gather(*(chase_daily(desk(each), 2) for each in (world, other, world, other)))
    noted = [action for each in await world.rows("audit", verb="nudged") for action in each.detail["actions"]]
    assert sorted(noted) == sorted(each.subject_id for each in found)
    assert sum(taken) == 12
    assert len(await world.rows("notices", kind="digest")) == 3


async def test_of_whom_starts_work_after_it_is_due_the_manager_is_asked_before(world: World) -> None:
    await world.joins("late", "Lena Late", "health", (), "teams", manager="hvm", works="Mon-Fri 14:00-20:00")
    await owed(world, ("late",), each=1, due_at=at(17, 12))
    await world.until(at(17, 11))
    assert "Lena Late is not at work in time. Who does it?" in world.people["hvm"].sees()


async def test_two_rungs_at_one_instant_are_taken_singly_and_nothing_fails(world: World) -> None:
    before = await half_way(world, ("hv1",))
    async with world.storage.units.write() as uow:
        for each in before:
            each.ahead = (replace(each.ahead[0], due_at=each.due_at), *each.ahead)
            await uow.obligations.save(each)
        await uow.commit()
    assert await chase_daily(desk(world), 3) == 0
    await world.sweep()
    after = await world.rows("obligations", kind="action", state="open")
    assert len(after) == len(before)
    assert all(each.due_at > world.clock for each in after)
