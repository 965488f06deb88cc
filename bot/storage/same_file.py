"""The file that SQLite opened is the file that lies there still: what is written to another would be lost unseen."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.errors import REPLACED, StorageDown


class SameFile:
    """One file, as the first connection found it. StorageDown on any use once it is gone or another's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int] | None = None

    def watch(self, engine: AsyncEngine) -> None:
        """Look before each new connection, which would make a file that is missing, and before each transaction."""
        event.listen(engine.sync_engine, "do_connect", self._look)
        event.listen(engine.sync_engine, "checkout", self._look_or_begin)

    def _look_or_begin(self, *_of_the_pool: object) -> None:
        if self._opened is None:
            self._opened = self._lies_there()
        self._look()

    def _look(self, *_of_the_dialect: object) -> None:
        if self._opened is not None and self._lies_there() != self._opened:
            raise StorageDown(REPLACED, "replaced")

    def _lies_there(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
