"""The heartbeat: one POST a minute to somebody outside, from a process that is well; when it stops, they alarm."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.error import HTTPError

import structlog

log = structlog.get_logger()

ANSWERS_WITHIN = 10.0
Why = Callable[[], Awaitable[list[str]]]
Content = Callable[[], Awaitable[dict[str, Any]]]


class _StaysThere(urllib.request.HTTPRedirectHandler):
    """A receiver that has moved is no receiver: what is posted goes where the setting says, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing."""


class Heartbeat:
    """Beats while nothing is amiss. A receiver that fails is logged, and blocks nobody."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds = url, seconds

    async def beat_on(self, amiss: Why, content: Content) -> None:
        """One beat at once and then at each interval, as long as this runs."""
        while True:
            try:
                why = await amiss()
                if why:
                    log.warning("heartbeat withheld", reasons=len(why))
                else:
                    await asyncio.to_thread(self._post, await content())
            except Exception as unforeseen:  # noqa: BLE001 - edge: one beat; a missing one says enough
                log.warning("heartbeat failed", error=type(unforeseen).__name__)
            await asyncio.sleep(self._seconds)

    def _post(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "quorate"}
        # The setting allows https, and http to this machine, alone.
        asked = urllib.request.Request(self._url, body, headers, method="POST")  # noqa: S310
        try:
            with urllib.request.build_opener(_StaysThere).open(asked, timeout=ANSWERS_WITHIN) as answer:
                answer.read(1024)
        except HTTPError as error:
            with error:
                log.warning("heartbeat refused", status=error.code)
