"""Keeps to what our mail server takes a minute (Exchange Online: 30 messages), without ever sleeping."""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """Turns that fill up again with time. `clock` counts seconds and never goes back.

    A sixth of them is left for what is urgent, which so never waits behind a morning's lists.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._a_second = a_minute / 60
        self._most = float(a_minute)
        self._kept = a_minute / 6
        self._level, self._at = self._most, clock()

    def wait(self, *, urgent: bool) -> float:
        """Seconds until there is a turn; none is taken."""
        needed = 1.0 if urgent else min(1.0 + self._kept, self._most)
        return max(0.0, (needed - self._now()) / self._a_second)

    def turn(self) -> float:
        """Take a turn: 0 when it is ours, else the seconds to wait."""
        if wait := self.wait(urgent=True):
            return wait
        self._level, self._at = self._now() - 1.0, self._clock()
        return 0.0

    def _now(self) -> float:
        return min(self._most, self._level + (self._clock() - self._at) * self._a_second)
