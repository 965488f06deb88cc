"""Who is on leave at an instant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.app.store import UnitOfWork
from bot.domain.diary import Leave


async def on_leave(uow: UnitOfWork, people: Collection[str], at: datetime) -> dict[str, Leave]:
    """The leave that each of these people who is away is on then, by person."""
    rows = await uow.leave_of(sorted(people), at, at + timedelta(minutes=1)) if people else []
    return {each.person_id: each for each in rows if each.holds_at(at)}
