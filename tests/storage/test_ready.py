"""Opening a database: by its address and keys, migrated in-process, and asked whether it is well."""

from __future__ import annotations

import traceback

import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import event, inspect, text

from bot.storage import Storage, StorageDown, StorageError, open_storage
from bot.storage.engines import open_engines
from bot.storage.floor import raise_to
from bot.storage.running_migrations import alembic_on
from tests.kit.databases import KEYS


async def test_migrations_build_exactly_what_the_tables_say(database_url: str) -> None:
    engine = open_engines(database_url).reader
    async with engine.connect() as connection:
        await connection.run_sync(lambda c: command.check(alembic_on(c)))
    await engine.dispose()


async def test_an_empty_database_is_behind_until_it_is_migrated(empty_database_url: str) -> None:
    storage = open_storage(empty_database_url, KEYS)
    with pytest.raises(StorageError, match="quorate migrate"):
        await storage.ready()
    assert [finding.ok for finding in await storage.check()] == [False]
    await storage.migrate()
    await storage.migrate()
    await storage.ready()
    await storage.close()


async def test_a_migration_that_is_cut_short_leaves_nothing_and_can_be_run_again(empty_database_url: str) -> None:
    def cut(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if "CREATE TABLE audit" in statement:
            raise RuntimeError("cut short")

    interrupted = open_storage(empty_database_url, KEYS)
    event.listen(interrupted._engines.writer.sync_engine, "before_cursor_execute", cut)
    with pytest.raises(RuntimeError, match="cut short"):
        await interrupted.migrate()
    await interrupted.close()
    storage = open_storage(empty_database_url, KEYS)
    async with storage._engines.reader.connect() as connection:
        assert await connection.run_sync(lambda c: inspect(c).get_table_names()) == []
    await storage.migrate()
    await storage.ready()
    await storage.close()


async def test_a_database_of_a_newer_release_is_left_alone(empty_database_url: str) -> None:
    storage = open_storage(empty_database_url, KEYS)
    await storage.migrate()
    engine = open_engines(empty_database_url).writer
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.run_sync(raise_to, 9999)
    await engine.dispose()
    with pytest.raises(StorageError, match="newer release"):
        await storage.migrate()
    await storage.close()


async def test_a_healthy_database_gives_good_findings_only(storage: Storage) -> None:
    findings = await storage.check()
    assert all(finding.ok for finding in findings)
    assert {"database", "database writing"} <= {finding.about for finding in findings}


async def test_a_wrong_key_is_noticed_at_the_start(storage: Storage, database_url: str) -> None:
    stranger = open_storage(database_url, [Fernet.generate_key().decode()])
    with pytest.raises(StorageError, match="encryption key"):
        await stranger.migrate()
    await stranger.close()


async def test_a_new_key_in_front_of_the_old_one_is_welcome(storage: Storage, database_url: str) -> None:
    rotated = open_storage(database_url, [Fernet.generate_key().decode(), *KEYS])
    await rotated.migrate()
    await rotated.close()


@pytest.mark.parametrize("keys", [(), ("",), ("secret-that-is-no-key",)])
def test_a_bad_key_is_refused_without_showing_it(keys: tuple[str, ...]) -> None:
    with pytest.raises(StorageError, match="quorate init") as refused:
        open_storage("sqlite:///:memory:", keys)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "quorate.db",
        "mysql://root:secret@127.0.0.1/quorate",
        "postgresql://x:secret@host:port/db",
        "sqlite:////no/where/secret.db",
    ],
)
def test_a_bad_address_is_refused_in_plain_words_without_showing_it(address: str) -> None:
    with pytest.raises(StorageError) as refused:
        open_storage(address, KEYS)
    assert "secret" not in str(refused.value)
    assert str(refused.value).endswith(".")


async def test_a_database_that_is_not_there_is_told_without_its_password() -> None:
    storage = open_storage("postgresql://quorate:secret@127.0.0.1:1/quorate", KEYS)
    with pytest.raises(StorageDown, match="cannot be reached") as refused:
        await storage.ready()
    assert "secret" not in "".join(traceback.format_exception(refused.value))
    findings = await storage.check()
    assert [finding.ok for finding in findings] == [False]
    await storage.close()


async def test_memory_keeps_everything_while_it_is_open() -> None:
    storage = open_storage("sqlite:///:memory:", KEYS)
    await storage.migrate()
    async with storage.units.write() as unit:
        assert await unit.next_number("RBWM") == 1
        await unit.commit()
    async with storage.units.write() as unit:
        assert await unit.next_number("RBWM") == 2
    await storage.close()
