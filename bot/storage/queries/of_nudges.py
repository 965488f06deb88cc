"""What people have been told lately: so that nobody is shown the same twice, or chased too often."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_

from bot.domain.notice import Notice, NoticeState
from bot.storage.mapping import NOTICES
from bot.storage.one_of import Many, is_one_of
from bot.storage.prepared import Once
from bot.storage.transaction import Transaction

_NOTICE = NOTICES.table
LONGEST = timedelta(days=60)
_WAITS = (NoticeState.PENDING, NoticeState.CLAIMED, NoticeState.RETRY)


def lately(since: Any, oldest: Any) -> ColumnElement[bool]:
    """Came since then, waits, or was owed since and came to nothing; of what was due not before `oldest`: nothing
    waits that long, and a person's messages of years are not looked through. Instants, or parameters.
    """
    waits = and_(_NOTICE.c.first_sent_at.is_(None), _NOTICE.c.state.in_(_WAITS))
    late = or_(_NOTICE.c.first_sent_at >= since, _NOTICE.c.created_at >= since, _NOTICE.c.due_at >= since, waits)
    return and_(_NOTICE.c.due_at >= oldest, late)


_SINCE, _OLDEST = (bindparam(name, type_=_NOTICE.c.due_at.type) for name in ("since", "oldest"))
_LATELY = Once(
    NOTICES.read.where(
        is_one_of(_NOTICE.c.person_id, bindparam("people", type_=Many())), lately(_SINCE, _OLDEST)
    ).order_by(_NOTICE.c.id)
)


class NudgeQueries:
    """Questions about the messages of people."""

    transaction: Transaction

    async def told_lately(self, people: Collection[str], since: datetime) -> list[Notice]:
        """Messages that first came since then, those still to come, and those owed since that came to nothing."""
        asked = {"people": sorted(set(people)), "since": since, "oldest": since - LONGEST}
        return [NOTICES.thing(row) for row in await self.transaction.rows(_LATELY, asked)]
