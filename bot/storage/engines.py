"""Connections: what each database must be told before the first statement on every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage import one_trip
from bot.storage.errors import StorageError
from bot.storage.same_file import SameFile

_WRITES = "quorate_writes"
BUSY_MS = 2000
_POOL_WAIT = 2.5
_STATEMENTS = 500
# What is deleted is written over, so that it cannot be read out of the file afterwards.
_PRAGMAS = (
    f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
)  # fmt: skip
_SESSION = (
    "-c timezone=UTC -c statement_timeout=2500 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
)
_HOW = "Write sqlite:///file.db or postgresql://user:password@host/database."


@dataclass(frozen=True, slots=True)
class Engines:
    """Connections for writing and for reading (the same ones where that is enough), and how many of each at once."""

    writer: AsyncEngine
    reader: AsyncEngine
    writers: int
    readers: int

    @property
    def all(self) -> set[AsyncEngine]:
        """Each engine once."""
        return {self.writer, self.reader}


def open_engines(address: str) -> Engines:
    """Engines for a database address; StorageError, which never shows the address, when it is none of ours."""
    url = read_address(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() == "postgresql":
        return _postgresql(url)
    raise StorageError(f"Quorate keeps its data in SQLite or PostgreSQL. {_HOW}")


def read_address(address: str) -> URL:
    """The address, read. StorageError, which never shows it, when it cannot be."""
    try:
        return make_url(address.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        pass
    raise StorageError(f"The database address cannot be read. {_HOW}")


def _sqlite(url: URL) -> Engines:
    url = url.set(drivername="sqlite+aiosqlite")
    if url.database in (None, "", ":memory:"):
        only = _sqlite_engine(url.set(database=":memory:"), 1)
        return Engines(_writing(only), only, 1, 1)
    path = Path(str(url.database))
    if not path.parent.is_dir():
        raise StorageError("The folder in the database address does not exist. Make it, or name another.")
    # One writer: SQLite has room for one at a time, and waiting in our queue is fair where its lock is not.
    engines = Engines(_writing(_sqlite_engine(url, 1)), _sqlite_engine(url, 3), 1, 3)
    same = SameFile(path)
    for engine in engines.all:
        same.watch(engine)
    return engines


def _sqlite_engine(url: URL, size: int) -> AsyncEngine:
    engine = _engine(
        url, size, {"isolation_level": None, "timeout": BUSY_MS / 1000, "async_creator_fn": one_trip.connect}
    )
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _writing(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(**{_WRITES: True})


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """As a transaction of ours begins, unless it has: what goes through SQLAlchemy then is a part of it."""
    if connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]  # it is connected
        return
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engines:
    engine = _engine(
        url.set(drivername="postgresql+psycopg"),
        10,
        {"connect_timeout": 2, "application_name": "quorate", "options": _SESSION},
    )
    event.listen(engine.sync_engine, "connect", _prepare_all)
    # Few write at once: behind one meeting's row they would only wait for one another.
    return Engines(engine, engine, 5, 5)


def _prepare_all(connection: Any, _record: object) -> None:
    """Room for each of our statements: of those prepared the least used is forgotten, at a trip's cost."""
    connection.driver_connection.prepared_max = _STATEMENTS


def _engine(url: URL, size: int, arguments: dict[str, Any]) -> AsyncEngine:
    return create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=_POOL_WAIT,
        pool_reset_on_return=None,  # every transaction ends itself: see Transaction.end
        hide_parameters=True,
        connect_args=arguments,
    )
