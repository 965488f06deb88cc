"""Two processes, two meetings, one chair and one police desk: neither is wanted in two places, on either database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app.commands import SendInvitations
from bot.app.drafting import keep_plan
from bot.app.planning import plan_meeting
from bot.app.work import Actor, Work
from bot.storage import Storage, open_storage
from tests.kit.commanded import Running, starts
from tests.kit.databases import KEYS
from tests.kit.world import TUESDAY, World
from tests.stories.test_planning import draft_by, nobody_is_in_two_places

LATER = TUESDAY + timedelta(minutes=20)


@asynccontextmanager
async def plans(url: str, policies: Path, who: str, reference: str, planned: str) -> AsyncIterator[Running]:
    """Somebody plans a meeting in a process of their own, and waits before sending it."""
    told = (url, str(policies), who, reference, planned, LATER.isoformat())
    async with starts("tests.stories.another_process", *told) as running:
        assert await running.says() == "planned"
        yield running


async def sends(process: Running) -> str:
    process.tell("now")
    said = await process.says()
    assert await process.ended() == 0
    return said


async def test_two_meetings_sent_at_one_instant_never_share_a_person(
    storage: Storage, database_url: str, tmp_path: Path
) -> None:
    world = await World(storage, tmp_path).with_everybody()
    # The first draft's hold is over when the second is planned: both plans want the same chair at the same time.
    held_no_more = (TUESDAY + timedelta(minutes=16)).isoformat()
    async with (
        plans(database_url, tmp_path, "sam", "CSC-104233", TUESDAY.isoformat()) as first,
        plans(database_url, tmp_path, "ola", "CSC-104299", held_no_more) as second,
    ):
        drafts = {each.convenor_id: each.starts_at for each in await world.rows("meetings")}
        assert drafts["ola"] - drafts["sam"] < timedelta(minutes=60)
        outcomes = await asyncio.gather(sends(first), sends(second))
    assert sorted(outcomes) == ["called", "draft"], "one is called; the other is shown a new plan"
    await nobody_is_in_two_places(world)
    (draft,) = await world.rows("meetings", state="draft")
    (called,) = await world.rows("meetings", state="called")
    assert draft.starts_at >= called.ends_at or called.starts_at >= draft.ends_at
    assert not await world.rows("invitations", meeting_id=draft.id)


async def test_whoever_is_called_while_a_plan_is_being_made_is_noticed_when_it_is_sent(
    postgres_url: str, tmp_path: Path
) -> None:
    """The plan has read everybody's diary and is not kept yet: what is committed in between must not be overlooked.
    (On SQLite nobody else writes meanwhile.)"""
    storage = open_storage(postgres_url, KEYS)
    world = await World(storage, tmp_path).with_everybody()
    _, slow = await draft_by(world, "sam", "CSC-104233")
    await world.wait(minutes=16)
    ola, quick = await draft_by(world, "ola", "CSC-104299")
    await world.wait(minutes=16)
    async with storage.units.write() as uow:
        work = Work(uow, world.clock, Actor("sam"), world.bus.policies, iter(map(str, range(1000))).__next__)
        meeting = await uow.meetings.get(slow.id)
        assert meeting is not None
        meeting.starts_at = quick.starts_at
        choice = await plan_meeting(work, meeting, quick.starts_at)
        await ola.fills()
        await keep_plan(work, meeting, choice)
        await uow.commit()
    await world.bus.do(SendInvitations(slow.id), Actor("sam"))
    (after,) = await world.rows("meetings", id=slow.id)
    assert "tm" in {each.person_id for each in choice.seats}, "the plan wanted the chair"
    assert after.state == "draft", "who was called a moment before the plan was kept"
    await nobody_is_in_two_places(world)
    await storage.close()
