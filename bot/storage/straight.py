"""The driver under a transaction: statements go to it as they are, past SQLAlchemy."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, NamedTuple, Protocol

from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from bot.storage.floor import FLOOR
from bot.storage.one_trip import TakesLonger
from bot.storage.prepared import Prepared

_NO_SUCH_TABLE = "42P01"
# Rows written at once where the loop runs: a tenth of a millisecond or two.
_A_FEW = 20
# Seconds of one transaction where the loop runs, then others have their turn.
_A_TURN = 0.005


class Done(NamedTuple):
    """What a statement found, and how many rows it touched."""

    rows: Sequence[Any]
    touched: int


class Straight(Protocol):
    """One connection. What the driver raises leaves as SQLAlchemy would say it, without the statement's values."""

    async def begin(self, writes: bool, wait_ms: int) -> int | None:
        """Begin a transaction; the floor that it finds. On SQLite one that writes takes the lock at once, which it
        awaits so long.
        """
        ...

    async def commit(self) -> None:
        """End it; what was written holds."""
        ...

    async def undo(self) -> None:
        """End it, if it has begun, as though it had never been."""
        ...

    async def run(self, ready: Prepared, values: Any) -> Done:
        """Run it; `values` are bound already."""
        ...

    async def many(self, writes: Sequence[tuple[Prepared, Sequence[Any]]]) -> list[int]:
        """Each statement with its rows, bound already; how many rows each touched."""
        ...


class ToFile:
    """SQLite: what may wait in one trip to its thread, what takes a moment without one."""

    def __init__(self, driver: Any, dialect: Dialect) -> None:
        self._driver, self._errors = driver, dialect.loaded_dbapi.Error
        self._since = monotonic()

    async def begin(self, writes: bool, wait_ms: int) -> int | None:
        """A writer takes the lock at once: one that began as a reader would be refused, or write over another."""
        how = "BEGIN IMMEDIATE" if writes else "BEGIN"
        floor: int | None
        if self._driver.at_rest:
            with suppress(TakesLonger):
                floor = self._here(self._driver.begin_here, how, wait_ms, FLOOR)
                return floor
        floor = await self._told(self._driver.begin, how, wait_ms, FLOOR)
        return floor

    async def commit(self) -> None:
        """End it."""
        await self._told(_run, "COMMIT", ())

    async def undo(self) -> None:
        """End it without a trace. Its thread knows: there, one cancelled while it began has begun by then."""
        if self._driver.at_rest:
            self._here(self._driver.here, _undo)
        else:
            await self._told(_undo)

    async def run(self, ready: Prepared, values: Any) -> Done:
        """Run it. What changes rows may find any number of them, and must not be stopped half-way."""
        await self._let_others_by()
        done: Done
        if ready.adds:
            done = self._here(self._driver.here, _run, ready.sql, values)
            return done
        if ready.reads:
            with suppress(TakesLonger):
                done = self._here(self._driver.read_here, _run, ready.sql, values)
                return done
        done = await self._told(_run, ready.sql, values)
        return done

    async def many(self, writes: Sequence[tuple[Prepared, Sequence[Any]]]) -> list[int]:
        """All of them."""
        await self._let_others_by()
        touched: list[int]
        if sum(len(rows) for _, rows in writes) <= _A_FEW:
            touched = self._here(self._driver.here, _many, writes)
        else:
            touched = await self._told(_many, writes)
        return touched

    async def _let_others_by(self) -> None:
        """Many moments in a row keep others waiting as well: a page may ask a hundred questions."""
        if monotonic() - self._since > _A_TURN:
            await asyncio.sleep(0)
            self._since = monotonic()

    async def _told(self, do: Any, *arguments: Any) -> Any:
        try:
            return await self._driver.on_thread(do, *arguments)
        except self._errors as error:
            wrong = DBAPIError("", {}, error)
        raise wrong

    def _here(self, way: Any, do: Any, *arguments: Any) -> Any:
        try:
            return way(do, *arguments)
        except self._errors as error:
            wrong = DBAPIError("", {}, error)
        raise wrong


def _run(connection: Any, sql: str, values: Any) -> Done:
    cursor = connection.execute(sql, values)
    rows = cursor.fetchall() if cursor.description else []
    return Done(rows, cursor.rowcount)


def _undo(connection: Any) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _many(connection: Any, writes: Sequence[tuple[Prepared, Sequence[Any]]]) -> list[int]:
    return [
        (
            connection.executemany(ready.sql, rows) if len(rows) > 1 else connection.execute(ready.sql, rows[0])
        ).rowcount
        for ready, rows in writes
    ]


class ToServer:
    """PostgreSQL."""

    def __init__(self, driver: Any, dialect: Dialect) -> None:
        self._driver, self._errors = driver, dialect.loaded_dbapi.Error

    async def begin(self, writes: bool, wait_ms: int) -> int | None:  # noqa: ARG002  # a server locks as it goes
        """Our own BEGIN, which also tells that the server answers: the driver's would wait for a first statement."""
        try:
            await self._driver.set_autocommit(True)
            cursor = await self._driver.cursor().execute(f"BEGIN; {FLOOR}", prepare=False)
            cursor.nextset()
            (floor,) = await cursor.fetchone()
        except self._errors as error:
            if getattr(error, "sqlstate", None) == _NO_SUCH_TABLE:
                return None
            wrong = DBAPIError("", {}, error, connection_invalidated=self._driver.closed)
        else:
            return None if floor is None else int(floor)
        raise wrong

    async def commit(self) -> None:
        """End it."""
        await self._told("COMMIT", [None], prepare=False)
        await self._driver.set_autocommit(False)

    async def undo(self) -> None:
        """End it without a trace. By a statement: the driver's own rollback would forget what is prepared."""
        if self._driver.closed or self._driver.info.transaction_status:
            await self._told("ROLLBACK", [None], prepare=False)
        await self._driver.set_autocommit(False)

    async def run(self, ready: Prepared, values: Any) -> Done:
        """Run it."""
        return await self._told(ready.sql, [values])

    async def many(self, writes: Sequence[tuple[Prepared, Sequence[Any]]]) -> list[int]:
        """One after another."""
        return [(await self._told(ready.sql, rows)).touched for ready, rows in writes]

    async def _told(self, sql: str, rows: Sequence[Any], prepare: bool | None = None) -> Done:
        try:
            cursor = self._driver.cursor()
            if len(rows) > 1:
                await cursor.executemany(sql, rows)
                return Done([], cursor.rowcount)
            await cursor.execute(sql, rows[0], prepare=prepare)
            # Not its description: that is made anew, column by column, whenever it is asked for.
            return Done([] if cursor.rownumber is None else await cursor.fetchall(), cursor.rowcount)
        except self._errors as error:
            wrong = DBAPIError("", {}, error, connection_invalidated=self._driver.closed)
        raise wrong


def straight(driver: Any, dialect: Dialect) -> Straight:
    """The way to this driver's connection."""
    return ToFile(driver, dialect) if dialect.name == "sqlite" else ToServer(driver, dialect)
