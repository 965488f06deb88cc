"""Bringing a database up to this release, in-process and one process at a time."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from bot.storage.errors import NEWER, StorageError
from bot.storage.floor import HEAD, floor_of

# Any number that nobody else locks by; the bytes spell "quorate".
_LOCK = 0x71756F72617465


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run what is missing, in this connection's one transaction. On PostgreSQL others wait here meanwhile.

    A database of a newer release stays as it is. StorageError when that release does not let this one work on it.
    """
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    number = _number(connection)
    if number < HEAD:
        # A tenth of what a start reads, and seldom wanted.
        from bot.storage.running_migrations import run

        run(connection, to)
    elif number > HEAD and (floor_of(connection) or 0) > HEAD:
        raise StorageError(NEWER, "newer")


def missing(connection: Connection) -> bool:
    """True when migrations have not been run."""
    return _number(connection) < HEAD


def applied(connection: Connection) -> str | None:
    """The last migration that was run; None in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _number(connection: Connection) -> int:
    return int(applied(connection) or 0)
