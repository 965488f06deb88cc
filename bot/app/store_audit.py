"""What the audit asks of whatever keeps it: entries are added and read, never changed; links are appended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from bot.domain.audit import AuditEntry, Head, KeptEntry, Link


class AuditEntries(Protocol):
    """Who did what. There is no way to change or to strike out an entry."""

    async def get(self, row_id: str) -> AuditEntry | None:
        """The entry with this id, or None."""
        ...

    async def add(self, thing: AuditEntry) -> None:
        """Keep a new entry; it waits for its link."""
        ...

    async def where(self, *, order: str = "id", limit: int | None = None, **equals: Any) -> list[AuditEntry]:
        """Entries whose fields equal these values, as `Rows.where` has it."""
        ...


class Waiting(NamedTuple):
    """An entry that has no link yet; `at` is how the database finds it again. `twice`: it has one after all."""

    at: str
    entry: KeptEntry
    twice: bool = False


class Chained(NamedTuple):
    """A link, and its entry if that is still there."""

    link: Link
    entry: KeptEntry | None


class AuditChain(Protocol):
    """The chain over the audit."""

    async def any_unlinked(self) -> bool:
        """True when some entry waits for its link."""
        ...

    async def hold_chain(self) -> bool:
        """True when nobody else can append until this transaction ends; False when somebody is about it."""
        ...

    async def audit_head(self) -> Head:
        """The last link; `START` when there is none."""
        ...

    async def unlinked(self, limit: int) -> list[Waiting]:
        """Entries that wait, the oldest first."""
        ...

    async def append_links(self, links: Sequence[Link], waited: Sequence[Waiting]) -> None:
        """Write these links; those who waited wait no longer."""
        ...

    async def links_after(self, position: int, limit: int) -> list[Chained]:
        """The links after this position, in order."""
        ...

    async def link_at(self, position: int) -> Link | None:
        """The link at this position, if there is one."""
        ...

    async def entries_after(self, entry_id: str, limit: int) -> list[tuple[str, bool]]:
        """The ids of entries after this one, by id; False for one that has no link and waits for none."""
        ...

    async def unlinked_before(self, at: datetime) -> tuple[int, int]:
        """How many entries before `at` still wait for their link, and how many of these are not there any more."""
        ...

    async def readings_of(self, meeting_id: str) -> list[AuditEntry]:
        """Who has been shown words about this meeting's case, the earliest first."""
        ...
