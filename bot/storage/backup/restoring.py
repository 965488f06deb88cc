"""A database from a backup: an empty one, all of it or nothing, and quiet from its first moment."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.domain.installation import THIS, QuietWhy
from bot.storage.backup import case_keys
from bot.storage.backup.connecting import writing
from bot.storage.backup.manifest import NOT_WHOLE, Manifest
from bot.storage.backup.rows import columns_of, load
from bot.storage.backup.striking import strike_out
from bot.storage.backup.verifying import Verified, keyed, lines, verify
from bot.storage.crypto import read_keys
from bot.storage.errors import KEY_MISSING, StorageError
from bot.storage.migrate import upgrade
from bot.storage.proof import prove_keys
from bot.storage.tables import installation, table

NOT_EMPTY = (
    "The database is not empty, and nothing in it was changed. Restore into a new one: name another file, or make an "
    "empty database, in QUORATE_DATABASE_URL."
)
_INSTALLATION = table(installation.InstallationRow)


@dataclass(frozen=True, slots=True)
class Restored:
    """`purged` are the references of cases whose key has been destroyed since: nothing of them can be read."""

    manifest: Manifest
    purged: tuple[str, ...]
    seconds: float


def restore(
    address: str, keys: Sequence[str], folder: Path, now: datetime, keys_file: Path | None = None
) -> Restored:
    """Build the database as it was, bring it up to this release, and leave it quiet. StorageError, in words, and the
    database as empty as before, when anything is wrong.
    """
    began = time.monotonic()
    found = verify(folder, keys_file)
    with writing(address) as connection:
        if inspect(connection).get_table_names():
            raise StorageError(NOT_EMPTY, "not_empty")
        upgrade(connection, found.manifest.migration)
        purged = _fill(connection, folder, found)
        upgrade(connection)
        known = read_keys(keys)
        prove_keys(connection, known)
        if not all(known.which(each) is not None for each in found.keys.values() if each):
            raise StorageError(KEY_MISSING, "key_missing")
        _keep_quiet(connection, found.manifest.taken_at, now)
        references = strike_out(connection, known, purged)
    return Restored(found.manifest, references, time.monotonic() - began)


def _fill(connection: Connection, folder: Path, found: Verified) -> list[str]:
    """Every row of every table, counted; the ids of cases that have been purged since."""
    manifest = found.manifest
    for name, part in manifest.parts.items():
        if name == case_keys.TABLE:
            continue
        if columns_of(connection, name) != part.columns:
            raise StorageError(f"{NOT_WHOLE}: {name} has other columns than its release. Nothing was changed.")
        if load(connection, name, part.columns, lines(folder, part)) != part.rows:
            raise StorageError(f"{NOT_WHOLE}: rows of {name} are missing. Nothing was changed.", "rows_missing")
    purged = []
    if case_keys.TABLE in manifest.parts:
        purged = case_keys.put_keys(connection, found.keys, keyed(folder, manifest))
    _look_at_links(connection)
    return purged


def _look_at_links(connection: Connection) -> None:
    """No row may point nowhere. On the server that is looked at now: tables with checks to come cannot be altered."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StorageError(f"{NOT_WHOLE}: some rows point nowhere. Nothing was changed.", "points_nowhere")


def _keep_quiet(connection: Connection, as_of: datetime, now: datetime) -> None:
    connection.execute(_INSTALLATION.delete().where(_INSTALLATION.c.id == THIS))
    quiet = {"quiet_since": now.astimezone(UTC), "why": QuietWhy.RESTORED, "as_of": as_of, "resumed_at": None}
    connection.execute(_INSTALLATION.insert(), {"id": THIS, **quiet})
