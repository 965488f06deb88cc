"""P9: what an administrator may do in the wrong order, or to the wrong place, costs no backup and nobody's secret."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage import Storage, StorageError, open_storage
from bot.storage.backup import restore, take, verify
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
