"""Is a backup whole? Everything in it is looked at; no database is needed, nor any key."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.storage.backup import case_keys
from bot.storage.backup.manifest import NOT_WHOLE, Manifest, Part, read_manifest
from bot.storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class Verified:
    """A whole backup. `purged_since` counts cases whose key has been destroyed after it was made."""

    manifest: Manifest
    keys: dict[str, str]
    purged_since: int


def verify(folder: Path, keys_file: Path | None = None) -> Verified:
    """Look at every part, and at the cases' keys beside it. StorageError, in words, for the first thing wrong."""
    manifest = read_manifest(folder)
    for table, part in manifest.parts.items():
        _verify(folder, table, part)
    had_one = keyed(folder, manifest)
    keys = case_keys.read_keys_file(keys_file or folder.parent / case_keys.NAME) if had_one else {}
    return Verified(manifest, keys, sum(not keys.get(each) for each in had_one))


def lines(folder: Path, part: Part) -> Iterator[str]:
    """The part's rows, a line each. StorageError when it cannot be unpacked."""
    try:
        with gzip.open(folder / part.file, "rt", encoding="utf-8", newline="\n") as packed:
            for line in packed:
                yield line.rstrip("\n")
    except (OSError, EOFError, zlib.error, ValueError):
        raise StorageError(f"{NOT_WHOLE}: {part.file} cannot be read.", "part_unreadable") from None


def keyed(folder: Path, manifest: Manifest) -> set[str]:
    """The cases (meeting ids) that had a key when the backup was made."""
    part = manifest.parts.get(case_keys.TABLE)
    return {json.loads(line)[0] for line in lines(folder, part)} if part else set()


def _verify(folder: Path, table: str, part: Part) -> None:
    file = folder / part.file
    if part.file != f"{table}.jsonl.gz" or not file.is_file():
        raise StorageError(f"{NOT_WHOLE}: the rows of {table} are missing.", "part_missing")
    digest = sha256()
    with file.open("rb") as packed:
        while some := packed.read(1 << 20):
            digest.update(some)
    if digest.hexdigest() != part.sha256:
        raise StorageError(f"{NOT_WHOLE}: the rows of {table} have been changed.", "part_changed")
    if sum(1 for _ in lines(folder, part)) != part.rows:
        raise StorageError(f"{NOT_WHOLE}: rows of {table} are missing.", "rows_missing")
