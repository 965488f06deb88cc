"""aiosqlite with one trip to its thread for a statement, or none; its own are four (cursor, execute, fetch, close).

A trip costs several times what most of our statements do. What waits, for the file's lock or the disk, is done on
that thread: to begin while another has the lock, to commit, and whatever turns out to take longer than a moment.
Nobody waits for anything else: a transaction begins, and a few rows are written and found, where its own code runs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Self

import aiosqlite

# So many steps of SQLite's own machine are a millisecond or two.
A_MOMENT = 50_000
# https://www.sqlite.org/rescode.html: the kind of an extended code is its last byte.
_KIND, _LOCKED = 0xFF, (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class TakesLonger(Exception):
    """What was being read takes more than a moment, or another has the lock. Nothing came of it."""


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
    """A connection whose cursors live only for one call. `waits_ms` is how long it waits for the file's lock,
    once it has been told so.
    """

    waits_ms = -1
    _in_a_hurry = False
    _left = _came_back = 0

    @property
    def at_rest(self) -> bool:
        """True unless its thread is at work still, for somebody who has gone away meanwhile."""
        return self._left == self._came_back

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # SQLAlchemy awaits either kind
        """A cursor, without a trip."""
        return OneTripCursor(self)

    def begin(self, connection: sqlite3.Connection, how: str, waits_ms: int, ask: str) -> Any:
        """Begin a transaction, on its thread, waiting so long for the lock; the one value asked for, None without its
        table.
        """
        self._wait_for(connection, waits_ms)
        connection.execute(how)
        try:
            return connection.execute(ask).fetchone()[0]
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return None

    def begin_here(self, how: str, waits_ms: int, ask: str) -> Any:
        """The same where the caller is: it must be `at_rest`. TakesLonger when another has the lock."""
        try:
            return self.begin(self._conn, how, 0, ask)
        except sqlite3.OperationalError as error:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
            if error.sqlite_errorcode & _KIND not in _LOCKED:
                raise
            raise TakesLonger from None
        finally:
            # Whoever has begun waits as long as ever for what is still to come.
            self._wait_for(self._conn, waits_ms)

    def here(self, run: Any, *arguments: Any) -> Any:
        """What this returns, run with the sqlite3 connection where the caller is: it must be `at_rest`."""
        return run(self._conn, *arguments)

    def read_here(self, run: Any, *arguments: Any) -> Any:
        """The same for what only reads. TakesLonger when it is no matter of a moment: its thread can still do it."""
        self._in_a_hurry = True
        try:
            return run(self._conn, *arguments)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise TakesLonger from None
            raise
        finally:
            self._in_a_hurry = False

    def too_long(self) -> bool:
        """SQLite asks after each moment, in whichever thread it is at work: is it to stop?"""
        return self._in_a_hurry

    def _wait_for(self, connection: sqlite3.Connection, waits_ms: int) -> None:
        if waits_ms != self.waits_ms:
            connection.execute(f"PRAGMA busy_timeout={waits_ms}")
            self.waits_ms = waits_ms

    async def on_thread(self, run: Any, *arguments: Any) -> Any:
        """What this returns, run with the sqlite3 connection, where that lives."""
        self._left += 1
        trip = self._left
        return await self._execute(self._there, trip, run, arguments)  # type: ignore[no-untyped-call]  # aiosqlite's own

    def _there(self, trip: int, run: Any, arguments: Any) -> Any:
        try:
            return run(self._conn, *arguments)
        finally:
            self._came_back = trip


def connect(database: str, **settings: Any) -> OneTripConnection:
    """A connection to be awaited; its thread never keeps the process alive."""

    def opened() -> sqlite3.Connection:
        made: sqlite3.Connection = sqlite3.connect(database, **settings | {"check_same_thread": False})
        made.set_progress_handler(connection.too_long, A_MOMENT)
        return made

    connection = OneTripConnection(opened, iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
