"""Asking one check, of everything or about one subject alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.app.staying_out import heed_among
from bot.app.work import Work
from bot.domain.notice import Notice
from bot.domain.watching import Amiss

OUT, UNLINKED = "told_though_out", "audit_unlinked"
LINKED_WITHIN = timedelta(minutes=1)


async def look(work: Work, check: str, late: datetime, most: int, after: datetime | None) -> list[Amiss]:
    """What this check finds now."""
    if check == OUT:
        return await _those_out(work, await work.uow.waiting_since(late, most))
    if check == UNLINKED:
        return [Amiss(UNLINKED, "audit")] if any(await work.uow.unlinked_before(work.now - LINKED_WITHIN)) else []
    return await work.uow.amiss(check, work.now, late, most, after=after)


async def still_amiss(work: Work, amiss: Amiss, late: datetime) -> bool:
    """Whether it is so in this transaction too."""
    if amiss.check_name == "check_failed":
        return False
    if amiss.check_name == OUT:
        return bool(await _those_out(work, await work.uow.notices.where(id=amiss.subject_id)))
    if amiss.check_name == UNLINKED:
        return any(await work.uow.unlinked_before(work.now - LINKED_WITHIN))
    return bool(await work.uow.amiss(amiss.check_name, work.now, late, 1, only=amiss.subject_id))


async def _those_out(work: Work, waiting: list[Notice]) -> list[Amiss]:
    """Of these notices, those of people who must stay out of their meeting's case."""
    ids = tuple(sorted({each.meeting_id for each in waiting}))
    people = tuple(sorted({each.person_id for each in waiting}))
    if not ids:
        return []
    meetings = await work.uow.meetings.where(id=ids)
    known = await heed_among(work.uow, meetings, await work.uow.people.where(id=people))
    out = {each.id: set(each.excluded) for each in known}
    return [
        Amiss(OUT, each.id, each.council, each.meeting_id)
        for each in waiting
        if each.person_id in out.get(each.meeting_id, set())
    ]
