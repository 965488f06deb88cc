"""SQLite's statements run where the loop runs, as long as they take but a moment: nobody is kept waiting by one."""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import column, func, literal, select

from bot.storage import open_storage, straight
from bot.storage.one_trip import OneTripConnection, TakesLonger, connect
from bot.storage.prepared import Once
from bot.storage.unit_of_work import SqlUnitOfWork
from tests.kit.databases import KEYS
from tests.storage.things import NOON, person


def counting_to(number: int) -> Once:
    """A question that reads for as long as this takes."""
    first = select(literal(1).label("n")).cte("counted", recursive=True)
    counted = first.union_all(select(column("n") + 1).select_from(first).where(column("n") < number))
    return Once(select(func.count().label("many")).select_from(counted))


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done on the connection's thread."""
    found: list[str] = []
    on_thread = OneTripConnection.on_thread

    async def noted(self: OneTripConnection, run: Any, *arguments: Any) -> Any:
        found.append(run.__name__)
        return await on_thread(self, run, *arguments)

    monkeypatch.setattr(OneTripConnection, "on_thread", noted)
    return found


async def test_only_to_commit_anybody_waits(sqlite_url: str, trips: list[str]) -> None:
    storage = open_storage(sqlite_url, KEYS)
    async with storage.units.write():
        """The first opens the connection."""
    trips.clear()
    async with storage.units.write() as uow:
        assert await uow.first_time("a delivery", NOON)
        await uow.people.add(person(1))
        assert await uow.people.get("p1")
        assert len(await uow.people.where(name=person(1).name)) == 1
        assert trips == []
        await uow.commit()
    assert trips == ["_run"]
    await storage.close()


async def test_to_begin_while_another_has_the_lock_is_waited_for_elsewhere(sqlite_url: str, trips: list[str]) -> None:
    storage, other = open_storage(sqlite_url, KEYS), sqlite3.connect(sqlite_url.partition("///")[2])
    async with storage.units.write():
        """The first opens the connection."""
    other.execute("BEGIN IMMEDIATE")
    opening = storage.units.write()
    asked = asyncio.create_task(opening.__aenter__())
    for _ in range(100):
        await asyncio.sleep(0)
    assert trips[-1] == "begin"
    assert not asked.done(), "and the loop went on meanwhile"
    other.rollback()
    uow = await asked
    await uow.people.add(person(1))
    await uow.commit()
    await opening.__aexit__(None, None, None)
    other.close()
    async with storage.units.read() as reading:
        assert await reading.people.get("p1")
    await storage.close()


async def test_who_asks_much_lets_others_by(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = open_storage(sqlite_url, KEYS)
    monkeypatch.setattr(straight, "monotonic", count(0, 0.002).__next__)
    others = 0

    async def go_on() -> None:
        nonlocal others
        while True:
            others += 1
            await asyncio.sleep(0)

    async with storage.units.read() as uow:
        beside = asyncio.create_task(go_on())
        await asyncio.sleep(0)
        before = others
        for number in range(100):
            await uow.people.where(id=f"p{number}")
        beside.cancel()
        assert others - before >= 20
    await storage.close()


async def test_what_takes_longer_keeps_nobody_else_waiting_and_loses_nothing(
    sqlite_url: str, trips: list[str]
) -> None:
    storage = open_storage(sqlite_url, KEYS)
    async with storage.units.write() as uow:
        assert isinstance(uow, SqlUnitOfWork)
        await uow.people.add(person(1))
        trips.clear()
        asked = asyncio.create_task(uow.transaction.rows(counting_to(1_000_000)))
        turns = 0
        while not asked.done():
            await asyncio.sleep(0)
            turns += 1
        assert [each.many for each in await asked] == [1_000_000]
        assert trips == ["_run"]
        assert turns > 100, "the loop went on meanwhile"
        assert await uow.people.get("p1"), "what was written before stands"
        await uow.commit()
    async with storage.units.read() as uow:
        assert await uow.people.get("p1")
    await storage.close()


async def test_many_rows_are_written_on_the_thread(sqlite_url: str, trips: list[str]) -> None:
    storage = open_storage(sqlite_url, KEYS)
    async with storage.units.write() as uow:
        for number in range(100):
            await uow.people.add(person(number))
        trips.clear()
        assert len(await uow.people.where()) == 100
        assert trips == ["_many"]
        await uow.commit()
    await storage.close()


async def test_one_who_went_away_leaves_the_end_to_the_thread(tmp_path: Path) -> None:
    """A connection whose thread is at work is not touched from elsewhere: SQLite would have the loop wait for it."""
    connection = await connect(str(tmp_path / "a.db"), isolation_level=None)
    slow = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000000) SELECT count(*) FROM c"

    def counts(raw: sqlite3.Connection) -> Any:
        return raw.execute(slow).fetchone()

    assert connection.at_rest
    asked = asyncio.create_task(connection.on_thread(counts))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.sleep(0)
    assert not connection.at_rest
    assert await connection.on_thread(lambda raw: raw.in_transaction) is False
    assert connection.at_rest
    with pytest.raises(TakesLonger):
        connection.read_here(counts)
    await connection.close()
