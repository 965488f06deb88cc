"""D9: a migration killed in the middle is run again and completes; a backup of an older release is restored."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from bot.failpoints import EXIT_CODE
from bot.storage import open_storage
from bot.storage.backup import restore, take
from bot.storage.backup.connecting import reading, writing
from bot.storage.migrate import applied, upgrade
from bot.storage.running_migrations import alembic_on
from tests.kit.commanded import quorate, settings
from tests.kit.databases import KEYS
from tests.kit.nursery import Nursery
from tests.kit.served import ground
from tests.storage.things import NOON

VERSIONS = sorted((Path(__file__).parents[2] / "bot/storage/migrations/versions").glob("0*.py"))
STEPS = [each.name.partition("_")[0] for each in VERSIONS]
SHORT = {1, 8, len(STEPS)}


@pytest.mark.parametrize(
    "step",
    [each if each in SHORT else pytest.param(each, marks=pytest.mark.long) for each in range(1, len(STEPS) + 1)],
)
async def test_D9_killed_after_any_step_it_is_run_again_and_completes(
    empty_database_url: str, tmp_path: Path, step: int
) -> None:
    env_file = settings(tmp_path, empty_database_url)
    killed = await quorate("migrate", "--env-file", env_file, failpoint=f"migration_step:{step}")
    assert killed.code == EXIT_CODE, killed.err
    with reading(empty_database_url) as connection:
        assert inspect(connection).get_table_names() == [], "all steps or none"
    storage = open_storage(empty_database_url, KEYS)
    await storage.migrate()
    await storage.ready()
    await storage.close()


async def test_D9_processes_that_start_together_bring_it_up_to_date_once(empty_database_url: str) -> None:
    starting = [open_storage(empty_database_url, KEYS) for _ in range(4)]
    async with asyncio.timeout(60):
        await asyncio.gather(*(storage.migrate() for storage in starting))
    for storage in starting:
        await storage.ready()
        await storage.close()


async def test_D9_of_two_that_start_at_once_on_an_empty_database_one_migrates_and_the_other_waits(
    empty_database_url: str, sqlite_url: str, tmp_path: Path, nursery: Nursery
) -> None:
    async with ground(tmp_path, sqlite_url, nursery) as standing:
        both = [standing.start(settings={"database_url": empty_database_url}) for _ in range(2)]
        for each in both:
            await each.ready()
        with reading(empty_database_url) as connection:
            assert applied(connection) == STEPS[-1]
            command.check(alembic_on(connection))
        assert [await each.stop() for each in both] == [0, 0]
        assert all('"level": "error"' not in each.log() for each in both)


@pytest.mark.parametrize("release", ["0004", "0010"])
async def test_D9_a_backup_of_an_older_release_is_restored_and_brought_up_to_this_one(
    empty_database_url: str, tmp_path: Path, release: str
) -> None:
    """Also with rows in it: a server does not alter a table whose rows still wait to be looked at."""
    with writing(empty_database_url) as connection:
        upgrade(connection, release)
        connection.exec_driver_sql("INSERT INTO desk_member (id, desk_id, person_id) VALUES ('dm', 'd', 'p')")
        connection.exec_driver_sql(
            "INSERT INTO person (id, name, folded, agency, councils, seats, team, phone, email, works, digest_at)"
            " VALUES ('p', 'Ana', 'ana', 'nhs', '[\"RBWM\"]', '', '', '', '', '', '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO desk (id, name, agency, councils, seats, phone, works, at_once)"
            " VALUES ('d', 'Desk', 'nhs', '', '', '', '', 1)"
        )
    folder = take(empty_database_url, tmp_path, "0.0", NOON).folder
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    assert restore(clean, KEYS, folder, NOON).manifest.migration == release
    built = open_storage(clean, KEYS)
    await built.ready()
    async with built.units.read() as unit:
        assert [each.name for each in await unit.people.where()] == ["Ana"]
    await built.close()
