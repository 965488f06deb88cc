"""Another file takes the place of SQLite's, or it is moved away, while Quorate runs: nothing is saved into it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage, StorageDown, open_storage
from tests.faults.test_D_lost_and_locked import count_up
from tests.kit.databases import KEYS
from tests.storage.conftest import sqlite_file

__all__ = ["sqlite_file"]

WORDS = r"replaced or removed.*Nothing was saved"


@pytest.fixture
async def running(sqlite_file: Path) -> AsyncIterator[Storage]:
    opened = open_storage(f"sqlite:///{sqlite_file}", KEYS)
    assert await count_up(opened) == 1
    yield opened
    await opened.close()


def _copied_over(file: Path) -> None:
    """As somebody does who brings a backup back by hand."""
    backup = file.with_suffix(".backup")
    shutil.copyfile(file, backup)
    backup.replace(file)


def _moved(file: Path, to: Path) -> None:
    """FileExistsError when a file lies there by now."""
    os.link(file, to)
    file.unlink()


async def test_what_is_done_after_the_file_was_replaced_is_refused_and_not_saved_into_the_old_one(
    running: Storage, sqlite_file: Path
) -> None:
    _copied_over(sqlite_file)
    with pytest.raises(StorageDown, match=WORDS):
        await count_up(running)
    with pytest.raises(StorageDown, match=WORDS):
        await running.ready()


async def test_where_the_file_was_moved_away_no_empty_one_takes_its_place_and_it_goes_on_once_it_is_back(
    running: Storage, sqlite_file: Path
) -> None:
    """`quorate migrate` would make an empty database of it, and everything would seem to be well."""
    aside = sqlite_file.with_suffix(".aside")
    _moved(sqlite_file, aside)
    with pytest.raises(StorageDown, match=WORDS):
        await running.ready()
    with pytest.raises(StorageDown, match=WORDS):
        await count_up(running)
    _moved(aside, sqlite_file)
    assert await count_up(running) == 2
