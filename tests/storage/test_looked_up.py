"""What is asked with each click, or of everything there is, is looked up: SQLite itself says how it goes about it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.people import Identity
from bot.storage import Storage, open_storage
from bot.storage.unit_of_work import SqlUnitOfWork
from tests.kit.databases import KEYS
from tests.kit.statements import statements
from tests.storage.things import NOON

Asking = Callable[[SqlUnitOfWork], Awaitable[Any]]


@pytest.fixture
async def storage(sqlite_url: str) -> AsyncIterator[Storage]:
    opened = open_storage(sqlite_url, KEYS)
    await opened.migrate()
    yield opened
    await opened.close()


async def way(storage: Storage, asking: Asking) -> str:
    """How SQLite goes about all that is asked, before it knows any value."""
    async with storage.units.read() as uow:
        assert isinstance(uow, SqlUnitOfWork)
        with statements() as asked:
            await asking(uow)
        raw = uow.transaction._under()._conn
        ways = [raw.execute(f"EXPLAIN QUERY PLAN {each}", [None] * each.count("?")).fetchall() for each in asked]
        return "\n".join(row[3] for each in ways for row in each)


async def test_whose_an_account_is(storage: Storage) -> None:
    found = await way(storage, lambda uow: uow.who_is(Identity("slack", "T0", "U1")))
    assert "address USING INDEX address_by_account (channel=? AND tenant=? AND account=?)" in found, found


async def test_what_is_due_tonight(storage: Storage) -> None:
    found = await way(storage, lambda uow: uow.actions_due("EXMP", NOON, NOON + timedelta(hours=12)))
    assert "action USING INDEX action_due (due_at>? AND due_at<?)" in found, found
