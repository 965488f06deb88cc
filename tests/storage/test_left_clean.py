"""However a transaction ends, its connection is as new for the next one, and forgets nothing that it has learnt."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.storage import Storage, StorageError, open_storage
from bot.storage.database import _transaction
from tests.kit.databases import KEYS
from tests.kit.kept_lines import KeptLine
from tests.storage.things import person

ODDS = text("SELECT 1 / length('') FROM no_such_table")


async def open_ones(storage: Storage) -> list[str]:
    """What PostgreSQL says of this database's other connections."""
    async with _transaction(storage._engines.reader, writes=False) as asking:
        found = await asking.rows(
            text(
                "SELECT state FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'quorate' AND pid <> pg_backend_pid()"
            )
        )
    return [each.state for each in found]


async def write_one(storage: Storage, number: int) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(number))
        await unit.commit()


async def people(storage: Storage) -> list[str]:
    async with storage.units.read() as unit:
        return [each.id for each in await unit.people.where(order="id")]


@pytest.mark.parametrize("writes", [False, True], ids=["a read", "a write"])
async def test_after_a_statement_that_fails_the_next_transaction_works(storage: Storage, writes: bool) -> None:
    engine = storage._engines.writer if writes else storage._engines.reader
    for _ in range(3):
        with pytest.raises(StorageError):
            async with _transaction(engine, writes=writes) as wrong:
                await wrong.rows(ODDS)
    await write_one(storage, 1)
    assert await people(storage) == ["p1"]


async def test_what_was_not_committed_is_gone_when_the_next_transaction_begins(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(1))
        assert len(await unit.people.where()) == 1, "it has been written by now"
    await write_one(storage, 2)
    assert await people(storage) == ["p2"]


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not committed"])
async def test_what_goes_through_sqlalchemy_is_a_part_of_the_transaction(storage: Storage, committed: bool) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(1))
        await unit.commit()
    async with _transaction(storage._engines.writer, writes=True) as changing:
        await changing.change(text("UPDATE person SET agency = 'elsewhere'"))
        if committed:
            await changing.commit()
    async with storage.units.read() as unit:
        assert ((await unit.people.where())[0].agency == "elsewhere") is committed


@pytest.mark.parametrize("steps", range(1, 8))
async def test_one_who_goes_away_at_any_moment_leaves_the_connection_clean(storage: Storage, steps: int) -> None:
    async def command(number: int) -> None:
        async with storage.units.read() as unit:
            await unit.people.where()
        await write_one(storage, number)

    for number in range(1, 6):
        gone = asyncio.create_task(command(number))
        for _ in range(steps * number):
            await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
    saved = await people(storage)
    await write_one(storage, 9)
    assert await people(storage) == [*saved, "p9"]


async def test_one_who_goes_away_while_waiting_for_the_file_never_holds_it(
    sqlite_storage: Storage, sqlite_file: Path
) -> None:
    """SQLite's thread goes on waiting and gets its lock when nobody wants it any more."""
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        gone = asyncio.create_task(write_one(sqlite_storage, 1))
        await asyncio.sleep(0.2)
        gone.cancel()
        await asyncio.sleep(0.2)
        other.execute("ROLLBACK")
        with pytest.raises(asyncio.CancelledError):
            await gone
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")
    await write_one(sqlite_storage, 2)
    assert await people(sqlite_storage) == ["p2"]


async def test_no_transaction_is_left_open_on_the_server(postgres_storages: tuple[Storage, Storage]) -> None:
    storage, other = postgres_storages
    for writes in (False, True):
        with pytest.raises(StorageError):
            async with _transaction(storage._engines.reader, writes=writes) as wrong:
                await wrong.rows(ODDS)
        async with _transaction(storage._engines.reader, writes=writes) as right:
            await right.rows(text("SELECT 1"))
    assert set(await open_ones(other)) == {"idle"}


async def test_nothing_that_a_read_does_is_kept(storage: Storage) -> None:
    await write_one(storage, 1)
    async with _transaction(storage._engines.writer, writes=False) as reading:
        await reading.rows(text("UPDATE person SET agency = 'elsewhere' RETURNING id"))
    async with storage.units.read() as unit:
        assert (await unit.people.where())[0] == person(1)


async def test_what_only_reads_keeps_what_is_prepared(postgres_storages: tuple[Storage, Storage]) -> None:
    storage, _ = postgres_storages
    kept: list[set[str]] = []
    for _ in range(8):
        async with _transaction(storage._engines.reader, writes=False) as reading:
            found = await reading.rows(text("SELECT name FROM pg_prepared_statements"))
        kept.append({each.name for each in found})
    assert kept[-1], "the driver prepares what is asked often"
    assert kept[-2] <= kept[-1]


class TestKeptLine:
    """The tests' own: a connection outlives a test only when no test could tell."""

    @pytest.fixture
    async def made(self, postgres_url: str) -> AsyncIterator[list[KeptLine]]:
        lines: list[KeptLine] = []
        yield lines
        for line in lines:
            await super(KeptLine, line).close()

    async def line(self, url: str, made: list[KeptLine]) -> KeptLine:
        made.append(await KeptLine.connect(url, application_name="kept", autocommit=False))
        return made[-1]

    async def test_one_at_rest_is_given_to_the_next(self, postgres_url: str, made: list[KeptLine]) -> None:
        first = await self.line(postgres_url, made)
        await first.close()
        again = await self.line(postgres_url, made)
        assert again is first
        assert (await (await again.execute("SELECT 1")).fetchone()) == (1,)

    async def test_one_for_another_address_is_not(self, postgres_url: str, made: list[KeptLine]) -> None:
        first = await self.line(postgres_url, made)
        await first.close()
        assert await self.line(f"{postgres_url}?connect_timeout=7", made) is not first

    async def test_one_in_a_transaction_is_closed(self, postgres_url: str, made: list[KeptLine]) -> None:
        first = await self.line(postgres_url, made)
        await first.execute("SELECT 1")
        await first.close()
        assert first.closed
        assert await self.line(postgres_url, made) is not first

    async def test_one_that_the_server_has_ended_is_not_given_out(
        self, postgres_url: str, made: list[KeptLine]
    ) -> None:
        first, killer = await self.line(postgres_url, made), await self.line(postgres_url, made)
        await first.close()
        await killer.execute(f"SELECT pg_terminate_backend({first.info.backend_pid}, 2000)".encode())
        again = await self.line(postgres_url, made)
        assert again is not first
        assert not again.closed

    async def test_every_storage_uses_them(self, postgres_url: str) -> None:
        seen: list[Any] = []
        for _ in range(2):
            storage = open_storage(postgres_url, KEYS)
            async with _transaction(storage._engines.reader, writes=False) as reading:
                seen.append(reading._driver)
            await storage.close()
        assert isinstance(seen[0], KeptLine)
        assert seen[0] is seen[1]
