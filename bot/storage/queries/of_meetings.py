"""When people and rooms are taken, whose meetings and actions are open, and the next meeting's number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, union

from bot.domain.action import Action, ActionState
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, MeetingState
from bot.storage.mapping import ACTIONS, INVITATIONS, MEETINGS, ROOMS
from bot.storage.one_of import one_of
from bot.storage.prepared import Once
from bot.storage.rows import DIALECTS, upsert
from bot.storage.tables import ledger, table
from bot.storage.transaction import Transaction

_MEETING, _INVITATION, _ROOM, _ACTION = MEETINGS.table, INVITATIONS.table, ROOMS.table, ACTIONS.table
_COUNTER = table(ledger.CounterRow)
_OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)
_UNDER_WAY = tuple(state for state in MeetingState if state not in _OVER)
_LIVE = tuple(answer for answer in Answer if answer not in (Answer.WITHDRAWN, Answer.TAKEN))


def _count(dialect: str) -> Once:
    more = bindparam("more", type_=_COUNTER.c.number.type)
    count = upsert(_COUNTER, dialect).values(council=bindparam("council"), number=more)
    count = count.on_conflict_do_update(index_elements=["council"], set_={"number": _COUNTER.c.number + more})
    return Once(count.returning(_COUNTER.c.number))


_COUNT = {dialect: _count(dialect) for dialect in DIALECTS}
_FREE_ROOM = Once(_ROOM.delete().where(_ROOM.c.meeting_id == bindparam("meeting")))
_HOLDS_ROOM = Once(
    select(_ROOM.c.id)
    .where(
        _ROOM.c.room_id == bindparam("room"),
        _ROOM.c.ends_at > bindparam("start"),
        _ROOM.c.starts_at < bindparam("end"),
        _ROOM.c.meeting_id != bindparam("besides"),
    )
    .limit(1)
)


class MeetingQueries:
    """Questions about meetings, rooms and actions."""

    transaction: Transaction

    async def next_number(self, council: str) -> int:
        """The council's next meeting number. Holds the council's row until the transaction ends."""
        return await self._count(council, 1)

    async def hold_council(self, council: str) -> None:
        """Hold the council's row until the transaction ends, so that rooms are given out one at a time."""
        await self._count(council, 0)

    async def _count(self, council: str, more: int) -> int:
        asked = {"council": council, "more": more}
        return int((await self.transaction.change(_COUNT[self.transaction.dialect], asked))[0].number)

    async def room_taken(self, room_id: str, start: datetime, end: datetime, *, besides: str = "") -> bool:
        """True when another meeting holds the room at some time of this span."""
        asked = {"room": room_id, "start": start, "end": end, "besides": besides}
        return bool(await self.transaction.rows(_HOLDS_ROOM, asked))

    async def free_room(self, meeting_id: str) -> None:
        """Give up every room held for this meeting."""
        await self.transaction.change(_FREE_ROOM, {"meeting": meeting_id})

    async def actions_of(self, owners: Sequence[str]) -> list[Action]:
        """Open actions of these owners, the earliest time first, those without a time last."""
        found = ACTIONS.read.where(one_of(_ACTION.c.owner_id, owners), _ACTION.c.state == ActionState.OPEN)
        found = found.order_by(_ACTION.c.due_at.nulls_last(), _ACTION.c.id)
        return [ACTIONS.thing(row) for row in await self.transaction.rows(found)]

    async def open_meetings_of(self, person_id: str) -> list[Meeting]:
        """Meetings this person convenes, records, or has a live invitation to, still under way, the newest first."""
        under_way = _MEETING.c.state.in_(_UNDER_WAY)
        asked = select(_INVITATION.c.meeting_id).where(
            _INVITATION.c.person_id == person_id, _INVITATION.c.answer.in_(_LIVE)
        )
        ids = union(
            select(_MEETING.c.id).where(_MEETING.c.convenor_id == person_id, under_way),
            select(_MEETING.c.id).where(_MEETING.c.recorder_id == person_id, under_way),
            select(_MEETING.c.id).where(_MEETING.c.handover_to_id == person_id, under_way),
            asked,
        ).subquery()
        found = MEETINGS.read.where(_MEETING.c.id.in_(select(ids.c[0])), under_way)
        found = found.order_by(_MEETING.c.raised_at.desc(), _MEETING.c.id.desc())
        return [MEETINGS.thing(row) for row in await self.transaction.rows(found)]
