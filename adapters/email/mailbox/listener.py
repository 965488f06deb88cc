"""Looks into the mailbox every few seconds, as long as Quorate runs and whatever happens to the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from hashlib import sha256

import structlog

from adapters.email.mailbox.box import NOT_UNDERSTOOD, Box, BoxTrouble
from adapters.email.mailbox.clerk import Clerk
from adapters.email.settings import EmailSettings
from adapters.email.tokens import Tokens

_BATCH = 20
_LONGEST_WAIT = 60.0
_NOT_AGAIN_FOR = 30.0

_log = structlog.get_logger(__name__)


class Listener:
    """Started once, stopped once."""

    def __init__(
        self, settings: EmailSettings, tokens: Tokens, clerk: Clerk, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._tokens, self._clerk, self._clock = settings, tokens, clerk, clock
        self._task: asyncio.Task[None] | None = None
        self._put_off: dict[int, float] = {}

    def start(self) -> None:
        """Begin; returns at once."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Leave off. A message that is being read is read again at the next start, with one effect."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None

    async def _run(self) -> None:
        failed = 0
        while True:
            box = Box(self._settings, self._tokens)
            try:
                await box.open()
                if failed:
                    _log.info("mailbox_mended")
                failed = 0
                while True:
                    if not await self._look(box):
                        await asyncio.sleep(self._settings.imap_seconds)
            except BoxTrouble as trouble:
                failed += 1
                if failed == 1:
                    _log.error("mailbox_not_read", reason=str(trouble))
            except Exception as unforeseen:  # noqa: BLE001 - edge: the channel's listener; it begins again with a new connection
                failed += 1
                _log.error("mailbox_failed", error=type(unforeseen).__name__)
            finally:
                await box.close()
            await asyncio.sleep(min(self._settings.imap_seconds * 2 ** min(failed, 10), _LONGEST_WAIT))

    async def _look(self, box: Box) -> bool:
        """Read some of what waits; True when more does: an answer behind a thousand other messages still counts."""
        now = self._clock()
        self._put_off = {uid: until for uid, until in self._put_off.items() if until > now}
        waiting = [uid for uid in await box.uids() if uid not in self._put_off]
        for uid in waiting[:_BATCH]:
            # Should the server itself fail over this one message, the others are read before it is tried again.
            self._put_off[uid] = now + _NOT_AGAIN_FOR
            raw = await box.fetch(uid)
            if raw is not None and await self._read(box, uid, raw):
                del self._put_off[uid]
        return len(waiting) > _BATCH

    async def _read(self, box: Box, uid: int, raw: bytes) -> bool:
        """One message. What the core could not take (False) is read again later; the others do not wait for it."""
        try:
            folder = await self._clerk.handle(raw, _key(box, uid, raw))
        except Exception as unforeseen:  # noqa: BLE001 - edge: one message of the mailbox; it stays where it is and is tried again
            _log.error("mail_not_handled", error=type(unforeseen).__name__)
            return False
        await box.put(uid, folder)
        if folder == NOT_UNDERSTOOD:
            _log.info("mail_not_understood")
        return True


def _key(box: Box, uid: int, raw: bytes) -> str:
    """The same for the same message, whoever reads it and however often."""
    return f"mail:{sha256(f'{box.validity}:{uid}:'.encode() + raw).hexdigest()[:40]}"
