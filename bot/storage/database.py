"""The storage as the composition root holds it: opened once, migrated, asked whether it is well, closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app.ports import Finding
from bot.app.store import Units
from bot.storage import health
from bot.storage.crypto import keys_of, read_keys, use_keys
from bot.storage.engines import Engines, open_engines
from bot.storage.errors import BEHIND, DOWN, StorageBusy, StorageDown, StorageError
from bot.storage.migrate import missing, upgrade
from bot.storage.proof import keys_in_use, prove_keys
from bot.storage.rekeying import Moved, rekey
from bot.storage.transaction import Transaction, told_plainly
from bot.storage.turns import Turns
from bot.storage.unit_of_work import SqlUnitOfWork
from bot.storage.wiping import wiped

RENEWED_WITHIN = 1.3
"""Seconds for a new connection in the place of one that does not answer any more."""
# Seconds: as long as the largest of migrations may take.
OTHERS_MIGRATE_WITHIN = 120.0


class SqlUnits:
    """Opens units of work: `write()` takes SQLite's lock at once, `read()` never does."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._writing, self._reading = Turns(engines.writers), Turns(engines.readers)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        """A transaction that may write. StorageBusy or StorageDown when it cannot be opened in time."""
        async with (
            self._writing.turn() as waited,
            _transaction(self._engines.writer, writes=True, waited=waited) as transaction,
        ):
            yield SqlUnitOfWork(transaction)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlUnitOfWork]:
        """A transaction that only reads."""
        async with (
            self._reading.turn() as waited,
            _transaction(self._engines.reader, writes=False, waited=waited) as transaction,
        ):
            yield SqlUnitOfWork(transaction)

    async def wipe(self) -> None:
        """Fold SQLite's log into the file and empty it: it still holds what was deleted. PostgreSQL cleans dead rows.

        Whoever reads or writes at that moment keeps some of the log: the next round has it.
        """
        await told_plainly(wiped(self._engines.writer))


class Storage:
    """A database. `units` is the port that the core uses."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self.units: Units = SqlUnits(engines)

    async def migrate(self) -> None:
        """Bring the tables up to this release, and prove the keys. Several processes may do it at once: one does, and
        the others wait.

        StorageError when the file is damaged, a newer release has put an end to this one, or it was written with
        other keys.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + OTHERS_MIGRATE_WITHIN
        while True:
            try:
                return await told_plainly(self._prepare())
            except StorageBusy:
                # SQLite itself waits no longer than a person would; what is up to date already is only busy.
                if loop.time() > until or not await self._is_behind():
                    raise

    async def ready(self) -> None:
        """Return when it answers and is up to date; else StorageDown, StorageBusy or StorageError."""
        async with _transaction(self._engines.reader, writes=False) as transaction:
            if await transaction.sync(missing):
                raise StorageError(BEHIND, "behind")

    async def check(self) -> list[Finding]:
        """Look at everything, for `quorate doctor`. Never raises for what it finds."""
        return await health.look(self._engines, self.ready, self.older_keys_used)

    async def rekey(self) -> Moved:
        """Move everything under the newest key, while others work; afterwards the older keys are not needed."""
        return await rekey(self._alone, keys_of(self._engines.writer.dialect))

    async def older_keys_used(self) -> bool:
        """Whether any key but the newest is still needed. StorageError when one that is needed is missing."""
        keys = keys_of(self._engines.reader.dialect)
        async with _transaction(self._engines.reader, writes=False) as transaction:
            return bool((await transaction.sync(lambda connection: keys_in_use(connection, keys))).keys - {0})

    async def close(self) -> None:
        """Close every connection."""
        for engine in self._engines.all:
            await engine.dispose()

    def _alone(self) -> AbstractAsyncContextManager[Transaction]:
        return _transaction(self._engines.writer, writes=True)

    async def _is_behind(self) -> bool:
        async with self._engines.reader.connect() as connection:
            return await connection.run_sync(missing)

    async def _prepare(self) -> None:
        async with self._engines.writer.connect() as connection:
            await connection.run_sync(_prepare)
            await connection.commit()


def open_storage(url: str, keys: Sequence[str]) -> Storage:
    """A database by its address and its encryption keys, the newest first. Connects only when it is used.

    StorageError, in plain words and without the address or a key, when either cannot be used.
    """
    checked = read_keys(keys)
    engines = open_engines(url)
    for engine in engines.all:
        use_keys(engine.dialect, checked)
    return Storage(engines)


def _prepare(connection: Connection) -> None:
    health.refuse_damage(connection)
    upgrade(connection)
    prove_keys(connection, keys_of(connection.dialect))


class _Stale(StorageDown):
    """The connection was open and does not answer; a new one may."""


@asynccontextmanager
async def _transaction(engine: AsyncEngine, *, writes: bool, waited: float = 0.0) -> AsyncIterator[Transaction]:
    """`waited` is how many seconds somebody has stood still for it: they count as waiting for the lock."""
    transaction = await _open(engine, writes, waited)
    try:
        yield transaction
    finally:
        # Shielded: a command that is cancelled still gives its connection back, rolled back.
        await asyncio.shield(transaction.end())


async def _open(engine: AsyncEngine, writes: bool, waited: float) -> Transaction:
    """A begun transaction. A kept connection that has died in the meantime is replaced once."""
    try:
        return await _begin(engine, writes, waited)
    except _Stale:
        pass
    try:
        # The greeting that was never returned has taken its time already: whoever waits hears within three seconds.
        async with asyncio.timeout(RENEWED_WITHIN):
            return await _begin(engine, writes, waited)
    except TimeoutError:
        raise StorageDown(DOWN, "frozen") from None


async def _begin(engine: AsyncEngine, writes: bool, waited: float) -> Transaction:
    asked = asyncio.get_running_loop().time() - waited
    transaction = Transaction(await told_plainly(engine.connect().start()), writes)
    try:
        await transaction.begin(asyncio.get_running_loop().time() - asked)
    except BaseException as wrong:
        await asyncio.shield(transaction.end())
        if isinstance(wrong, StorageDown):
            raise _Stale(str(wrong), wrong.code) from None
        raise
    return transaction
