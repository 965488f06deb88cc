"""Databases of one kind only, for what the other cannot do."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage import Storage, open_storage
from tests.kit.databases import KEYS, TEMPLATE, administer


@pytest.fixture
def postgres_url(migrated_server: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database."""
    name = f"quorate_{uuid.uuid4().hex}"
    administer(migrated_server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield f"{migrated_server}/{name}"
    administer(migrated_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def postgres_storages(postgres_url: str) -> AsyncIterator[tuple[Storage, Storage]]:
    """Two processes' view of one PostgreSQL database."""
    both = open_storage(postgres_url, KEYS), open_storage(postgres_url, KEYS)
    yield both
    for each in both:
        await each.close()


@pytest.fixture
def sqlite_file(migrated_file: Path, tmp_path: Path) -> Path:
    """A migrated SQLite file."""
    file = tmp_path / "quorate.db"
    file.write_bytes(migrated_file.read_bytes())
    return file


@pytest.fixture
async def sqlite_storage(sqlite_file: Path) -> AsyncIterator[Storage]:
    """The storage on it."""
    opened = open_storage(f"sqlite:///{sqlite_file}", KEYS)
    yield opened
    await opened.close()
