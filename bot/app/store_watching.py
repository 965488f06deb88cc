"""What Quorate asks of whatever keeps its things when it looks at itself."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.notice import Notice
from bot.domain.watching import Amiss, Backlog, Discrepancy, RowKind


class Watching(Protocol):
    """Questions about what is open, each by an index; and the few writes that a broken row still allows."""

    async def amiss(
        self, check: str, now: datetime, late: datetime, limit: int, *, only: str = "", after: datetime | None = None
    ) -> list[Amiss]:
        """What this check finds, `only` about one subject. `late`: what should have been done by then.

        `after`: of open actions, the page of those due after this instant.
        """
        ...

    async def end_of_page(self, after: datetime) -> datetime | None:
        """Where the next page of open actions begins; None when this is the last."""
        ...

    async def waiting_since(self, late: datetime, limit: int) -> list[Notice]:
        """First posts about a meeting that should have gone by then, the oldest first."""
        ...

    async def open_anew(self, found: Discrepancy) -> bool:
        """Keep what was found; False when it is open already, whoever found it."""
        ...

    async def backlog(self, now: datetime) -> Backlog:
        """What waits longest."""
        ...

    async def due_ids(self, now: datetime, limit: int) -> list[str]:
        """Ids of open obligations that are due, without reading them: one that can't be read stops no other."""
        ...

    async def claimable_ids(self, now: datetime, limit: int) -> list[str]:
        """The same of notices."""
        ...

    async def put_off(self, kind: RowKind, row_id: str, until: datetime) -> None:
        """Nobody takes this row up before then: also one that cannot be read."""
        ...

    async def forget_failing(self, failing_id: str) -> None:
        """Its work has succeeded, or is no more."""
        ...
