"""Connections to PostgreSQL that outlive a test: each is a process of the server's, and a new one plans all anew.

Only those at rest are kept, and none that has died. A test never sees a difference: it opens and closes its own.
"""

from __future__ import annotations

import asyncio
import select
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Self

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.storage.tables import METADATA
from tests.kit.own_processor import beside

_FILLED = sorted(METADATA.tables.keys() - {"key_proof", "release_floor"})
_SWEEPING = "-c lock_timeout=300 -c session_replication_role=replica"
_BROOMS: dict[str, psycopg.Connection[Any]] = {}
_KEPT: defaultdict[str, list[KeptLine]] = defaultdict(list)


class KeptLine(psycopg.AsyncConnection[Any]):
    """A connection that its owner's `close` gives back."""

    address = ""

    @classmethod
    async def connect(cls, conninfo: str = "", **settings: Any) -> Self:
        """One that is kept, or a new one."""
        # SQLAlchemy's forms for values are the same on every one of its engines.
        address = f"{conninfo} {sorted((name, said) for name, said in settings.items() if name != 'context')}"
        kept: Any = _KEPT[address]
        while kept:
            line: Self = kept.pop()
            if line.at_rest:
                line.lock = asyncio.Lock()  # the last one belongs to another test's loop
                beside(line.info.backend_pid)
                return line
            await psycopg.AsyncConnection.close(line)
        made = await super().connect(conninfo, **settings)
        made.address = address
        beside(made.info.backend_pid)
        return made

    async def close(self) -> None:
        """Keep it for the next test, or close it."""
        if self.at_rest:
            _KEPT[self.address].append(self)
        else:
            await super().close()

    @property
    def at_rest(self) -> bool:
        """Connected, outside any transaction, with nothing more to say: a server that hangs up says so."""
        if self.closed or self.info.transaction_status != TransactionStatus.IDLE:
            return False
        return not select.select([self.fileno()], [], [], 0)[0]


def let_go(database: str = "") -> None:
    """Close what is kept for this database, or for all."""
    for name in [each for each in _BROOMS if database in ("", each)]:
        _BROOMS.pop(name).close()
    for kept in _KEPT.values():
        for line in list(kept):
            if database in ("", line.pgconn.db.decode()):
                kept.remove(line)
                line.pgconn.finish()


def keep_proof(address: str) -> None:
    """What proves the tests' key, kept apart: some tests bring keys of their own."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA kept")
        connection.execute("CREATE TABLE kept.key_proof AS TABLE key_proof")


def empty(address: str) -> None:
    """Delete every row, and prove the tests' key alone.

    psycopg.Error when somebody left a transaction open, or a table is not as it was.

    What points at what is not looked at: all goes. The function keeps its plans for the next time.
    """
    name = address.rpartition("/")[2]
    if name not in _BROOMS:
        _BROOMS[name] = psycopg.connect(address, autocommit=True, options=_SWEEPING)
        body = ";".join(f"DELETE FROM {table}" for table in (*_FILLED, "key_proof"))
        body += ";INSERT INTO key_proof SELECT * FROM kept.key_proof"
        made = f"CREATE FUNCTION pg_temp.sweep() RETURNS void LANGUAGE plpgsql AS 'BEGIN {body}; END'"
        _BROOMS[name].execute(made.encode())
    _BROOMS[name].execute("SELECT pg_temp.sweep()")


@pytest.fixture(scope="session", autouse=True)
def _kept_lines() -> Iterator[None]:
    """Every engine of this process connects so."""

    def connect(dialect: Any, _record: Any, _positional: Any, settings: dict[str, Any]) -> None:
        if dialect.is_async and dialect.name == "postgresql":
            settings["async_creator_fn"] = KeptLine.connect

    event.listen(Engine, "do_connect", connect)
    yield
    event.remove(Engine, "do_connect", connect)
    let_go()
