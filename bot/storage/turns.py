"""Waiting for one's turn at the database: in the order of coming, for as long as somebody gets on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.storage.engines import BUSY_MS
from bot.storage.errors import BUSY, StorageBusy, StorageError

STILL = BUSY_MS / 1000
_LOOK = 0.1


class Turns:
    """So many at once. Sixty-four who come together are served one after the other, however slow the machine;
    but when nobody at all has got on for two seconds the database is in trouble, and whoever waits is told so.
    """

    def __init__(self, places: int) -> None:
        self._gate = asyncio.Semaphore(places)
        self._got_on = float("-inf")

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """Hold a place; gives the seconds waited since anybody last got on. StorageBusy when nobody does."""
        still = await self._wait()
        try:
            yield still
        except StorageError:
            raise
        except BaseException:
            self._got_on = asyncio.get_running_loop().time()
            raise
        else:
            self._got_on = asyncio.get_running_loop().time()
        finally:
            self._gate.release()

    async def _wait(self) -> float:
        loop = asyncio.get_running_loop()
        came = loop.time()
        if not self._gate.locked():
            await self._gate.acquire()
            return 0.0
        mine = asyncio.ensure_future(self._gate.acquire())
        try:
            while not mine.done():
                await asyncio.wait({mine}, timeout=_LOOK)
                if not mine.done() and self._still(loop.time(), came) > STILL:
                    raise StorageBusy(BUSY, "queue")
        except BaseException:
            # Whoever goes away gives the place back, even one that came in the same instant.
            if not mine.cancel():
                self._gate.release()
            raise
        return self._still(loop.time(), came)

    def _still(self, now: float, came: float) -> float:
        return now - max(came, self._got_on)
