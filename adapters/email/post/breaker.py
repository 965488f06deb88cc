"""Leaves a mail server alone for a while that does not answer, or will not let us in."""

from __future__ import annotations

from collections.abc import Callable

import structlog

_FAILURES = 3
_REST, _LONGEST = 5.0, 120.0
_AFTER_REFUSAL = 60.0

_log = structlog.get_logger(__name__)


class Breaker:
    """`clock` counts seconds and never goes back. Told once, loudly; each time twice as long, up to two minutes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failed = 0
        self._until = 0.0
        self.reason = ""

    def wait(self) -> float:
        """Seconds until the server may be tried again; 0 when it may be now."""
        return max(self._until - self._clock(), 0.0)

    def failed(self, reason: str) -> None:
        """It did not answer; the third time running it is left alone."""
        self._failed += 1
        beyond = self._failed - _FAILURES
        if beyond >= 0:
            self._open(reason, min(_REST * 2 ** min(beyond, 10), _LONGEST))

    def refused(self, reason: str) -> None:
        """It will not let us in: every further try could lock the account."""
        self._open(reason, _AFTER_REFUSAL)

    def worked(self) -> None:
        """It took something."""
        if self.reason:
            _log.info("mail_server_mended")
        self._failed, self._until, self.reason = 0, 0.0, ""

    def _open(self, reason: str, seconds: float) -> None:
        if self.reason != reason:
            _log.error("mail_server_broken", reason=reason)
        self.reason, self._until = reason, self._clock() + seconds
