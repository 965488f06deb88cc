"""Which of the council's rooms is free."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.app.work import Work
from bot.domain.meeting import Meeting


async def free_room(work: Work, meeting: Meeting, start: datetime) -> str:
    """The first room of the policy that is free then, or "" when none is."""
    end = start + timedelta(minutes=meeting.minutes)
    for room in work.policy(meeting.council).rooms:
        if not await work.uow.room_taken(room.id, start, end, besides=meeting.id):
            return room.id
    return ""
