"""Many at once: nothing that was committed is lost, and nothing that was not is kept."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.meeting import Seat
from bot.storage import Storage, StorageError, open_storage
from tests.kit.databases import KEYS
from tests.storage.things import NOON, a_case, person


async def test_meeting_numbers_given_at_once_have_no_gap_and_no_twin(storage: Storage, database_url: str) -> None:
    second = open_storage(database_url, KEYS)

    async def number(through: Storage) -> int:
        async with through.units.write() as unit:
            given = await unit.next_number("RBWM")
            await unit.commit()
        return given

    given = await asyncio.gather(*(number(through) for through in [storage, second] * 10))
    await second.close()
    assert sorted(given) == list(range(1, 21))


async def test_one_delivery_key_counts_once_however_many_bring_it(storage: Storage, database_url: str) -> None:
    second = open_storage(database_url, KEYS)

    async def take_in(through: Storage) -> bool:
        async with through.units.write() as unit:
            new = await unit.first_time("event-1", NOON)
            await unit.commit()
        return new

    took = await asyncio.gather(*(take_in(through) for through in [storage, second] * 8))
    await second.close()
    assert sorted(took) == [False] * 15 + [True]


async def test_leaving_without_a_commit_keeps_nothing(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit)
        assert await unit.people.get("p1") is not None
    async with storage.units.read() as unit:
        assert await unit.people.where() == await unit.meetings.where() == []


async def test_an_error_in_a_command_keeps_nothing(storage: Storage) -> None:
    with pytest.raises(RuntimeError, match="mine"):
        async with storage.units.write() as unit:
            await a_case(unit)
            await unit.people.where()
            raise RuntimeError("mine")
    async with storage.units.read() as unit:
        assert await unit.people.where() == []


async def test_a_cancelled_command_keeps_nothing_and_holds_nobody_up(storage: Storage) -> None:
    inside = asyncio.Event()

    async def dawdle() -> None:
        async with storage.units.write() as unit:
            await a_case(unit)
            await unit.people.where()
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(dawdle())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with storage.units.write() as unit:
        assert await unit.people.where() == []
        await unit.people.add(person(1))
        await unit.commit()


async def test_reading_goes_on_beside_a_writer_and_sees_only_what_was_committed(storage: Storage) -> None:
    async with storage.units.write() as writer:
        await a_case(writer)
        await writer.people.where()
        async with storage.units.read() as unit:
            assert await unit.people.where() == []
        await writer.commit()
    async with storage.units.read() as unit:
        assert len(await unit.people.where()) == 3


async def test_a_unit_opened_to_read_cannot_write(storage: Storage) -> None:
    async with storage.units.read() as unit:
        with pytest.raises(StorageError, match="read only"):
            await unit.people.add(person(1))
        with pytest.raises(StorageError, match="read only"):
            await unit.first_time("event", NOON)


async def test_a_unit_that_is_over_does_nothing_more(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(1))
        await unit.commit()
        with pytest.raises(StorageError, match="over"):
            await unit.people.where()
    with pytest.raises(StorageError, match="over"):
        await unit.seats.add(Seat("s1", "RBWM", "m1", "health", True))
