"""Everything that is kept comes back as it was, on both databases."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.storage import Storage, StorageError, mapping, open_storage
from bot.storage.engines import open_engines
from bot.storage.timers import OBLIGATIONS, TIMER
from tests.kit.databases import KEYS
from tests.storage.things import FACTS, KINDS, NOON, SECRET, a_case, meeting, notice, one_of, person


async def keep_one_of_each(storage: Storage) -> dict[str, Any]:
    things = {kind: one_of(kind) for kind in KINDS}
    async with storage.units.write() as unit:
        for kind in reversed(KINDS):
            await getattr(unit, kind).add(things[kind])
        await unit.commit()
    return things


async def test_each_thing_comes_back_whole_whatever_the_order_it_was_added_in(storage: Storage) -> None:
    things = await keep_one_of_each(storage)
    async with storage.units.read() as unit:
        for kind, thing in things.items():
            assert await getattr(unit, kind).get(thing.id) == thing
            assert await getattr(unit, kind).where(id=thing.id) == [thing]


async def test_each_thing_is_saved_whole(storage: Storage) -> None:
    things = await keep_one_of_each(storage)
    del things["audit"]  # only ever added
    async with storage.units.write() as unit:
        for kind, thing in things.items():
            empty = {f.name: f.default for f in dataclasses.fields(thing) if f.default is not dataclasses.MISSING}
            things[kind] = dataclasses.replace(
                thing, **empty | {"council": "X"} if hasattr(thing, "council") else empty
            )
            await getattr(unit, kind).save(things[kind])
        await unit.commit()
    async with storage.units.read() as unit:
        for kind, thing in things.items():
            assert await getattr(unit, kind).lock(thing.id) == thing


def test_every_field_of_every_kind_has_a_column() -> None:
    mapped = [value for value in vars(mapping).values() if isinstance(value, mapping.Mapped)]
    mapped.append(OBLIGATIONS)
    assert {one.kind for one in mapped} == set(KINDS.values())
    for one in mapped:
        for field in dataclasses.fields(one.kind):
            column = one.table.c[field.name] if field.name in one.table.c else TIMER.c[field.name]
            assert column.nullable == str(field.type).endswith("| None"), (one.kind, field.name)


async def test_times_are_told_in_utc_and_order_as_instants(storage: Storage) -> None:
    await keep_one_of_each(storage)
    async with storage.units.read() as unit:
        raised = (await unit.meetings.where())[0].raised_at
    assert raised.tzinfo is UTC
    assert raised == datetime(2026, 6, 30, 23, 30, 15, 123456, tzinfo=UTC)


async def test_a_time_without_its_zone_is_refused(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(1, left_at=datetime(2026, 3, 1)))  # noqa: DTZ001  # the very thing refused
        with pytest.raises(ValueError, match="aware"):
            await unit.commit()
    async with storage.units.read() as unit:
        assert await unit.people.where() == []
        with pytest.raises(ValueError, match="aware"):
            await unit.due_obligations(datetime(2026, 3, 1), 5)  # noqa: DTZ001


async def test_where_takes_values_several_values_and_nothing(storage: Storage) -> None:
    async with storage.units.write() as unit:
        for number, manager in ((1, None), (2, "p1"), (3, "p2"), (4, "p3")):
            await unit.people.add(person(number, manager_id=manager, team=f"team {number % 2}"))
        rows = unit.people
        assert [p.id for p in await rows.where(manager_id=None)] == ["p1"]
        assert [p.id for p in await rows.where(manager_id=("p1", "p3"))] == ["p2", "p4"]
        assert [p.id for p in await rows.where(manager_id=("p1", None), order="-id")] == ["p2", "p1"]
        assert await rows.where(manager_id=()) == []
        assert [p.id for p in await rows.where(order="-team")] == ["p1", "p3", "p2", "p4"]
        assert [p.id for p in await rows.where(team="team 0", order="-name", limit=1)] == ["p4"]
        assert await rows.get("nobody") is None
        with pytest.raises(KeyError):
            await rows.where(nickname="Sam")
        with pytest.raises(ValueError, match="private"):
            await unit.meetings.where(reason="anything")


async def test_saving_what_is_not_there_fails_and_saves_nothing(storage: Storage) -> None:
    with pytest.raises(StorageError, match="not there"):
        async with storage.units.write() as unit:
            await unit.people.add(person(1))
            await unit.people.save(person(2))
            await unit.commit()
    async with storage.units.read() as unit:
        assert await unit.people.where() == []


async def test_a_thing_added_then_saved_then_added_keeps_its_order(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await unit.people.add(person(1))
        await unit.people.save(person(1, phone="1"))
        await unit.people.add(person(2))
        await unit.people.save(person(2, phone="2"))
        await unit.commit()
    async with storage.units.read() as unit:
        assert [p.phone for p in await unit.people.where()] == ["1", "2"]


async def test_a_notice_owed_already_is_not_owed_again_and_breaks_nothing(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit)
        await unit.notices.add(notice(1, dedupe="once"))
        await unit.notices.add(notice(2, dedupe="once"))
        await unit.commit()
    async with storage.units.write() as unit:
        await unit.notices.add(notice(3, dedupe="once"))
        await unit.notices.add(notice(4, dedupe="another"))
        await unit.commit()
    async with storage.units.read() as unit:
        assert [n.id for n in await unit.notices.where()] == ["n1", "n4"]


async def test_private_words_cannot_be_read_in_what_the_database_holds(storage: Storage, database_url: str) -> None:
    things = await keep_one_of_each(storage)
    engine = open_engines(database_url).reader
    seen = {
        "meeting": "facts excluded excluded_names reason",
        "invitation": "instead",
        "seat": "named_elsewhere",
        "action": "words owner_words timescale_words extensions",
        "agency_reference": "reference",
        "address": "conversation",
    }
    async with engine.connect() as connection:
        for table, columns in seen.items():
            for column in columns.split():
                found = (await connection.exec_driver_sql(f"SELECT {column} FROM {table}")).scalar()
                assert found.removeprefix("c1:").startswith("gAAAA"), (table, column)
    await engine.dispose()
    assert things["meetings"].facts == FACTS
    assert SECRET in things["actions"].words


async def test_private_words_are_nowhere_in_the_file_or_its_log(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "seen.db"
    copy(migrated_file, file)
    storage = open_storage(f"sqlite:///{file}", KEYS)
    async with storage.units.write() as unit:
        await a_case(unit)
        await unit.meetings.save(meeting(reason=SECRET, excluded_names=(SECRET,), excluded=("hidden-person",)))
        await unit.commit()
    held = held_in(tmp_path)
    await storage.close()
    assert b"RBWM" in held
    for private in (SECRET.encode(), b"Privatename", b"hidden-person", b"physical_injury", b"non_mobile"):
        assert private not in held
        assert private not in held_in(tmp_path)


def copy(file: Path, to: Path) -> None:
    to.write_bytes(file.read_bytes())


def held_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("seen.db*"))


async def test_what_is_read_later_is_not_what_was_changed_in_hand(storage: Storage) -> None:
    await keep_one_of_each(storage)
    async with storage.units.read() as unit:
        first = await unit.obligations.get("obligations")
        assert first is not None
        first.ladder["steps"] = []
        again = await unit.obligations.get("obligations")
        assert again is not None
        assert again.ladder["steps"] != []
        assert again.due_at > NOON
