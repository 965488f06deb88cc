"""The inbox, the due table and the outbox: what several processes share without doing anything twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam

from bot.domain.notice import Notice, NoticeState
from bot.domain.obligation import Obligation
from bot.storage.mapping import NOTICES
from bot.storage.one_of import Many, is_one_of
from bot.storage.prepared import Once
from bot.storage.rows import DIALECTS, insert_once
from bot.storage.tables import ledger, table
from bot.storage.timers import OBLIGATIONS, TIMER
from bot.storage.transaction import Transaction

_NOTICE, _OBLIGATION, _INBOX = NOTICES.table, OBLIGATIONS.table, table(ledger.InboxRow)
_ORDER = (TIMER.c.due_at, TIMER.c.person_id, TIMER.c.id)
_HELD_DUE = Once(
    TIMER.select()
    .with_only_columns(TIMER.c.id)
    .where(TIMER.c.due_at <= bindparam("now"))
    .order_by(*_ORDER)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIMABLE = Once(
    NOTICES.read.where(_NOTICE.c.urgent == bindparam("lane"), _NOTICE.c.claimable_at <= bindparam("now"))
    .order_by(_NOTICE.c.claimable_at, _NOTICE.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKE_IN = {dialect: Once(insert_once(_INBOX, dialect, "key").returning(_INBOX.c.key)) for dialect in DIALECTS}
_THESE = Once(OBLIGATIONS.read.where(is_one_of(_OBLIGATION.c.id, bindparam("these", type_=Many()))).order_by(*_ORDER))
_CLAIMED_FROM = (NoticeState.PENDING, NoticeState.RETRY, NoticeState.CLAIMED)
_OF_THE_SENDER = (
    "attempted",
    "repeated",
    "attempts",
    "lease_until",
    "address_id",
    "channel",
    "post_id",
    "sent_at",
    "first_sent_at",
    "tried",
    "reason",
    "shown",
    "turn",
    "waiting_since",
)


class OwedQueries:
    """What is taken in once, stepped once and sent once."""

    transaction: Transaction

    async def first_time(self, key: str, at: datetime) -> bool:
        """True when this delivery key has never been seen; kept with the transaction."""
        return bool(await self.transaction.change(_TAKE_IN[self.transaction.dialect], {"key": key, "at": at}))

    async def due_obligations(self, now: datetime, limit: int) -> list[Obligation]:
        """Open obligations due by now, the oldest first, each locked for this transaction (others skip it)."""
        held = await self.transaction.rows(_HELD_DUE, {"now": now, "most": limit})
        if not held:
            return []
        found = await self.transaction.rows(_THESE, {"these": sorted(row.id for row in held)})
        return [OBLIGATIONS.thing(row) for row in found]

    async def claim_notices(self, now: datetime, limit: int, lease: timedelta) -> list[Notice]:
        """Notices to deliver now, urgent ones first, then by when they were due; claimed for the lease."""
        claimed: list[Notice] = []
        for lane in (True, False):
            most = limit - len(claimed)
            found = await self.transaction.rows(_CLAIMABLE, {"lane": lane, "now": now, "most": most}) if most else []
            claimed += [NOTICES.thing(row) for row in found]
        for notice in claimed:
            self._claim(notice, now, lease)
        return claimed

    async def claim_notice(self, notice_id: str, now: datetime, lease: timedelta) -> Notice | None:
        """The same of one, where one among many cannot be read; None when somebody else has it."""
        found = await self.transaction.rows(NOTICES.locked, {"this_id": notice_id})
        notice = NOTICES.thing(found[0]) if found else None
        waits = {NoticeState.CLAIMED: notice.lease_until} if notice else {}
        due = waits.get(notice.state, notice.due_at) if notice else None
        if notice is None or due is None or due > now or notice.state not in _CLAIMED_FROM:
            return None
        self._claim(notice, now, lease)
        return notice

    def _claim(self, notice: Notice, now: datetime, lease: timedelta) -> None:
        if notice.state is NoticeState.CLAIMED:
            # Whoever had it may have changed the post without saying so.
            notice.shown = ""
        notice.state, notice.lease_until = NoticeState.CLAIMED, now + lease
        notice.fence, notice.attempts = notice.fence + 1, notice.attempts + 1
        self.transaction.queue(NOTICES.update, "notice", NOTICES.changes(notice), each=True)

    async def record_delivery(self, notice: Notice, claimed_version: int) -> bool:
        """Write a delivery's result if the fence is still ours; what others changed meanwhile is kept.

        A notice sent with an older version than the row's waits again, so that its card is brought up to date;
        one that became moot on the way and was not sent stays moot, and is not ours to send either.
        """
        found = await self.transaction.rows(NOTICES.locked, {"this_id": notice.id})
        row = NOTICES.thing(found[0]) if found else None
        if row is None or row.fence != notice.fence:
            return False
        moot = row.state is NoticeState.MOOT and notice.state is not NoticeState.SENT
        if moot and notice.state is NoticeState.CLAIMED:
            return False
        if not moot:
            outdated = notice.state is NoticeState.SENT and row.version > claimed_version
            row.state = NoticeState.PENDING if outdated else notice.state
            row.due_at = notice.due_at if notice.state is NoticeState.RETRY else row.due_at
        for name in _OF_THE_SENDER:
            setattr(row, name, getattr(notice, name))
        self.transaction.queue(NOTICES.update, "notice", NOTICES.changes(row), each=True)
        return True
