"""One database transaction: writes wait and go out together, and every error leaves in plain words."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.case_seals import CaseSeals
from bot.storage.engines import BUSY_MS
from bot.storage.errors import StorageDown, StorageError, plain
from bot.storage.floor import permit
from bot.storage.mapping import Values, Write
from bot.storage.prepared import Once, columns_of, prepared, row_of
from bot.storage.private_places import places
from bot.storage.straight import Straight, straight
from bot.storage.together import Line, ServerLine, on_file

T = TypeVar("T")
# Seconds for a statement, and for a word of greeting on a line that may have died unnoticed.
PATIENCE = 3.0
GREETING = 1.0
LONG = 0.2
CHUNK = 1000


async def told_plainly(work: Awaitable[T], *, committing: bool = False) -> T:
    """What the work returns; a driver's error becomes ours, without its text, which may hold a row's values."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001  # re-raised below, outside, so that no traceback carries the original
        wrong = plain(error, committing=committing)
    raise wrong


@dataclass(slots=True)
class _Batch:
    """Rows for one statement. `each` says that every one of them must find its row."""

    statement: Write
    table: str
    each: bool
    rows: list[Values] = field(default_factory=list)


class Transaction:
    """Reads see all that was written before. `writes` is False for one that only reads: it refuses to write.

    One that only reads answers the same question from memory: many cards of one meeting ask the same.
    """

    def __init__(self, connection: AsyncConnection, writes: bool) -> None:
        self._connection = connection
        self._writes = writes
        self._batches: list[_Batch] = []
        self._over = self._useless = False
        self._driver: Any = None
        self._straight: Straight | None = None
        self._known: dict[Hashable, Sequence[Row[Any]]] = {}
        self.cases = CaseSeals(connection.dialect, self._once)

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self._connection.dialect.name

    @property
    def kept_for(self) -> Dialect:
        """What stands for the engine: the same for all of its transactions."""
        return self._connection.dialect

    @property
    def remembers(self) -> bool:
        """Whether the same rows may be given out again."""
        return not self._writes

    async def begin(self, queued: float = 0.0) -> None:
        """Begin, and see that the server answers (SQLite says so itself when it begins).

        `queued` is how many seconds somebody has waited for this connection: they count as waiting for the lock.
        """
        driver = self._under()
        self._straight = straight(driver, self._connection.dialect)
        left = max(1, BUSY_MS - int(queued * 1000)) if queued > LONG else BUSY_MS
        self._driver = driver if self.dialect == "postgresql" else None
        permit(await self._run(self._straight.begin(self._writes, left), patience=GREETING))

    async def sync(self, question: Callable[[Connection], T]) -> T:
        """Ask something that only SQLAlchemy's synchronous side can answer."""
        return await self._run(self._connection.run_sync(question))

    async def together(self, work: Callable[[Line], T]) -> T:
        """Several statements, none of which waits for this side in between; see `Line`."""
        self._require(writes=True)
        await self._flush()
        if self.dialect == "postgresql":
            return await self.sync(lambda connection: work(ServerLine(connection)))
        done: Awaitable[T] = self._under().on_thread(on_file, self._connection.dialect, work)
        return await self._run(done)

    def queue(self, statement: Write, table: str, row: Values, *, each: bool = False) -> None:
        """Write this row with the statement before the next read or the commit, many at a time.

        Tables do not wait for one another (foreign keys are looked at on commit); within one, order is kept.
        """
        self._require(writes=True)
        for batch in reversed(self._batches):
            if batch.table == table:
                if batch.statement is statement and len(batch.rows) < CHUNK:
                    batch.rows.append(row)
                    return
                break
        self._batches.append(_Batch(statement, table, each, [row]))

    async def rows(self, statement: Executable | Once, parameters: Values | None = None) -> Sequence[Row[Any]]:
        """What a question finds."""
        self._require(writes=False)
        await self._flush()
        if isinstance(statement, Once):
            return await self._once(statement, parameters or {})
        return await self._opened(statement, (await self._run(self._connection.execute(statement, parameters))).all())

    async def rows_of(self, question: Hashable, ask: Callable[[], tuple[Once, Values]]) -> Sequence[Row[Any]]:
        """What a question finds; `question` stands for the statement with all its values."""
        if self._writes:
            return await self.rows(*ask())
        self._require(writes=False)
        if question not in self._known:
            self._known[question] = await self.rows(*ask())
        return self._known[question]

    async def change(self, statement: Executable | Once, parameters: Values | None = None) -> Sequence[Row[Any]]:
        """Write at once; the rows that the statement returns."""
        self._require(writes=True)
        await self._flush()
        if isinstance(statement, Once):
            return await self._once(statement, parameters or {})
        done = await self._run(self._connection.execute(statement, parameters))
        return done.all() if done.returns_rows else []

    async def destroy_case_key(self, meeting_id: str) -> None:
        """Nothing private of this case can be read any more, nor written; SQLite overwrites the key in its file."""
        self._require(writes=True)
        await self._flush()
        await self.cases.destroy(meeting_id)

    async def commit(self) -> None:
        """Make it so. Nothing can be asked of this transaction afterwards."""
        self._require(writes=False)
        await self._flush()
        self._over = True
        await self._run(self._line.commit(), committing=True)
        self._straight = None
        self.cases.committed()

    async def end(self) -> None:
        """Give the connection back, undoing what was not committed; one that does not answer is thrown away.

        So is one whose server would not write: the next may lead to another, which does.
        """
        self._over = True
        try:
            if not await self._undone() or self._useless:
                await told_plainly(self._connection.invalidate())
        finally:
            await told_plainly(self._connection.close())

    async def _undone(self) -> bool:
        try:
            if self._straight is not None:
                await self._run(self._straight.undo(), patience=GREETING)
        except StorageError:
            return False
        return True

    async def _once(self, once: Once, parameters: Values) -> Sequence[Row[Any]]:
        ready = prepared(once.statement, self._connection.dialect, parameters)
        done = await self._run(self._line.run(ready, ready.bound(parameters)))
        rows = await self.cases.opened(ready.private, done.rows) if ready.private else done.rows
        return ready.found(rows)

    async def _opened(self, statement: Executable, found: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
        columns = columns_of(statement)
        private = places(columns) if found else ()
        if not private:
            return found
        row: Any = row_of(tuple(column.key for column in columns))
        return [row(values) for values in await self.cases.opened(private, found)]

    async def _flush(self) -> None:
        batches, self._batches = self._batches, []
        if not batches:
            return
        for trip in [batches] if self._driver is None else [[each] for each in batches]:
            await self._write(trip)

    async def _write(self, batches: Sequence[_Batch]) -> None:
        """On SQLite all of them in one trip to its thread."""
        writes = []
        for batch in batches:
            ready = prepared(batch.statement, self._connection.dialect, batch.rows[0])
            writes.append((ready, [ready.bound(row) for row in await self.cases.sealed(ready, batch.rows)]))
        touched = await self._run(self._line.many(writes))
        for batch, count in zip(batches, touched, strict=True):
            if batch.each and count != len(batch.rows):
                raise StorageError(f"A row of {batch.table} to write was not there. Nothing was saved.", "lost_row")

    async def _run(self, work: Awaitable[T], *, patience: float = PATIENCE, committing: bool = False) -> T:
        """A frozen server does not answer a cancel either: when patience ends, shut the line under the driver."""
        if self._driver is None:
            return await told_plainly(work, committing=committing)
        cut = asyncio.get_running_loop().call_later(patience, _shut, self._driver)
        try:
            return await told_plainly(work, committing=committing)
        except StorageDown:
            self._useless = True
            raise
        finally:
            cut.cancel()

    def _require(self, *, writes: bool) -> None:
        if self._over:
            raise StorageError("This transaction is over.", "over")
        if writes and not self._writes:
            raise StorageError("This transaction was opened to read only.", "read_only")

    def _under(self) -> Any:
        """The driver's own connection; asked of SQLAlchemy's synchronous side, which has it at hand."""
        known = self._connection.sync_connection
        return None if known is None else known.connection.driver_connection

    @property
    def _line(self) -> Straight:
        if self._straight is None:
            raise StorageError("This transaction has not begun.", "not_begun")
        return self._straight


def _shut(driver: Any) -> None:
    if driver.closed:
        return
    with socket.socket(fileno=socket.dup(driver.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
