"""P9: what an administrator may do in the wrong order, or to the wrong place, costs no backup and nobody's secret."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.storage import Storage, StorageError, open_storage
from bot.storage.backup import restore, take, verify
from tests.faults.retention import old_cases
from tests.kit.databases import KEYS
from tests.kit.world import World
from tests.storage.things import NOON


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """A partnership with something to keep."""
    return await World(storage, tmp_path).with_everybody()


async def test_P9_a_backup_of_another_database_never_takes_the_place_of_the_cases_keys(
    world: World, database_url: str, tmp_path: Path
) -> None:
    """A new machine's nightly backup runs before anybody has restored: the old backups must stay readable."""
    await world.called()
    kept = tmp_path / "kept"
    old = take(database_url, kept, "0.1", NOON)
    empty = f"sqlite:///{tmp_path / 'empty.db'}"
    fresh = open_storage(empty, KEYS)
    await fresh.migrate()
    await fresh.close()
    with pytest.raises(StorageError, match="another database"):
        take(empty, kept, "0.1", NOON + timedelta(days=1), keep=1)
    assert verify(old.folder).purged_since == 0
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    assert restore(clean, KEYS, old.folder, NOON).purged == ()
    take(clean, kept, "0.1", NOON + timedelta(days=2))
    take(database_url, kept, "0.1", NOON + timedelta(days=3))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_P9_the_keys_of_before_a_new_key_do_not_open_a_restored_installation(
    world: World, database_url: str, tmp_path: Path
) -> None:
    """Settings kept with the old backup, beside the cases' keys of today: told at once, not by the first card."""
    await world.called()
    kept = tmp_path / "kept"
    old = take(database_url, kept, "0.1", NOON)
    newer = [Fernet.generate_key().decode(), *KEYS]
    again = open_storage(database_url, newer)
    await again.migrate()
    await again.rekey()
    await again.close()
    take(database_url, kept, "0.1", NOON + timedelta(days=1))
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    with pytest.raises(StorageError, match="key"):
        restore(clean, KEYS, old.folder, NOON)
    assert restore(clean, newer, old.folder, NOON).purged == ()


async def test_P9_who_had_to_stay_out_of_a_case_purged_since_is_struck_out_with_it(
    world: World, database_url: str, tmp_path: Path
) -> None:
    """That row names the child's reference and a person: no key makes it unreadable."""
    await old_cases(world.storage, 2)
    kept = tmp_path / "kept"
    old = take(database_url, kept, "0.1", NOON)
    async with world.storage.units.write() as unit:
        await unit.destroy_case_key("old-1")
        await unit.delete_meetings(["old-1"])
        await unit.delete_conflicts("EXMP", ["CSC-777001-1"])
        await unit.commit()
    take(database_url, kept, "0.1", NOON + timedelta(days=1))
    clean = f"sqlite:///{tmp_path / 'clean.db'}"
    assert restore(clean, KEYS, old.folder, NOON).purged == ("EXMP-SM-1",)
    built = open_storage(clean, KEYS)
    async with built.units.read() as unit:
        assert [each.id for each in await unit.conflicts.where()] == ["out-2"], "and nobody else's"
    await built.close()
