"""Keeping what people have in front of them true: one statement, so that a delivery under way is never undone."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, case, literal, select

from bot.domain.meeting import MeetingState
from bot.domain.notice import NoticeState
from bot.storage.mapping import MEETINGS, NOTICES
from bot.storage.prepared import Once
from bot.storage.shapes import Shape, conditions, shaped
from bot.storage.transaction import Transaction

_NOTICE = NOTICES.table
ALIVE = tuple(state for state in NoticeState if state not in (NoticeState.FAILED, NoticeState.MOOT))


class LiveCardQueries:
    """Changes to notices that somebody may be sending at this moment."""

    transaction: Transaction

    async def refresh_notices(self, now: datetime, **about: Any) -> None:
        """Every notice with these fields grows a version; a sent one waits again, due now, with no try spent."""
        shapes, parameters = shaped(NOTICES.column, about)
        await self.transaction.change(_renewed(shapes), parameters | {"now": now})

    async def retire_notice(self, notice_id: str, now: datetime) -> None:
        """A newer card takes this one's place; it is brought up to date once more, saying so."""
        await self.transaction.change(_RETIRED, {"now": now, "notice": notice_id})

    async def doubt_live_cards(self, now: datetime) -> int:
        """Cards of meetings under way: whatever they show, they are brought up to date; how many."""
        return len(await self.transaction.change(_DOUBTED, {"now": now}))


def brought_up_to_date(chosen: list[ColumnElement[bool]]) -> Update:
    """The statement that does it to the chosen ones; the instant is its parameter `now`."""
    sent = _NOTICE.c.state == NoticeState.SENT
    # Each value is told its column's type: left to guess, SQLAlchemy would keep a London time as if it were UTC.
    at = bindparam("now", type_=_NOTICE.c.due_at.type)
    waits = literal(NoticeState.PENDING, _NOTICE.c.state.type)
    return (
        _NOTICE.update()
        .where(*chosen, _NOTICE.c.retired.is_(False), _NOTICE.c.state.in_(ALIVE))
        .values(
            version=_NOTICE.c.version + 1,
            attempts=case((sent, 0), else_=_NOTICE.c.attempts),
            due_at=case((sent, at), else_=_NOTICE.c.due_at),
            claimable_at=case((sent, at), else_=_NOTICE.c.claimable_at),
            state=case((sent, waits), else_=_NOTICE.c.state),
        )
    )


@cache
def _renewed(shapes: tuple[Shape, ...]) -> Once:
    return Once(brought_up_to_date(conditions(NOTICES.column, shapes)))


_UNDER_WAY = select(MEETINGS.table.c.id).where(
    MEETINGS.table.c.state.not_in((MeetingState.CLOSED, MeetingState.CANCELLED))
)
_DOUBTED = Once(
    brought_up_to_date([_NOTICE.c.post_id != "", _NOTICE.c.meeting_id.in_(_UNDER_WAY)])
    .values(shown="")
    .returning(_NOTICE.c.id)
)
_RETIRED = Once(brought_up_to_date([_NOTICE.c.id == bindparam("notice")]).values(retired=True))
