"""Files that are there whole or not at all, readable for this account alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.errors import StorageError

_LOCK = ".lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The folder, made if need be, with nobody else backing up into it. StorageError when somebody is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600), "w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StorageError("Another backup into this folder is under way. Nothing was done.", "locked") from None
        yield


def write_whole(file: Path, content: bytes) -> None:
    """Put the file there, on the disk, in the place of one that may be there."""
    draft = file.with_name(f".{file.name}.part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        os.fchmod(out.fileno(), 0o600)
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    keep_folder(file.parent)


def keep_file(file: Path) -> None:
    """Wait until its content is on the disk."""
    opened = os.open(file, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def keep_folder(folder: Path) -> None:
    """Wait until the names in it are on the disk."""
    keep_file(folder)
