"""Keeps within the rates that the connector allows (msteams-docs, rate-limit.md), without sleeping."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence

Windows = Sequence[tuple[float, int]]

CONVERSATION: Windows = ((1, 7), (2, 8), (30, 60), (3600, 1800))
MEMBERS: Windows = ((1, 14), (2, 16), (30, 120), (3600, 3600))
TENANT: Windows = ((1, 30),)
# What others leave of the tenant's turns for what is urgent: it never waits behind a morning's lists.
UNHURRIED: Windows = ((1, 22),)
REMEMBERED = 20_000


class Pace:
    """Sliding windows by key. A call is counted only when every window of every key has room for it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self._held: dict[str, float] = {}

    def take(self, *limits: tuple[str, Windows]) -> float:
        """0 and the call is counted, or the seconds to wait first."""
        now = self._clock()
        wait = self.wait(*limits)
        if wait <= 0:
            self._forget(now)
            for key, _ in limits:
                self._calls.setdefault(key, deque()).append(now)
        return wait

    def wait(self, *limits: tuple[str, Windows]) -> float:
        """Seconds until every window has room; nothing is counted."""
        now = self._clock()
        return max(0.0, *(self._wait(key, windows, now) for key, windows in limits))

    def hold(self, key: str, seconds: float) -> None:
        """The connector itself said to wait."""
        self._held[key] = self._clock() + seconds

    def _wait(self, key: str, windows: Windows, now: float) -> float:
        held = self._held.get(key, 0.0) - now
        calls = self._calls.get(key)
        if not calls:
            return held
        longest = max(length for length, _ in windows)
        while calls and now - calls[0] > longest:
            calls.popleft()
        waits = [length - (now - calls[-most]) for length, most in windows if len(calls) >= most]
        return max([held, *waits])

    def _forget(self, now: float) -> None:
        if len(self._calls) > REMEMBERED:
            self._calls = {key: calls for key, calls in self._calls.items() if calls and now - calls[-1] < 30}
            self._held = {key: until for key, until in self._held.items() if until > now}
