"""What a sweep of many asks of whatever keeps things: rungs and daily lists by the hundred, in one statement each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.audit import AuditEntry
from bot.domain.notice import LiveDigest, Notice
from bot.domain.obligation import DailyRung
from bot.domain.people import OwnHours


class ManyAtOnce(Protocol):
    """Questions and changes about many rows. None of them waits for a row that somebody else holds."""

    async def daily_rungs(self, now: datetime, limit: int) -> list[DailyRung]:
        """Due rungs that only touch a daily list, the oldest first, a person's beside each other; each is held until
        the transaction ends, and those that others hold are left out. So are those whose next rung is due as well.
        """
        ...

    async def climb(self, now: datetime, rungs: Sequence[DailyRung]) -> None:
        """Move these, just read and still held, on to their next rungs, as worked out when they were made."""
        ...

    async def take_singly(self, rungs: Sequence[DailyRung]) -> None:
        """These, just read and still held, are more than a line in a daily list: they are no longer `daily`."""
        ...

    async def plainly_here(self, people: Collection[str], now: datetime) -> dict[str, OwnHours]:
        """Those of these people who are here, neither on leave nor on a rota, with their own hours."""
        ...

    async def quiet_actions(self, now: datetime) -> frozenset[str]:
        """Ids of actions whose owners are not to be nudged yet."""
        ...

    async def live_digests(self, people: Collection[str]) -> list[LiveDigest]:
        """The digests that these people have in front of them, or will have."""
        ...

    async def renew_digests(self, now: datetime, notices: Collection[str], *, retire: bool) -> frozenset[str]:
        """Bring these up to date as `refresh_notices` does, retired or not; the ids of those nobody else held."""
        ...

    async def owe_alike(self, template: Notice, rows: Sequence[tuple[str, str, str]]) -> None:
        """Notices like this one, each with its own id, person and `dedupe`; one owed already stays as it is."""
        ...

    async def note_alike(self, template: AuditEntry, rows: Sequence[tuple[str, str, str]]) -> None:
        """Audit entries like this one, each with its own id, subject and detail (JSON)."""
        ...
