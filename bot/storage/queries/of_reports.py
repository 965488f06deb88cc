"""What reports count: closed records and their actions, each in one statement, and nothing private given on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from bot.domain.counted import ClosedRecord, CountedAction, CountedTurn
from bot.domain.meeting import MeetingState
from bot.domain.police_request import CountedRequest
from bot.storage.mapping import ACTIONS, DESKS, MEETINGS, PEOPLE, POLICE_REQUESTS
from bot.storage.transaction import Transaction

_MEETING, _ACTION, _OWNER = MEETINGS.table.c, ACTIONS.table.c, PEOPLE.table.c
_RECORDS: Select[Any] = select(_MEETING.id, _MEETING.council, _MEETING.number, _MEETING.closed_at)
_ACTIONS: Select[Any] = (
    select(
        _ACTION.id,
        _ACTION.meeting_id,
        _OWNER.agency,
        _OWNER.team,
        _ACTION.state,
        _ACTION.due_at,
        _ACTION.time_given_at,
        _ACTION.done_at,
        _ACTION.outcome,
        _ACTION.extensions,
        _ACTION.given_back,
        _ACTION.turns,
    )
    .join_from(ACTIONS.table, MEETINGS.table, _ACTION.meeting_id == _MEETING.id)
    .outerjoin(PEOPLE.table, _ACTION.owner_id == _OWNER.id)
)
_ASKED = POLICE_REQUESTS.table.c
_REQUESTS: Select[Any] = select(
    _ASKED.council,
    DESKS.table.c.name,
    _ASKED.urgency,
    _ASKED.requested_at,
    _ASKED.acknowledged_at,
    _ASKED.assigned_at,
    _ASKED.accepted_at,
    _ASKED.refused_at,
    _ASKED.refused_code,
    _ASKED.closed_at,
).join_from(POLICE_REQUESTS.table, DESKS.table, _ASKED.desk_id == DESKS.table.c.id)


class ReportQueries:
    """Questions about how it went."""

    transaction: Transaction

    async def closed_records(self, council: str, start: datetime | None, end: datetime | None) -> list[ClosedRecord]:
        """The records of this council ("" is any) that were closed in [start, end); None is no bound."""
        found = await self.transaction.rows(_RECORDS.where(*_closed(council, start, end)))
        return [ClosedRecord(row.id, row.council, row.number, row.closed_at) for row in found]

    async def counted_actions(
        self, council: str, start: datetime | None, end: datetime | None
    ) -> list[CountedAction]:
        """The actions on these records, with their owners' agencies and teams, without a word of them."""
        found = await self.transaction.rows(_ACTIONS.where(*_closed(council, start, end)))
        return [_counted(row) for row in found]

    async def counted_requests(
        self, council: str, start: datetime | None, end: datetime | None
    ) -> list[CountedRequest]:
        """What police desks were asked in [start, end) for this council ("" is any), without a word of a case."""
        which = [_ASKED.council == council] if council else []
        which += [_ASKED.requested_at >= start] if start is not None else []
        which += [_ASKED.requested_at < end] if end is not None else []
        found = await self.transaction.rows(_REQUESTS.where(*which))
        return [CountedRequest(*(value for value in row)) for row in found]


def _counted(row: Row[Any]) -> CountedAction:
    return CountedAction(
        meeting_id=row.meeting_id,
        agency=row.agency,
        team=row.team,
        state=row.state,
        due_at=row.due_at,
        time_given_at=row.time_given_at,
        done_at=row.done_at,
        outcome=row.outcome,
        put_off=len(row.extensions),
        returned=len(row.given_back),
        turns=tuple(CountedTurn(turn.due_at, turn.done_at, turn.outcome) for turn in row.turns),
    )


def _closed(council: str, start: datetime | None, end: datetime | None) -> list[ColumnElement[bool]]:
    which = [_MEETING.state == MeetingState.CLOSED, _MEETING.closed_at.is_not(None)]
    which += [_MEETING.council == council] if council else []
    which += [_MEETING.closed_at >= start] if start is not None else []
    which += [_MEETING.closed_at < end] if end is not None else []
    return which
