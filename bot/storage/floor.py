"""Which releases may work on a database: one that runs beside a newer one goes on until the newer says stop.

A release is known by the number of its newest migration. The database holds the oldest one that may still work on it,
and every transaction reads that as it begins. A migration that only adds leaves it as it is; one after which older
code would do harm calls `raise_to` before anything else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.storage.errors import BEHIND, UPDATING, StorageError, StorageOutdated

# As the files were when this process began: an update may exchange them under its feet.
HEAD: Final = max(int(each.name[:4]) for each in Path(__file__).parent.glob("migrations/versions/[0-9]*.py"))
FLOOR: Final = "SELECT max(oldest) FROM release_floor"


def permit(oldest: int | None) -> None:
    """Return when this release may work on a database with this floor; None for one that has none yet.

    StorageOutdated when a newer release has put an end to this one, StorageError when the database is behind it.
    """
    if oldest is None:
        raise StorageError(BEHIND, "behind")
    if oldest > HEAD:
        raise StorageOutdated(UPDATING, "outdated")


def floor_of(connection: Connection) -> int | None:
    """The floor, or None where there is none yet."""
    try:
        return connection.execute(text(FLOOR)).scalar()
    except (OperationalError, ProgrammingError):
        return None


def raise_to(connection: Connection, number: int) -> None:
    """For a migration, before anything else: releases older than this number stop from now on.

    Whoever has begun has read the old floor, and is waited for; whoever begins now waits, and reads the new one.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE release_floor IN ACCESS EXCLUSIVE MODE"))
    connection.execute(text("UPDATE release_floor SET oldest = :number"), {"number": number})
