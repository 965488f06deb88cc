"""The audit's chain: what waits for its link, the links, and the entries as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Executable, Integer, String, bindparam, column, func, select, text

from bot.app.store_audit import Chained, Waiting
from bot.domain.audit import READ_DETAIL, START, AuditEntry, Head, KeptEntry, Link
from bot.storage.columns import Utc
from bot.storage.mapping import AUDIT
from bot.storage.prepared import Once
from bot.storage.tables import ledger, table
from bot.storage.transaction import Transaction

_LINK, _WAITS = table(ledger.AuditLinkRow), table(ledger.AuditUnlinkedRow)
# Any number that nobody else locks by.
_LOCK = 0x6C696E6B6572
_HOLD = Once(text(f"SELECT pg_try_advisory_xact_lock({_LOCK}) AS held"))
# The instant as text, so that whatever stands there can be read and compared. SQLite keeps UTC without its zone.
_AT = {
    "sqlite": "replace(CAST(a.at AS TEXT), ' ', 'T') || '+00:00'",
    "postgresql": "to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'",
}
_FIELDS = [column(name, String) for name in KeptEntry._fields]


def _kept(dialect: str) -> str:
    texts = {name: f"CAST(a.{name} AS TEXT)" for name in KeptEntry._fields} | {"at": _AT[dialect]}
    return ", ".join(f"{how} AS {name}" for name, how in texts.items())


def _waiting(dialect: str) -> Executable:
    found = text(
        f"SELECT CAST(w.at AS TEXT) AS waits_at, l.position IS NOT NULL AS twice, {_kept(dialect)}"  # noqa: S608  # our own words
        " FROM audit_unlinked w JOIN audit a ON a.id = w.entry_id LEFT JOIN audit_link l ON l.entry_id = w.entry_id"
        " ORDER BY w.at, w.entry_id LIMIT :most"
    )
    return found.columns(column("waits_at", String), column("twice", Boolean), *_FIELDS)


def _chained(dialect: str) -> Executable:
    found = text(
        f"SELECT l.position AS place, l.entry_id AS whose, l.hash AS hash, {_kept(dialect)}"  # noqa: S608  # our own words
        " FROM audit_link l LEFT JOIN audit a ON a.id = l.entry_id"
        " WHERE l.position > :after ORDER BY l.position LIMIT :most"
    )
    return found.columns(column("place", Integer), column("whose", String), column("hash", String), *_FIELDS)


_DIALECTS = tuple(_AT)
_UNLINKED = {dialect: Once(_waiting(dialect)) for dialect in _DIALECTS}
_CHAINED = {dialect: Once(_chained(dialect)) for dialect in _DIALECTS}
_ANY = Once(select(_WAITS.c.entry_id).limit(1))
_LAST = Once(select(_LINK.c.position, _LINK.c.hash).order_by(_LINK.c.position.desc()).limit(1))
_ONE = Once(select(_LINK).where(_LINK.c.position == bindparam("place")))
_APPEND = _LINK.insert()
_BACK = {"sqlite": ":its_at", "postgresql": "CAST(:its_at AS TIMESTAMPTZ)"}
_WAITS_NO_MORE: dict[str, Any] = {
    dialect: text(f"DELETE FROM audit_unlinked WHERE at = {at} AND entry_id = :its_entry_id")  # noqa: S608  # our own words
    for dialect, at in _BACK.items()
}
_ENTRY = AUDIT.table.c
_ACCOUNTED = Once(
    select(_ENTRY.id, (_LINK.c.position.is_not(None) | _WAITS.c.entry_id.is_not(None)).label("known"))
    .select_from(AUDIT.table)
    .outerjoin(_LINK, _LINK.c.entry_id == _ENTRY.id)
    .outerjoin(_WAITS, (_WAITS.c.at == _ENTRY.at) & (_WAITS.c.entry_id == _ENTRY.id))
    .where(_ENTRY.id > bindparam("after"))
    .order_by(_ENTRY.id)
    .limit(bindparam("most"))
)
_LATE = Once(
    select(func.count(), func.count(_ENTRY.id))
    .select_from(_WAITS)
    .outerjoin(AUDIT.table, _ENTRY.id == _WAITS.c.entry_id)
    .where(_WAITS.c.at < bindparam("before", type_=Utc))
)
_READINGS = Once(
    AUDIT.read.where(_ENTRY.meeting_id == bindparam("meeting"), _ENTRY.verb == READ_DETAIL).order_by(
        _ENTRY.at, _ENTRY.id
    )
)


def _link_and_entry(place: int, whose: str, hashed: str, *fields: str | None) -> Chained:
    there = fields[0] is not None
    return Chained(Link(place, whose, hashed), KeptEntry(*(each or "" for each in fields)) if there else None)


class AuditQueries:
    """What the linker and whoever verifies ask and write."""

    transaction: Transaction

    async def any_unlinked(self) -> bool:
        """True when some entry waits for its link."""
        return bool(await self.transaction.rows(_ANY))

    async def hold_chain(self) -> bool:
        """SQLite has one writer at a time anyway."""
        return self.transaction.dialect == "sqlite" or bool((await self.transaction.rows(_HOLD))[0][0])

    async def audit_head(self) -> Head:
        """The last link."""
        found = await self.transaction.rows(_LAST)
        return Head._make(found[0]) if found else START

    async def unlinked(self, limit: int) -> list[Waiting]:
        """Entries that wait, the oldest first."""
        found = await self.transaction.rows(_UNLINKED[self.transaction.dialect], {"most": limit})
        return [Waiting(at, KeptEntry(*fields), bool(twice)) for at, twice, *fields in map(tuple, found)]

    async def append_links(self, links: Sequence[Link], waited: Sequence[Waiting]) -> None:
        """Write these links; those who waited wait no longer."""
        for link in links:
            self.transaction.queue(_APPEND, _LINK.name, link._asdict())
        for each in waited:
            self.transaction.queue(
                _WAITS_NO_MORE[self.transaction.dialect],
                _WAITS.name,
                {"its_at": each.at, "its_entry_id": each.entry.id},
            )

    async def links_after(self, position: int, limit: int) -> list[Chained]:
        """The links after this position, in order."""
        asked = {"after": position, "most": limit}
        found = await self.transaction.rows(_CHAINED[self.transaction.dialect], asked)
        return [_link_and_entry(*row) for row in map(tuple, found)]

    async def link_at(self, position: int) -> Link | None:
        """The link at this position, if there is one."""
        found = await self.transaction.rows(_ONE, {"place": position})
        return Link._make(found[0]) if found else None

    async def entries_after(self, entry_id: str, limit: int) -> list[tuple[str, bool]]:
        """The ids of entries after this one, by id, and whether the chain knows of them."""
        found = await self.transaction.rows(_ACCOUNTED, {"after": entry_id, "most": limit})
        return [(entry, bool(known)) for entry, known in map(tuple, found)]

    async def unlinked_before(self, at: datetime) -> tuple[int, int]:
        """How many entries before `at` still wait, and how many of these are gone."""
        late, there = tuple((await self.transaction.rows(_LATE, {"before": at}))[0])
        return late, late - there

    async def readings_of(self, meeting_id: str) -> list[AuditEntry]:
        """Who has been shown words about this meeting's case, the earliest first."""
        return [AUDIT.thing(row) for row in await self.transaction.rows(_READINGS, {"meeting": meeting_id})]
