"""What the self-audit asks, each from what is open and by an index; and writes that need not read a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select

from bot.domain.notice import Notice
from bot.domain.watching import Amiss, Backlog, Discrepancy, RowKind
from bot.storage.mapping import ADDRESSES, DISCREPANCIES, FAILING, MEETINGS, NOTICES
from bot.storage.prepared import Once
from bot.storage.queries.of_promises import CHECKS, END_OF_PAGE
from bot.storage.rows import DIALECTS, upsert
from bot.storage.tables import owed, table
from bot.storage.timers import TIMER
from bot.storage.transaction import Transaction

_NOTICE, _OBLIGATION, _MEETING = NOTICES.table, table(owed.ObligationRow), MEETINGS.table
_ADDRESS, _DISCREPANCY = ADDRESSES.table, DISCREPANCIES.table
_WAITING = Once(
    NOTICES.read.where(
        _NOTICE.c.urgent.in_((True, False)),
        _NOTICE.c.claimable_at <= bindparam("late", type_=_NOTICE.c.due_at.type),
        _NOTICE.c.post_id == "",
        _NOTICE.c.meeting_id != "",
    )
    .order_by(_NOTICE.c.claimable_at)
    .limit(bindparam("most"))
)
_DUE = Once(
    select(TIMER.c.id).where(TIMER.c.due_at <= bindparam("now")).order_by(TIMER.c.due_at).limit(bindparam("most"))
)
_CLAIMABLE = Once(
    select(_NOTICE.c.id)
    .where(_NOTICE.c.urgent.in_((True, False)), _NOTICE.c.claimable_at <= bindparam("now"))
    .order_by(_NOTICE.c.urgent.desc(), _NOTICE.c.claimable_at)
    .limit(bindparam("most"))
)
_OLDEST_DUE = Once(select(func.min(TIMER.c.due_at).label("since")).where(TIMER.c.due_at <= bindparam("now")))
_FIRST_ADDRESS = (
    select(_ADDRESS.c.channel)
    .where(_ADDRESS.c.person_id == _NOTICE.c.person_id, _ADDRESS.c.state != "dead")
    .order_by(_ADDRESS.c.rank)
    .limit(1)
    .scalar_subquery()
)
_THROUGH = case((_NOTICE.c.channel != "", _NOTICE.c.channel), else_=func.coalesce(_FIRST_ADDRESS, "none"))
_LANES = Once(
    select(
        _NOTICE.c.urgent,
        _THROUGH.label("through"),
        func.min(func.coalesce(_NOTICE.c.waiting_since, _NOTICE.c.due_at)).label("since"),
    )
    .where(
        _NOTICE.c.urgent.in_((True, False)),
        _NOTICE.c.claimable_at.is_not(None),
        or_(_NOTICE.c.claimable_at <= bindparam("now"), _NOTICE.c.waiting_since.is_not(None)),
    )
    .group_by(_NOTICE.c.urgent, _THROUGH)
)
_FORGET = Once(FAILING.table.delete().where(FAILING.table.c.id == bindparam("this_id")))


def _opening(dialect: str) -> Once:
    """A new one, or one that had cleared; nothing when it is open."""
    insert = upsert(_DISCREPANCY, dialect)
    anew = {name: insert.excluded[name] for name in ("found_at", "cleared_at")}
    return Once(
        insert.on_conflict_do_update(
            index_elements=["id"], set_=anew, where=_DISCREPANCY.c.cleared_at.is_not(None)
        ).returning(_DISCREPANCY.c.id)
    )


_OPEN_ANEW = {dialect: _opening(dialect) for dialect in DIALECTS}


class WatchingQueries:
    """Questions of Quorate about itself."""

    transaction: Transaction

    async def amiss(
        self, check: str, now: datetime, late: datetime, limit: int, *, only: str = "", after: datetime | None = None
    ) -> list[Amiss]:
        """What this check finds now; see the port."""
        asked: dict[str, Any] = {"now": now, "late": late, "most": limit, "only": only, "after": after or _FIRST}
        found = await self.transaction.rows(CHECKS[check], asked)
        return [Amiss(check, row.subject, row.council, row.meeting) for row in found]

    async def end_of_page(self, after: datetime) -> datetime | None:
        """Where the next page of open actions begins; None when this is the last."""
        found = await self.transaction.rows(END_OF_PAGE, {"after": after})
        return found[0].due_at if found else None

    async def waiting_since(self, late: datetime, limit: int) -> list[Notice]:
        """First posts about a meeting that should have gone by then, the oldest first."""
        found = await self.transaction.rows(_WAITING, {"late": late, "most": limit})
        return [NOTICES.thing(row) for row in found]

    async def open_anew(self, found: Discrepancy) -> bool:
        """Keep what was found; False when it is open already, whoever found it."""
        return bool(await self.transaction.change(_OPEN_ANEW[self.transaction.dialect], DISCREPANCIES.values(found)))

    async def backlog(self, now: datetime) -> Backlog:
        """What waits longest."""
        due = await self.transaction.rows(_OLDEST_DUE, {"now": now})
        lanes = await self.transaction.rows(_LANES, {"now": now})
        return Backlog(due[0].since if due else None, tuple((row.urgent, row.through, row.since) for row in lanes))

    async def due_ids(self, now: datetime, limit: int) -> list[str]:
        """Ids of open obligations that are due, without reading them."""
        return [row.id for row in await self.transaction.rows(_DUE, {"now": now, "most": limit})]

    async def claimable_ids(self, now: datetime, limit: int) -> list[str]:
        """The same of notices."""
        return [row.id for row in await self.transaction.rows(_CLAIMABLE, {"now": now, "most": limit})]

    async def put_off(self, kind: RowKind, row_id: str, until: datetime) -> None:
        """Nobody takes this row up before then: also one that cannot be read."""
        if kind is RowKind.NOTICE:
            held = {"claimable_at": until, "fence": _NOTICE.c.fence + 1}
            await self.transaction.change(_NOTICE.update().where(_NOTICE.c.id == row_id).values(held))
            return
        await self.transaction.change(_OBLIGATION.update().where(_OBLIGATION.c.id == row_id).values(places=(until,)))
        moved = {"due_at": until, "daily": False, "ahead": ()}
        await self.transaction.change(TIMER.update().where(TIMER.c.id == row_id).values(moved))

    async def forget_failing(self, failing_id: str) -> None:
        """Its work has succeeded, or is no more."""
        await self.transaction.change(_FORGET, {"this_id": failing_id})


_FIRST = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
