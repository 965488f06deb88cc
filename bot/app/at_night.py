"""Who has the chases of an action tonight, in its owner's place: whoever of emergency duty has accepted it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.app.store import UnitOfWork
from bot.domain.handover import LineState, Way


async def tonight_with(uow: UnitOfWork, meetings: Collection[str], now: datetime) -> dict[str, str]:
    """By action, the person who has it until the offices open; only actions of these meetings."""
    if not meetings:
        return {}
    ids = tuple(sorted(meetings))
    taken = await uow.handover_lines.where(meeting_id=ids, way=Way.NIGHT, state=LineState.TAKEN, order="taken_at")
    return {each.action_id: each.taker_id for each in taken if each.action_id and each.taker_id and now < each.until}
