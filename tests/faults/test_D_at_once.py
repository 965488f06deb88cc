"""Many at once on one meeting (D6), transactions that the server gives up (D8): nothing is lost, nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.app.bus import TRIES
from bot.app.commands import AcceptInvitation
from bot.app.view import view_by_id
from bot.app.work import Actor
from bot.domain.invitation import Answer
from bot.storage import Storage, StorageBusy, open_storage
from tests.kit.commanded import starts
from tests.kit.databases import KEYS
from tests.kit.world import World
from tests.storage.things import NOON, a_case, invitation, meeting
from tests.stories.crowds import CROWD, everybody_is_asked

PROCESSES = 4


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def test_D6_sixty_four_people_answer_at_once_in_four_processes_and_no_answer_is_lost(
    world: World, database_url: str, tmp_path: Path
) -> None:
    await everybody_is_asked(world)
    (found,) = await world.rows("meetings")
    share = CROWD // PROCESSES
    shares = [(str(one * share), str((one + 1) * share)) for one in range(PROCESSES)]
    async with AsyncExitStack() as together:
        running = [
            await together.enter_async_context(starts("tests.faults.answering", database_url, str(tmp_path), *each))
            for each in shares
        ]
        assert [await each.says() for each in running] == ["ready"] * PROCESSES
        for each in running:
            each.tell("now")
        assert [await each.ended() for each in running] == [0] * PROCESSES
    mine = {each.id: each for each in await world.rows("invitations", meeting_id=found.id)}
    answers = [mine[f"i-c{number:02}"] for number in range(CROWD)]
    for number, each in enumerate(answers):
        wanted = (Answer.ACCEPTED, Answer.DECLINED, None)[number % 3]
        assert each.answer is wanted or wanted is None, number
        assert wanted is not None or each.suggested_at is not None, number
    async with world.storage.units.read() as uow:
        view = await view_by_id(uow, world.bus.policies, found.id, world.clock)
        once = repr(view.quorum)
    async with world.storage.units.read() as uow:
        again = await view_by_id(uow, world.bus.policies, found.id, world.clock)
    assert once == repr(again.quorum)


async def test_D6_sixty_four_change_one_row_and_every_change_is_kept(storage: Storage, database_url: str) -> None:
    second = open_storage(database_url, KEYS)
    async with storage.units.write() as unit:
        await a_case(unit, people=64)
        await unit.meetings.save(meeting(minutes=0))
        for number in range(1, 65):
            await unit.invitations.add(invitation(number))
        await unit.commit()

    async def answer(number: int) -> None:
        through = storage if number % 2 else second
        async with through.units.write() as unit:
            row = await unit.meetings.lock("m1")
            asked = await unit.invitations.get(f"i1-{number}")
            assert row is not None
            assert asked is not None
            row.minutes += 1
            asked.answered(Answer.ACCEPTED, NOON, row.revision, "slack", None)
            await unit.meetings.save(row)
            await unit.invitations.save(asked)
            await unit.commit()

    try:
        async with asyncio.TaskGroup() as group:
            for number in range(1, 65):
                group.create_task(answer(number))
    finally:
        await second.close()
    async with storage.units.read() as unit:
        row = await unit.meetings.get("m1")
        assert row is not None
        assert row.minutes == 64
        assert len(await unit.invitations.where(answer=Answer.ACCEPTED)) == 64


@contextmanager
def given_up(address: str, code: str, times: int) -> Iterator[None]:
    """The server gives up the next so many transactions that answer an invitation, with this code of its own."""
    with psycopg.connect(address, autocommit=True) as connection:
        # A sequence counts on when a transaction is undone.
        connection.execute("CREATE SEQUENCE given_up")
        connection.execute(
            "CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF nextval('given_up') <= {times} THEN RAISE EXCEPTION 'given up' USING ERRCODE = '{code}'; END IF;"
            " RETURN NULL; END $$".encode()
        )
        connection.execute(
            "CREATE CONSTRAINT TRIGGER give_up AFTER UPDATE ON invitation DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION give_up()"
        )
        try:
            yield
        finally:
            connection.execute("DROP TRIGGER give_up ON invitation; DROP FUNCTION give_up; DROP SEQUENCE given_up")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("code", ["40001", "40P01"])
async def test_D8_what_the_server_gives_up_is_tried_again_and_done_once(
    world: World, database_url: str, code: str
) -> None:
    await world.called()
    (asked,) = await world.rows("invitations", person_id="hv1")
    with given_up(database_url, code, TRIES - 1):
        await world.bus.do(AcceptInvitation(asked.id, asked.revision), Actor("hv1"), "key-1")
    assert (await world.rows("invitations", person_id="hv1"))[0].answer is Answer.ACCEPTED
    assert len([each for each in await world.rows("audit", subject_id=asked.id) if each.actor_id == "hv1"]) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_D8_after_three_tries_it_is_told_that_nothing_was_saved(world: World, database_url: str) -> None:
    await world.called()
    (asked,) = await world.rows("invitations", person_id="hv1")
    with (
        given_up(database_url, "40001", TRIES),
        pytest.raises(StorageBusy, match=r"Nothing was saved\. Try again"),
    ):
        await world.bus.do(AcceptInvitation(asked.id, asked.revision), Actor("hv1"), "key-1")
    assert (await world.rows("invitations", person_id="hv1"))[0].answer is Answer.NONE
    # The same click again is no repetition: nothing of the first was kept.
    await world.bus.do(AcceptInvitation(asked.id, asked.revision), Actor("hv1"), "key-1")
    assert (await world.rows("invitations", person_id="hv1"))[0].answer is Answer.ACCEPTED
