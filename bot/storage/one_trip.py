"""aiosqlite with one trip to its thread for each statement, where it makes four (cursor, execute, fetch, close).

A trip costs more than most of our statements; halving them halves what a click waits for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Self

import aiosqlite


class OneTripCursor:
    """What SQLAlchemy asks of a cursor; every row has been fetched by the time `execute` returns."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> Self:
        """Run one statement and fetch what it finds."""
        await self._connection.on_thread(self._run, sqlite3.Connection.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        """Run one statement with many rows."""
        await self._connection.on_thread(self._run, sqlite3.Connection.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """What was found."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left to close."""

    def _run(self, connection: sqlite3.Connection, do: Any, sql: str, parameters: Any) -> None:
        cursor = do(connection, sql, parameters)
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else []
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        cursor.close()


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors live only on its thread. `waits_ms` is how long it waits for the file's lock."""

    waits_ms = 0

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # SQLAlchemy awaits either kind
        """A cursor, without a trip."""
        return OneTripCursor(self)

    def begin(self, connection: sqlite3.Connection, how: str, waits_ms: int, ask: str) -> Any:
        """Begin a transaction, on its thread, waiting so long for the lock; the one value asked for, None without its
        table.
        """
        if waits_ms != self.waits_ms:
            connection.execute(f"PRAGMA busy_timeout={waits_ms}")
            self.waits_ms = waits_ms
        connection.execute(how)
        try:
            return connection.execute(ask).fetchone()[0]
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return None

    async def on_thread(self, run: Any, *arguments: Any) -> Any:
        """What this returns, run with the sqlite3 connection, where that lives."""
        return await self._execute(run, self._conn, *arguments)  # type: ignore[no-untyped-call]  # aiosqlite's own


def connect(database: str, **settings: Any) -> OneTripConnection:
    """A connection to be awaited; its thread never keeps the process alive."""
    connection = OneTripConnection(lambda: sqlite3.connect(database, **settings), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
