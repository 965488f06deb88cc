"""What a sweep of many asks of whatever keeps things: rungs and daily lists by the hundred, read and kept at once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.daily import DailyBatch, DailyDone, Since


class ManyAtOnce(Protocol):
    """Questions and changes about many rows. None of them waits for a row that somebody else holds."""

    async def any_daily(self, now: datetime) -> bool:
        """True when a batch would find something."""
        ...

    async def daily_batch(self, since: Since, limit: int) -> DailyBatch:
        """Due rungs that only touch a daily list, the oldest first, and what is known of their owners. Rungs and lists
        are held until the transaction ends; rungs that others hold, or whose next one is due as well, are left out.
        """
        ...

    async def keep_daily(self, now: datetime, done: DailyDone) -> None:
        """Write down what a batch, just read and still held, comes to; rungs climb as worked out when they were made."""
        ...
