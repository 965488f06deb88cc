"""Cases as a whole: found by their marks without being opened, and deleted with all that hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Row, Select, Table, and_, bindparam, literal, or_, select

from bot.domain.retention import CaseMeeting
from bot.storage.marks import mark_of, marking_key
from bot.storage.one_of import Many, is_one_of
from bot.storage.tables import METADATA, diaries, ledger, meetings, owed, table, visits
from bot.storage.transaction import Transaction

_MEETING, _AUDIT = table(meetings.MeetingRow), table(ledger.AuditRow)
_OBLIGATION, _NOTICE = table(owed.ObligationRow), table(owed.NoticeRow)
_TIMER, _CODE = table(owed.TimerRow), table(visits.LinkCodeRow)
_CONFLICT = table(diaries.ConflictRow)
_CALENDAR_TIME, _ROTA_LINE = table(diaries.CalendarTimeRow), table(diaries.RotaLineRow)
_LEAVE, _HOLD, _INBOX = table(diaries.LeaveRow), table(diaries.HoldRow), table(ledger.InboxRow)
_M = _MEETING.c
_TIMES = (_M.raised_at, _M.called_at, _M.starts_at, _M.ends_at, _M.happened_at, _M.entered_at, _M.closed_at)
CASE_MEETINGS: Select[Any] = select(_M.id, _M.council, _M.number, _M.state, _M.follows_id, _M.case_marks, *_TIMES)
_THESE = bindparam("these", type_=Many())


def _of_a_meeting() -> list[Table]:
    """Every table whose rows belong to a meeting.

    But for the audit, which only grows, and the place of its key: an empty one says that no other may take it.
    """
    every = METADATA.sorted_tables
    return [each for each in every if "meeting_id" in each.c and each is not _AUDIT and each.name != "case_key"]


def deletes_of_meetings() -> list[tuple[str, Delete]]:
    """What hangs on these meetings, that which is found through another first."""
    found = [
        (_TIMER.name, _TIMER.delete().where(_TIMER.c.id.in_(_within(_OBLIGATION)))),
        (_CODE.name, _CODE.delete().where(_CODE.c.notice_id.in_(_within(_NOTICE)))),
    ]
    found += [(each.name, each.delete().where(is_one_of(each.c.meeting_id, _THESE))) for each in _of_a_meeting()]
    return [*found, (_MEETING.name, _MEETING.delete().where(is_one_of(_M.id, _THESE)))]


def _within(what: Table) -> Select[Any]:
    return select(what.c.id).where(is_one_of(what.c.meeting_id, _THESE))


_BEFORE = bindparam("before", type_=_M.raised_at.type)
_OLD: dict[str, list[tuple[Table, ColumnElement[bool]]]] = {
    "inbox": [(_INBOX, _INBOX.c.at < _BEFORE)],
    "calendars": [
        (_CALENDAR_TIME, _CALENDAR_TIME.c.ends_at < _BEFORE),
        (_ROTA_LINE, _ROTA_LINE.c.ends_at < _BEFORE),
        (_LEAVE, and_(_LEAVE.c.ends_at.is_not(None), _LEAVE.c.ends_at < _BEFORE)),
        (_HOLD, _HOLD.c.until < _BEFORE),
    ],
    "link_codes": [(_CODE, _CODE.c.expires_at < _BEFORE)],
    # A card that is about no meeting: a daily list, a code. What is about one goes with its case.
    "notices": [(_NOTICE, and_(_NOTICE.c.meeting_id == "", _NOTICE.c.created_at < _BEFORE))],
}


class RetentionQueries:
    """Questions about how long things have been kept, and their end."""

    transaction: Transaction

    async def case_mark(self, council: str, reference: str) -> str:
        """What stands for this reference of a child; "" for none that could be one, or none ever marked."""
        key = await marking_key(self.transaction)
        return mark_of(key, council, reference) if key else ""

    async def unmarked(self, limit: int) -> list[str]:
        """Ids of meetings without marks."""
        found = await self.transaction.rows(select(_M.id).where(_M.case_marks.is_(None)).limit(limit))
        return [row.id for row in found]

    async def case_meetings(self, council: str = "") -> list[CaseMeeting]:
        """Every meeting of this council, unopened."""
        which = [_M.council == council] if council else []
        return [case_meeting(row) for row in await self.transaction.rows(CASE_MEETINGS.where(*which))]

    async def meetings_alike(self, council: str, marks: Collection[str], ids: Collection[str]) -> list[CaseMeeting]:
        """The council's meetings with one of these marks or ids, those that follow them, and whom they follow."""
        these = [is_one_of(_M.id, _THESE), is_one_of(_M.follows_id, _THESE)]
        these += [_M.case_marks.contains(mark, autoescape=True) for mark in sorted(marks)]
        asked = CASE_MEETINGS.where(_M.council == council, or_(*these))
        return [case_meeting(row) for row in await self.transaction.rows(asked, {"these": sorted(ids)})]

    async def delete_meetings(self, ids: Collection[str]) -> dict[str, int]:
        """Delete these meetings with all that hangs on them; how many rows of what."""
        counts: dict[str, int] = {}
        for name, statement in deletes_of_meetings():
            gone = await self._delete(statement, {"these": sorted(ids)})
            counts |= {name: counts.get(name, 0) + gone} if gone else {}
        return counts

    async def delete_conflicts(self, council: str, references: Collection[str]) -> int:
        """Delete who had to stay out of the cases of these references; how many rows."""
        which = and_(_CONFLICT.c.council == council, is_one_of(_CONFLICT.c.reference, _THESE))
        return await self._delete(_CONFLICT.delete().where(which), {"these": sorted(references)})

    async def delete_before(self, times: Mapping[str, datetime]) -> dict[str, int]:
        """Delete what is older than its time, by kind; how many rows."""
        counts: dict[str, int] = {}
        for kind, before in times.items():
            for what, old in _OLD[kind]:
                gone = await self._delete(what.delete().where(old), {"before": before})
                counts |= {what.name: gone} if gone else {}
        return counts

    async def _delete(self, statement: Delete, values: dict[str, Any]) -> int:
        return len(await self.transaction.change(statement.returning(literal(1)), values))


def case_meeting(row: Row[Any]) -> CaseMeeting:
    """A row that `CASE_MEETINGS` found."""
    every: tuple[datetime | None, ...] = tuple(row[6:])
    times = [at for at in every if at is not None]
    marks = tuple((row.case_marks or "").split())
    return CaseMeeting(row.id, row.council, row.number, row.state, row.follows_id, marks, max(times))
