"""A freshly migrated database for each test, SQLite and PostgreSQL by turns: copied from one made once a run."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.storage import Storage, open_storage
from tests.kit.kept_lines import empty, keep_proof, let_go
from tests.kit.postgres import alone

KEYS = (base64.urlsafe_b64encode(b"quorate's key for its tests only").decode(),)
BOTH = ("sqlite", "postgresql")
_TEMPLATE = "quorate_migrated"
_MEMORY_DISK = "/dev/shm"  # PostgreSQL here does not wait for the disk either
_MIGRATED: list[bytes] = []


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database, gone after the test."""
    return str(request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]))


@pytest.fixture
def sqlite_url(migrated_file: Path) -> Iterator[str]:
    """The same, a SQLite file: in memory where the system has such a disk, for every commit waits for the disk."""
    with in_memory() as folder:
        file = folder / "quorate.db"
        shutil.copyfile(migrated_file, file)
        yield f"sqlite:///{file}"


@pytest.fixture
def postgres_url(migrated_server: str, emptied: list[str]) -> Iterator[str]:
    """The same, on PostgreSQL. Emptying a database takes a tenth of making one, so each serves many tests."""
    if emptied:
        name = emptied.pop()
    else:
        name = f"quorate_{uuid.uuid4().hex}"
        administer(migrated_server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield f"{migrated_server}/{name}"
    try:
        empty(f"{migrated_server}/{name}")
        emptied.append(name)
    except psycopg.Error:
        let_go(name)
        administer(migrated_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def own_postgres_url(migrated_server: str) -> Iterator[str]:
    """The same, for a test that changes its tables: it serves no other."""
    name = f"quorate_{uuid.uuid4().hex}"
    administer(migrated_server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield f"{migrated_server}/{name}"
    let_go(name)
    administer(migrated_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """Names of this worker's databases that hold nothing and that nobody uses."""
    return []


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    yield str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """The same, on PostgreSQL."""
    name = f"quorate_{uuid.uuid4().hex}"
    administer(postgres_server, f"CREATE DATABASE {name}")
    yield f"{postgres_server}/{name}"
    let_go(name)
    administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """The storage on such a database."""
    opened = open_storage(database_url, KEYS)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file to copy; closing the last connection folds its log into it."""
    file = tmp_path_factory.mktemp("migrated") / "quorate.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_server(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The server, holding a database to copy."""
    base = tmp_path_factory.getbasetemp()
    with alone(base.parent / f"template-{postgres_server.rpartition(':')[2]}.lock"):
        if not administer(postgres_server, f"SELECT 1 FROM pg_database WHERE datname = '{_TEMPLATE}'"):
            administer(postgres_server, f"CREATE DATABASE {_TEMPLATE}")
            asyncio.run(_migrate(f"{postgres_server}/{_TEMPLATE}"))
            keep_proof(f"{postgres_server}/{_TEMPLATE}")
            let_go(_TEMPLATE)
    return postgres_server


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder for files that need not outlive the test: in memory where the system has such a disk."""
    with tempfile.TemporaryDirectory(dir=_MEMORY_DISK if os.access(_MEMORY_DISK, os.W_OK) else None) as folder:
        yield Path(folder)


async def fresh(folder: Path) -> Storage:
    """A migrated, empty SQLite database in this folder, for what is played outside a test."""
    file = folder / "quorate.db"
    if _MIGRATED:
        file.write_bytes(_MIGRATED[0])
    else:
        await _migrate(f"sqlite:///{file}")
        _MIGRATED.append(file.read_bytes())
    return open_storage(f"sqlite:///{file}", KEYS)


def administer(server: str, command: str) -> bool:
    """Run one command as the server's owner; True when it found something."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        done = connection.execute(command.encode())
        return done.description is not None and done.fetchone() is not None


async def _migrate(address: str) -> None:
    storage = open_storage(address, KEYS)
    try:
        await storage.migrate()
    finally:
        await storage.close()
