"""Lists that were on their way when somebody's time changed: leave that was told, leave that ended, another hour."""

from __future__ import annotations

from datetime import date, time

from bot.app.nudging.circle import circle_of
from bot.app.nudging.lists import Place, owe_list
from bot.app.nudging.told import read_told
from bot.app.work import Work
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from scheduling.london import local_day, wall_to_utc

WAITING = (NoticeState.PENDING, NoticeState.RETRY)


async def retime_lists(work: Work, person: Person) -> None:
    """Every list of theirs that has not gone yet comes when it may now; none in their leave, all after it."""
    circle = await circle_of(work, [person])
    away = circle.away(person)
    for notice in await _unsent(work, person):
        begins = wall_to_utc(date.fromisoformat(notice.subject_id), time(0))
        at = circle.moment(person, notice.council, manager=False, not_before=max(work.now, begins))
        day = local_day(at).isoformat()
        taken = day != notice.subject_id and await work.uow.notices.where(dedupe=_dedupe(person, day))
        if taken or (away is not None and away.ends_at is None):
            # Another list of that day takes it in; when nobody knows of a return, saying so brings the list.
            notice.state, notice.retired = NoticeState.MOOT, True
        elif day != notice.subject_id:
            notice.due_at, notice.subject_id, notice.dedupe = at, day, _dedupe(person, day)
        else:
            notice.due_at = at
        await work.uow.notices.save(notice)


def _dedupe(person: Person, day: str) -> str:
    return f"digest:{person.id}:{day}"


async def list_on_return(work: Work, person: Person) -> None:
    """Somebody is back: what was open meanwhile is in the first list that may come, and in no later one again."""
    mine = await work.uow.actions_of([person.id])
    if not mine:
        return
    for action in mine:
        await work.refresh(kind=NoticeKind.NUDGE, subject_id=action.id)
    for notice in await _unsent(work, person):
        notice.state, notice.retired = NoticeState.MOOT, True
        await work.uow.notices.save(notice)
    circle, told = await circle_of(work, [person]), await read_told(work, [person.id])
    council = next((each for each in person.councils if each in work.policies.by_council), None)
    if council is not None:
        await owe_list(work, circle, told, Place(person, council))


async def _unsent(work: Work, person: Person) -> list[Notice]:
    found = await work.uow.notices.where(person_id=person.id, kind=NoticeKind.DIGEST, retired=False, state=WAITING)
    return [each for each in found if each.first_sent_at is None]
