"""Two weeks of it, on each database: all that must hold holds after every tick. All of it: `-m tests.quarter`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.quarter.run import Quarter, Size
from tests.quarter.table import table_of

SHORT = Size(meetings=8, actions=40, weeks=2)
SHORTER = Size(meetings=4, actions=20, weeks=2)


async def played(address: str, folder: Path, size: Size, seed: int) -> Quarter:
    """A quarter that has been played on this database."""
    quarter = Quarter(open_storage(address, KEYS), address, folder, size, seed)
    try:
        await quarter.play()
        quarter.table = await table_of(quarter)
    finally:
        await quarter.storage.close()
    return quarter


async def holds(address: str, folder: Path, size: Size) -> None:
    quarter = await played(address, folder, size, 1)
    assert not quarter.watch.wrong, "\n".join(quarter.watch.wrong[:20])
    assert len(quarter.kinds) > size.actions * 0.8
    assert quarter.holding.checks > 50
    assert quarter.holding.escalations
    assert max(quarter.holding.chased.values()) <= 2
    assert any(line.startswith("violations: 0") for line in quarter.table)


async def test_nothing_is_let_go_and_nobody_is_nagged(sqlite_url: str, tmp_path: Path) -> None:
    await holds(sqlite_url, tmp_path, SHORT)


@pytest.mark.long
async def test_the_same_holds_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    await holds(postgres_url, tmp_path, SHORTER)
