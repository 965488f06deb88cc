"""What is open when the day ends, and what the night has left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, text

from bot.domain.action import Action, ActionState
from bot.domain.meeting import Meeting, MeetingState
from bot.storage.mapping import ACTIONS, MEETINGS
from bot.storage.one_of import one_of
from bot.storage.tables.meetings import STILL_OPEN
from bot.storage.transaction import Transaction

_MEETING, _ACTION = MEETINGS.table, ACTIONS.table
_UNDER_WAY = (MeetingState.DRAFT, MeetingState.CALLED, MeetingState.HELD)


class NightQueries:
    """Questions about what passes between the day and emergency duty."""

    transaction: Transaction

    async def meets_between(self, council: str, start: datetime, end: datetime) -> list[Meeting]:
        """Called meetings of this council that begin in [start, end), the earliest first."""
        found = MEETINGS.read.where(
            _MEETING.c.state == MeetingState.CALLED,
            _MEETING.c.starts_at >= start,
            _MEETING.c.starts_at < end,
            _MEETING.c.council == council,
        )
        found = found.order_by(_MEETING.c.starts_at, _MEETING.c.id)
        return [MEETINGS.thing(row) for row in await self.transaction.rows(found)]

    async def actions_due(self, council: str, start: datetime, end: datetime) -> list[Action]:
        """Open actions of this council that are due in [start, end), the earliest first."""
        found = ACTIONS.read.where(
            text(STILL_OPEN),
            _ACTION.c.due_at >= start,
            _ACTION.c.due_at < end,
            _ACTION.c.council == council,
        )
        found = found.order_by(_ACTION.c.due_at, _ACTION.c.id)
        return [ACTIONS.thing(row) for row in await self.transaction.rows(found)]

    async def left_with(self, convenors: Sequence[str], council: str, since: datetime) -> list[Meeting]:
        """This council's meetings of these convenors under way, or closed since with an action still open."""
        still = select(_ACTION.c.id).where(_ACTION.c.meeting_id == _MEETING.c.id, _ACTION.c.state == ActionState.OPEN)
        closed = (_MEETING.c.state == MeetingState.CLOSED) & (_MEETING.c.closed_at >= since) & still.exists()
        found = MEETINGS.read.where(
            one_of(_MEETING.c.convenor_id, convenors),
            _MEETING.c.council == council,
            or_(_MEETING.c.state.in_(_UNDER_WAY), closed),
        )
        return [MEETINGS.thing(row) for row in await self.transaction.rows(found.order_by(_MEETING.c.number))]
