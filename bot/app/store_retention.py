"""What retention asks of whatever keeps the rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.domain.retention import CaseMeeting


class Retention(Protocol):
    """Cases as a whole, and what has been kept long enough."""

    async def case_mark(self, council: str, reference: str) -> str:
        """What stands for this reference of a child; "" for none that could be one."""
        ...

    async def unmarked(self, limit: int) -> list[str]:
        """Ids of meetings that an older release wrote, and that have no marks yet."""
        ...

    async def case_meetings(self, council: str = "") -> list[CaseMeeting]:
        """Every meeting of this council ("" is any), unopened."""
        ...

    async def meetings_alike(self, council: str, marks: Collection[str], ids: Collection[str]) -> list[CaseMeeting]:
        """The council's meetings with one of these marks or ids, those that follow them, and whom they follow."""
        ...

    async def delete_meetings(self, ids: Collection[str]) -> dict[str, int]:
        """Delete these meetings with all that hangs on them, but not what the audit says; how many rows of what."""
        ...

    async def delete_conflicts(self, council: str, references: Collection[str]) -> int:
        """Delete who had to stay out of the cases of these references; how many rows."""
        ...

    async def delete_before(self, times: Mapping[str, datetime]) -> dict[str, int]:
        """Delete what is older than its time, by kind (`bot.app.retention.tidying` names them); how many rows."""
        ...


@runtime_checkable
class Wipes(Protocol):
    """A database that keeps what was deleted in its log until it is told not to."""

    async def wipe(self) -> None:
        """Leave nothing of what was deleted in the database's files, as far as it is in our hand."""
        ...
