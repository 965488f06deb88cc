"""Chasing without nagging: only so many messages a person a day; what comes then waits for the next day's list."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.app.nudging.circle import Circle, circle_of
from bot.app.nudging.lists import Place, next_list, owe_list
from bot.app.nudging.told import Told, chases, read_told
from bot.app.work import Work
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from scheduling.london import local_day, wall_to_utc

_DAY = timedelta(days=1)
JOINED = "list:"
"""Begins the `reason` of a message that became a line of somebody's list; the list's day follows."""


async def tell_gently(
    work: Work,
    person: Person,
    kind: NoticeKind,
    subject_id: str,
    council: str,
    dedupe: str,
    *,
    meeting_id: str = "",
    code: str = "",
    urgent: bool = False,
    due_at: datetime | None = None,
    told: Told | None = None,
    circle: Circle | None = None,
) -> bool:
    """Owe a message that chases somebody; False when it joins a list of a day to come, as the day has enough.

    What is no action begins its `dedupe` with `told.AGAIN`: so it is counted.
    """
    notice = Notice(
        work.new_id(), council, kind, subject_id, person.id, dedupe, due_at or work.now, work.now, meeting_id, code
    )
    notice.urgent = urgent
    told = told or await read_told(work, [person.id])
    day = local_day(notice.due_at)
    most = work.policy(council).nudges.most_a_day
    if not chases(notice) or told.count(person.id, day) < most:
        await work.uow.notices.add(notice)
        told.take([notice])
        return True
    circle = circle if circle and person.id in circle.people else await circle_of(work, [person])
    place = Place(person, council, not_before=wall_to_utc(day + _DAY, time(0)))
    await owe_list(work, circle, told, place)
    notice.state = NoticeState.MOOT
    notice.reason = f"{JOINED}{local_day(next_list(circle, told, place)).isoformat()}"
    await work.uow.notices.add(notice)
    return False


async def joined(work: Work, person_id: str, day: str) -> list[Notice]:
    """The messages that became lines of this day's list."""
    return await work.uow.notices.where(person_id=person_id, reason=f"{JOINED}{day}", order="created_at")
