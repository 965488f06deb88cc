"""What is asked about addresses as such: which dead ones to look at, and what a whole organisation's loss changes."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.people import Address


class Addresses(Protocol):
    """Questions about addresses that go beyond one person's."""

    async def addresses_to_look_at(self, now: datetime, limit: int) -> list[Address]:
        """Dead addresses whose turn it is to be looked at again, the longest overdue first."""
        ...

    async def cut_off(
        self, channel: str, tenant: str, reason: str, now: datetime, look_at: datetime
    ) -> set[str] | None:
        """Every usable address there is dead for this reason, and what it had of meetings under way is sent anew.

        The ids of those meetings; None when everybody there was cut off before.
        """
        ...

    async def doubt_live_cards(self, now: datetime) -> int:
        """What people have before them of meetings under way is sent anew in place, whatever it shows; how many."""
        ...

    async def mended(self, channel: str, tenant: str, reason: str) -> int:
        """Those that died of this reason there are well again; how many."""
        ...
