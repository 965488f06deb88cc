"""What a sweep of many asks of whatever keeps things: rungs and daily lists by the hundred."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.domain.daily import DailyBatch, DailyDone, Since


class ManyAtOnce(Protocol):
    """Questions and changes about many rows. None of them waits for a row that somebody else holds."""

    async def any_daily(self, now: datetime) -> bool:
        """True when there is something for `take_daily`."""
        ...

    async def take_daily(
        self, since: Since, limit: int, settle: Callable[[DailyBatch], DailyDone]
    ) -> DailyDone | None:
        """Read so many due rungs that only touch a daily list, the oldest first, with what is known of their owners;
        ask what they come to, and write that down. None, and nothing asked, when there are none.

        Rungs that others hold, or whose next one is due as well, are left out. `settle` may run on another thread.
        """
        ...
