"""P9: a backup made while others write holds one moment, whole; a clean machine is built from it, and is quiet."""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import json
import os
import sqlite3
import stat
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.domain.installation import THIS, QuietWhy
from bot.failpoints import EXIT_CODE
from bot.storage import Storage, StorageError, open_storage
from bot.storage.backup import Manifest, restore, take, verify
from bot.storage.backup.connecting import reading
from tests.kit.commanded import quorate, settings, starts
from tests.kit.databases import KEYS
from tests.kit.world import World
from tests.storage.test_round_trip import keep_one_of_each
from tests.storage.things import NOON

RTO_SECONDS = 60


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """A partnership with something to keep."""
    return await World(storage, tmp_path).with_everybody()


def numbers(folder: Path, manifest: Manifest, table: str) -> list[list[Any]]:
    with gzip.open(folder / manifest.parts[table].file, "rt") as packed:
        return [json.loads(line) for line in packed]


def shown(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))


def for_others(folder: Path) -> list[str]:
    """What in it anybody but this account may read."""
    return [each.name for each in (folder, *folder.rglob("*")) if stat.S_IMODE(each.stat().st_mode) & 0o077]


async def test_P9_either_database_is_built_from_a_backup_of_either(
    storage: Storage, database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    await keep_one_of_each(storage)
    first = take(database_url, tmp_path / "kept", "0.1", NOON)
    restored = restore(empty_database_url, KEYS, first.folder, NOON + timedelta(hours=1))
    assert restored.manifest.rows == first.manifest.rows > 20
    again = take(empty_database_url, tmp_path / "again", "0.1", NOON)
    for table, part in first.manifest.parts.items():
        if table != "installation":
            assert again.manifest.parts[table] == part, f"{table}: the same rows are the same bytes"
    built = open_storage(empty_database_url, KEYS)
    async with built.units.read() as unit, storage.units.read() as before:
        row = await unit.installation.get(THIS)
        assert await unit.meetings.where() == await before.meetings.where(), "private fields are read as before"
    await built.close()
    assert row is not None
    assert (row.quiet_since, row.why, row.as_of) == (NOON + timedelta(hours=1), QuietWhy.RESTORED, NOON)


async def test_P9_a_backup_made_while_another_process_writes_shows_one_moment(
    storage: Storage, database_url: str, tmp_path: Path
) -> None:
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    async with starts("tests.faults.writer", database_url):
        await _goes_on(storage, 0)
        taken = [take(database_url, tmp_path, "0.1", NOON + timedelta(seconds=n)) for n in range(3)]
        before = await _written(storage)
        await _goes_on(storage, before)
    found = []
    for each in taken:
        (given,) = [number for council, number in numbers(each.folder, each.manifest, "counter") if council == "WRIT"]
        assert len(numbers(each.folder, each.manifest, "audit")) == given, "both of a commit or neither"
        found.append(given)
    assert found == sorted(found)
    began = time.monotonic()
    restored = restore(clean, KEYS, taken[-1].folder, NOON)
    print(f"restored {restored.manifest.rows} rows in {restored.seconds:.2f} s")
    assert time.monotonic() - began < RTO_SECONDS
    built = open_storage(clean, KEYS)
    await built.ready()
    async with built.units.read() as unit:
        assert len(await unit.audit.where(council="WRIT")) == found[-1]
    await built.close()


async def _written(storage: Storage) -> int:
    async with storage.units.read() as unit:
        return len(await unit.audit.where(council="WRIT"))


async def _goes_on(storage: Storage, before: int) -> None:
    async with asyncio.timeout(30):
        while await _written(storage) <= before:  # noqa: ASYNC110  # another process writes: it sets no event of ours
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_P9_an_operator_backs_up_verifies_restores_and_resumes(
    world: World, database_url: str, tmp_path: Path
) -> None:
    await world.called()
    live, kept = settings(tmp_path, database_url), tmp_path / "kept"
    made = await quorate("backup", "--to", kept, "--json", "--env-file", live)
    assert made.code == 0, made.err
    told = json.loads(made.out)
    folder = Path(told["path"])
    assert for_others(kept) == []
    whole = await quorate("backup", "verify", folder)
    assert whole.code == 0
    assert "is whole" in whole.out
    clean = settings(tmp_path, f"sqlite:///{tmp_path / 'clean.db'}")
    restored = await quorate("restore", folder, "--json", "--env-file", clean)
    assert restored.code == 0, restored.err
    assert json.loads(restored.out)["tables"] == told["tables"]
    assert json.loads(restored.out)["audit"]["ok"]
    refused = await quorate("restore", folder, "--env-file", clean)
    assert refused.code == 2
    assert "not empty" in refused.err
    quiet = await quorate("quiet", "--json", "--env-file", clean)
    assert json.loads(quiet.out)["why"] == "restored"
    doctor = await quorate("doctor", "--env-file", clean)
    assert doctor.code == 1
    assert "quorate resume" in doctor.out
    resumed = await quorate("resume", "--env-file", clean)
    assert resumed.code == 0
    assert "sends and chases again" in resumed.out


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_P9_a_backup_killed_in_the_middle_leaves_nothing_that_looks_whole(
    world: World, database_url: str, tmp_path: Path
) -> None:
    await world.called()
    live, kept = settings(tmp_path, database_url), tmp_path / "kept"
    first = take(database_url, kept, "0.1", NOON)
    killed = await quorate("backup", "--to", kept, "--env-file", live, failpoint="backup_copy:7")
    assert killed.code == EXIT_CODE
    assert shown(kept) == ["case-keys.sealed", first.folder.name]
    verify(first.folder)
    half = next(kept.glob(".quorate-*.part"))
    with pytest.raises(StorageError, match="not a whole backup"):
        verify(half)
    take(database_url, kept, "0.1", NOON + timedelta(hours=1), keep=1)
    left = sorted(each.name for each in kept.iterdir())
    assert left == [".lock", "case-keys.sealed", "quorate-20260311T130000Z"], "what was left behind is gone too"


@pytest.mark.parametrize("harm", ["bit", "cut", "gone", "manifest", "other words"])
async def test_P9_a_backup_that_was_harmed_is_known_and_not_restored(
    storage: Storage, database_url: str, tmp_path: Path, harm: str
) -> None:
    await keep_one_of_each(storage)
    folder = take(database_url, tmp_path, "0.1", NOON).folder
    part = folder / "person.jsonl.gz"
    if harm == "bit":
        content = bytearray(part.read_bytes())
        content[-1] ^= 1
        part.write_bytes(content)
    elif harm == "cut":
        part.write_bytes(part.read_bytes()[:-3])
    elif harm == "other words":
        part.write_bytes(gzip.compress(gzip.decompress(part.read_bytes()).replace(b"nhs", b"nsh"), mtime=1))
    elif harm == "gone":
        part.unlink()
    else:
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"release": "0.1"', '"release": "0.2"'))
    with pytest.raises(StorageError, match="not a whole backup"):
        verify(folder)
    target = tmp_path / "clean.db"
    with pytest.raises(StorageError):
        restore(f"sqlite:///{target}", KEYS, folder, NOON)
    assert not target.exists()


async def test_P9_a_restore_that_fails_half_way_leaves_the_database_empty(
    storage: Storage, database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    await keep_one_of_each(storage)
    folder = take(database_url, tmp_path, "0.1", NOON).folder
    with pytest.raises(StorageError, match="encryption key"):
        restore(empty_database_url, [Fernet.generate_key().decode()], folder, NOON)
    restore(empty_database_url, KEYS, folder, NOON)


async def test_P9_nobody_backs_up_into_the_same_folder_at_the_same_time(database_url: str, tmp_path: Path) -> None:
    (tmp_path / ".lock").touch()
    with (tmp_path / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StorageError, match="under way"):
            take(database_url, tmp_path, "0.1", NOON)


async def test_P9_writers_wait_for_nobody_who_backs_up(sqlite_url: str, tmp_path: Path) -> None:
    """A reader's moment holds no lock: another process commits while the backup stands in the middle."""
    with reading(sqlite_url) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM person")
        with closing(
            sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, timeout=0)
        ) as other:
            other.execute("INSERT INTO counter (council, number) VALUES ('RBWM', 1)")
        assert connection.exec_driver_sql("SELECT count(*) FROM counter").scalar() == 0


def test_P9_the_folder_is_for_this_account_alone(sqlite_url: str, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        taken = take(sqlite_url, tmp_path / "kept", "0.1", NOON)
    finally:
        os.umask(before)
    assert for_others(taken.folder.parent) == []


async def test_P9_a_case_purged_after_a_backup_cannot_be_read_from_it(
    world: World, database_url: str, tmp_path: Path
) -> None:
    """Its key is in no backup any more once the next one has been made; the older one restores without it."""
    await world.called()
    await world.called(reference="CSC-555001")
    first, second = await world.rows("meetings", order="number")
    old = take(database_url, tmp_path / "kept", "0.1", NOON)
    assert verify(old.folder).purged_since == 0
    async with world.storage.units.write() as unit:
        await unit.destroy_case_key(first.id)
        await unit.delete_meetings([first.id])
        await unit.commit()
    take(database_url, tmp_path / "kept", "0.1", NOON + timedelta(hours=1))
    assert verify(old.folder).purged_since == 1
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    restored = restore(clean, KEYS, old.folder, NOON)
    assert restored.purged == ("EXMP-SM-1",)
    built = open_storage(clean, KEYS)
    async with built.units.read() as unit:
        assert [each.id for each in await unit.meetings.where()] == [second.id]
        assert len(await unit.invitations.where()) == len(await world.rows("invitations"))
    await built.close()


async def test_P9_a_backup_without_its_case_keys_is_refused_in_words(
    world: World, database_url: str, tmp_path: Path
) -> None:
    await world.called()
    folder = take(database_url, tmp_path / "kept", "0.1", NOON).folder
    (tmp_path / "kept" / "case-keys.sealed").rename(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="--case-keys"):
        restore(f"sqlite:///{tmp_path / 'clean.db'}", KEYS, folder, NOON)
    restore(f"sqlite:///{tmp_path / 'clean.db'}", KEYS, folder, NOON, tmp_path / "elsewhere")


def test_P9_no_key_of_a_case_lies_in_the_backup_itself(database_url: str, tmp_path: Path) -> None:
    folder = take(database_url, tmp_path, "0.1", NOON).folder
    assert json.loads((folder / "manifest.json").read_text())["parts"]["case_key"]["columns"] == [
        ["meeting_id", "text"]
    ]
