"""A database that is locked, stopped or frozen: told in plain words, in time, and well again by itself."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.errors import QuorateError, TryAgain
from bot.storage import Storage, StorageBusy, StorageClash, StorageDown, open_storage
from tests.kit.databases import KEYS
from tests.storage.conftest import postgres_storages, sqlite_file, sqlite_storage
from tests.storage.line import Line
from tests.storage.things import a_case

__all__ = ["postgres_storages", "sqlite_file", "sqlite_storage"]


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[Line]:
    async with Line(make_url(postgres_url).port or 0) as opened:
        yield opened


@pytest.fixture
async def far(postgres_url: str, line: Line) -> AsyncIterator[Storage]:
    url = make_url(postgres_url).set(port=line.port)
    opened = open_storage(url.render_as_string(hide_password=False), KEYS)
    yield opened
    await opened.close()


async def count_up(storage: Storage) -> int:
    async with storage.units.write() as unit:
        number = await unit.next_number("RBWM")
        await unit.commit()
    return number


async def test_D3_a_file_locked_by_another_is_waited_for_two_seconds_and_no_more(
    sqlite_storage: Storage, sqlite_file: Path
) -> None:
    await count_up(sqlite_storage)
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(StorageBusy, match=r"Nothing was saved. Try again") as busy:
            await count_up(sqlite_storage)
        assert 1.8 < time.monotonic() - began < 3
        assert isinstance(busy.value, QuorateError)
        async with sqlite_storage.units.read() as unit:
            assert await unit.people.where() == [], "reading goes on"
        other.execute("ROLLBACK")
    assert await count_up(sqlite_storage) == 2


async def test_D3_everybody_waiting_behind_a_locked_file_is_answered_in_time(
    sqlite_storage: Storage, sqlite_file: Path
) -> None:
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        answers = await asyncio.gather(*(count_up(sqlite_storage) for _ in range(8)), return_exceptions=True)
        assert all(isinstance(answer, StorageBusy) for answer in answers)
        assert time.monotonic() - began < 3
    assert await count_up(sqlite_storage) == 1


async def test_D1_a_stopped_server_is_told_in_time_and_found_again_without_a_restart(
    far: Storage, line: Line
) -> None:
    assert await count_up(far) == 1
    await line.cut()
    for _ in range(3):
        began = time.monotonic()
        with pytest.raises(StorageDown, match=r"Nothing was saved. Try again"):
            await count_up(far)
        assert time.monotonic() - began < 4
    await line.mend()
    assert await count_up(far) == 2


async def test_D1_a_server_that_restarted_unnoticed_costs_nobody_an_answer(far: Storage, line: Line) -> None:
    assert await count_up(far) == 1
    await line.cut()
    await line.mend()
    assert await count_up(far) == 2


async def test_D1_a_frozen_server_is_told_in_time_and_found_again(far: Storage, line: Line) -> None:
    assert await count_up(far) == 1
    line.freeze()
    began = time.monotonic()
    with pytest.raises(StorageDown):
        await count_up(far)
    assert time.monotonic() - began < 4
    line.thaw()
    await line.cut()
    await line.mend()
    assert await count_up(far) == 2


async def test_D1_a_server_that_freezes_in_mid_command_is_told_in_time(far: Storage, line: Line) -> None:
    began = time.monotonic()
    with pytest.raises(StorageDown):
        async with far.units.write() as unit:
            await unit.next_number("RBWM")
            line.freeze()
            began = time.monotonic()
            await unit.next_number("RBWM")
    assert time.monotonic() - began < 4


async def test_D1_a_commit_whose_answer_is_lost_does_not_claim_that_nothing_was_saved(
    far: Storage, line: Line
) -> None:
    with pytest.raises(StorageDown, match="Look whether") as down:
        async with far.units.write() as unit:
            await unit.next_number("RBWM")
            line.freeze()
            await unit.commit()
    assert down.value.in_doubt


async def test_D8_two_that_wait_for_each_other_are_parted_and_one_may_try_again(
    postgres_storages: tuple[Storage, Storage],
) -> None:
    one, other = postgres_storages
    async with one.units.write() as unit:
        await a_case(unit)
        await unit.commit()

    each_has_one = asyncio.Barrier(2)

    async def lock_both(storage: Storage, first: str, then: str) -> None:
        async with storage.units.write() as unit:
            await unit.people.lock(first)
            await each_has_one.wait()
            await unit.people.lock(then)
            await unit.commit()

    ends = await asyncio.gather(lock_both(one, "p1", "p2"), lock_both(other, "p2", "p1"), return_exceptions=True)
    clashed = [end for end in ends if end is not None]
    assert [type(end) for end in clashed] == [StorageClash]
    assert isinstance(clashed[0], TryAgain)
