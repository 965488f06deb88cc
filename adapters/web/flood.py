"""How many requests one address, and everybody together, may make: an even flow with some in hand."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from bot.app.even_flow import REMEMBERED, EvenFlow

ADDRESSES = REMEMBERED
ALL_TOGETHER = 10
"""Everybody together may make this many times what one address may."""
_EVERYBODY = ""


class Flood:
    """Counts requests in memory alone; an address is written down nowhere."""

    def __init__(self, a_minute: int, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._each = EvenFlow(a_minute, a_minute)
        self._all = EvenFlow(a_minute * ALL_TOGETHER, a_minute * ALL_TOGETHER, 1)

    def wait(self, address: str) -> int:
        """0 when this request may be answered, which counts it; else the whole seconds until one may."""
        now = self._seconds()
        wait = max(self._each.wait(address, now), self._all.wait(_EVERYBODY, now))
        if not wait:
            self._each.count(address, now)
            self._all.count(_EVERYBODY, now)
        return wait
