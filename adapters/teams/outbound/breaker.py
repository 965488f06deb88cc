"""Leaves a service alone for a while after it has failed several times running."""

from __future__ import annotations

import time


class Breaker:
    """Open after `failures` in a row, for `rest` seconds and twice as long each time, up to `longest`."""

    def __init__(self, *, failures: int, rest: float, longest: float) -> None:
        self._allowed = failures
        self._rest = rest
        self._longest = longest
        self._failed = 0
        self._open_until = 0.0

    def wait(self) -> float:
        """Seconds until the service may be tried again; 0 when it may be now."""
        return max(self._open_until - time.monotonic(), 0.0)

    def failed(self) -> None:
        """The service did not answer, or answered that it cannot."""
        self._failed += 1
        beyond = self._failed - self._allowed
        if beyond >= 0:
            self._open_until = time.monotonic() + min(self._rest * 2 ** min(beyond, 10), self._longest)

    def worked(self) -> None:
        """The service answered."""
        self._failed = 0
        self._open_until = 0.0
