"""Databases of one kind only, for what the other cannot do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage, open_storage
from tests.kit.databases import KEYS


@pytest.fixture
async def postgres_storages(postgres_url: str) -> AsyncIterator[tuple[Storage, Storage]]:
    """Two processes' view of one PostgreSQL database."""
    both = open_storage(postgres_url, KEYS), open_storage(postgres_url, KEYS)
    yield both
    for each in both:
        await each.close()


@pytest.fixture
def sqlite_file(sqlite_url: str) -> Path:
    """A migrated SQLite file."""
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
async def sqlite_storage(sqlite_url: str) -> AsyncIterator[Storage]:
    """The storage on it."""
    opened = open_storage(sqlite_url, KEYS)
    yield opened
    await opened.close()
