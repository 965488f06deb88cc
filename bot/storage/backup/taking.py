"""Making a backup while others write: one moment of every table, there whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.failpoints import reach
from bot.storage.backup import case_keys
from bot.storage.backup.connecting import reading
from bot.storage.backup.files import alone, keep_file, keep_folder, write_whole
from bot.storage.backup.manifest import MANIFEST, Manifest, Part
from bot.storage.backup.rows import Columns, columns_of, lines_of, tables_of
from bot.storage.errors import StorageError
from bot.storage.migrate import applied

_NAME = re.compile(r"quorate-\d{8}T\d{6}Z(?:-\d+)?")
_ENDING = ".jsonl.gz"


@dataclass(frozen=True, slots=True)
class Taken:
    """Where the backup lies, what it holds, and how many older ones were removed."""

    folder: Path
    manifest: Manifest
    removed: int


def take(address: str, to: Path, release: str, now: datetime, *, keep: int = 0) -> Taken:
    """Back up into a new folder below `to`, and keep the newest `keep` alone (0: all). StorageError, in words, and
    nothing that looks like a backup, when it cannot be.
    """
    try:
        with alone(to):
            _clear(to)
            name = _free_name(to, now)
            draft = to / f".{name}.part"
            draft.mkdir(mode=0o700)
            with _removed_unless_whole(draft):
                with reading(address) as connection:
                    keys = case_keys.keys_of(connection)
                    case_keys.refuse_those_of_another(to, keys)
                    manifest = _copy(connection, draft, release, now)
                write_whole(draft / MANIFEST, manifest.to_text().encode())
            # Keys first: a backup without the keys of its newest cases would be worth less than none.
            case_keys.write_keys(to, keys, name)
            draft.rename(to / name)
            keep_folder(to)
            return Taken(to / name, manifest, _remove_older(to, keep))
    except OSError as error:
        raise StorageError(f"The backup could not be written ({error.strerror}). Older ones are untouched.") from None


@contextmanager
def _removed_unless_whole(draft: Path) -> Iterator[None]:
    """A disk that ran full over it may be the database's own: it is to have its room back at once."""
    try:
        yield
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _copy(connection: Connection, draft: Path, release: str, now: datetime) -> Manifest:
    migration = applied(connection)
    if migration is None:
        raise StorageError("There is nothing to back up: the database is empty. `quorate migrate` makes its tables.")
    parts = {}
    for table in tables_of(connection):
        columns = columns_of(connection, table)
        parts[table] = _write(draft / f"{table}{_ENDING}", columns, lines_of(connection, table, columns))
        reach("backup_copy")
    manifest = Manifest(release, migration, now.astimezone(UTC), connection.dialect.name, parts)
    if case_keys.TABLE in inspect(connection).get_table_names():
        had_one = sorted(each for each, sealed in case_keys.keys_of(connection).items() if sealed)
        lines = (json.dumps([each]) for each in had_one)
        parts[case_keys.TABLE] = _write(draft / f"{case_keys.TABLE}{_ENDING}", case_keys.COLUMNS[:1], lines)
        manifest = replace(manifest, case_keys=len(had_one))
    return replace(manifest, audit_head=_head(connection) if "audit_link" in parts else None)


def _write(file: Path, columns: Columns, lines: Iterable[str]) -> Part:
    """The table's file, on the disk."""
    rows = 0
    # No name and no time in it: the same rows are the same bytes.
    with (
        os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
        gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=6, mtime=0) as packed,
    ):
        for line in lines:
            packed.write(line.encode() + b"\n")
            rows += 1
    keep_file(file)
    return Part(file.name, tuple(columns), rows, sha256(file.read_bytes()).hexdigest())


def _head(connection: Connection) -> tuple[int, str] | None:
    found = connection.exec_driver_sql("SELECT position, hash FROM audit_link ORDER BY position DESC LIMIT 1").first()
    return None if found is None else (int(found[0]), str(found[1]))


def _free_name(to: Path, now: datetime) -> str:
    name = f"quorate-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    taken = {each.name for each in to.iterdir()}
    return next(each for each in (name, *(f"{name}-{n}" for n in range(2, 1000))) if each not in taken)


def backups_in(to: Path) -> list[Path]:
    """Every whole backup there, the oldest first."""
    return sorted(each for each in to.iterdir() if _NAME.fullmatch(each.name) and (each / MANIFEST).is_file())


def _clear(to: Path) -> None:
    """What a backup that was killed has left behind."""
    for each in to.glob(".quorate-*.part"):
        shutil.rmtree(each, ignore_errors=True)


def _remove_older(to: Path, keep: int) -> int:
    older = backups_in(to)[:-keep] if keep else []
    for each in older:
        # Renamed first: one that is half removed must not look whole.
        doomed = each.rename(each.with_name(f".{each.name}.part"))
        shutil.rmtree(doomed)
    return len(older)
