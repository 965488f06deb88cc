"""What a command of the shell opens: the core on its database, and a file that it was given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app.bus import Bus
from bot.domain.errors import QuorateError
from bot.wiring import Configuration, open_core, open_feeds

NOT_SAVED = "Nothing was saved."


@asynccontextmanager
async def opened(configuration: Configuration, *, calendars: bool = False) -> AsyncIterator[Bus]:
    """The bus on a database brought up to this release; `calendars` adds the reader of calendars. Closed after."""
    bus, storage = open_core(configuration, open_feeds(configuration) if calendars else None)
    try:
        await storage.migrate()
        yield bus
    finally:
        if bus.feeds is not None:
            await bus.feeds.reader.close()
        await storage.close()


def bytes_of(file: Path, most: int = -1) -> bytes:
    """What the file holds, no more than `most` bytes of it (-1: all). QuorateError when it cannot be read."""
    try:
        with file.open("rb") as source:
            return source.read(most)
    except OSError as error:
        raise QuorateError(f"{file.name or file} cannot be read ({error.strerror}). {NOT_SAVED}") from None
