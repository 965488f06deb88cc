"""Statements that are written once: compiled for a kind of database, and never with another's keys."""

from __future__ import annotations

import base64
import os
from dataclasses import replace

import pytest

from bot.storage import StorageError, open_storage
from bot.storage.mapping import PEOPLE
from bot.storage.prepared import _prepared
from tests.kit.databases import KEYS
from tests.storage.things import meeting, one_of, person


async def test_another_connection_compiles_nothing_anew(database_url: str) -> None:
    for _ in range(2):
        compiled = _prepared.cache_info().misses
        storage = open_storage(database_url, KEYS)
        async with storage.units.read() as uow:
            assert await uow.people.where(agency="health", id=("p1", "p2"), left_at=None) == []
            assert await uow.people.get("p1") is None
        await storage.close()
    assert _prepared.cache_info().misses == compiled


async def test_processes_with_different_keys_read_and_write_each_with_its_own_only(database_url: str) -> None:
    other = (base64.urlsafe_b64encode(os.urandom(32)).decode(),)
    ours, theirs = open_storage(database_url, KEYS), open_storage(database_url, other)
    async with ours.units.write() as uow:
        await uow.meetings.add(meeting())
        await uow.people.add(person(1))
        await uow.addresses.add(replace(one_of("addresses"), person_id="p1"))
        await uow.commit()
    for kind in ("meetings", "addresses"):
        with pytest.raises(StorageError, match="cannot be read with the encryption keys"):
            async with theirs.units.read() as uow:
                await getattr(uow, kind).where()
        async with ours.units.read() as uow:
            assert len(await getattr(uow, kind).where()) == 1
    with pytest.raises(StorageError, match="has been replaced"):
        async with theirs.units.write() as uow:
            await uow.addresses.add(replace(one_of("addresses"), id="a2", person_id="p1"))
            await uow.commit()
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
