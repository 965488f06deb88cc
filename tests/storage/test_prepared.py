"""Statements that are written once: compiled for a kind of database, and never with another's keys."""

from __future__ import annotations

import base64
import os

import pytest

from bot.storage import StorageError, open_storage
from bot.storage.mapping import PEOPLE
from bot.storage.prepared import _prepared
from tests.kit.databases import KEYS
from tests.storage.things import meeting, person


async def test_another_connection_compiles_nothing_anew(database_url: str) -> None:
    for _ in range(2):
        compiled = _prepared.cache_info().misses
        storage = open_storage(database_url, KEYS)
        async with storage.units.read() as uow:
            assert await uow.people.where(agency="health", id=("p1", "p2"), left_at=None) == []
            assert await uow.people.get("p1") is None
        await storage.close()
    assert _prepared.cache_info().misses == compiled


async def test_databases_with_different_keys_are_written_and_read_each_with_its_own(database_url: str) -> None:
    other = (base64.urlsafe_b64encode(os.urandom(32)).decode(),)
    ours, theirs = open_storage(database_url, KEYS), open_storage(database_url, other)
    async with theirs.units.write() as uow:
        await uow.meetings.add(meeting())
        await uow.commit()
    async with theirs.units.read() as uow:
        assert (await uow.meetings.where())[0] == meeting()
    with pytest.raises(StorageError, match="cannot be read with the encryption keys"):
        async with ours.units.read() as uow:
            await uow.meetings.where()
    await ours.close()
    await theirs.close()


async def test_a_value_of_many_kinds_is_asked_for_in_one_statement(database_url: str) -> None:
    storage = open_storage(database_url, KEYS)
    async with storage.units.write() as uow:
        for number in (1, 2, 3):
            await uow.people.add(person(number))
        assert len(await uow.people.where(id=("p1", "p3", None))) == 2
        assert await uow.people.where(id=()) == []
        assert [each.id for each in await uow.people.where(order="-id", limit=2)] == ["p3", "p2"]
    await storage.close()
    assert {PEOPLE.matching({"id": ("p1",) * n}, "id", None)[0] for n in (1, 2, 3)} == {
        PEOPLE.matching({"id": ()}, "id", None)[0]
    }
