"""One digest a person a day: the day's first nudge sends it, later ones bring the same card up to date in place."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.app.those_above import chair_of, those_above
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.people import Person
from scheduling.london import local_day, wall_to_utc


async def nudge(work: Work, meeting: Meeting, action: Action, audience: tuple[str, ...], label: str) -> None:
    """Put an action before the people that its step names, each in their own digest."""
    for person in await _people(work, meeting, action, audience):
        manager = person.id not in (action.owner_id, meeting.convenor_id)
        at = list_hour(work, meeting.council, person.digest_at, manager=manager)
        day = local_day(at)
        await _retire_earlier_days(work, person.id, min(day, local_day(work.now)))
        dedupe = f"digest:{person.id}:{day.isoformat()}"
        await work.tell(person.id, NoticeKind.DIGEST, day.isoformat(), meeting.council, dedupe, code=label, due_at=at)
        await work.refresh(kind=NoticeKind.DIGEST, person_id=person.id, subject_id=day.isoformat())
        detail = {"to": person.id, "step": label, "number": action.number}
        await work.note("nudged", action.id, meeting.council, meeting.id, **detail)


async def _retire_earlier_days(work: Work, person_id: str, before: date) -> None:
    """One live digest a person: those of the days before give way to it."""
    for notice in await work.uow.notices.where(person_id=person_id, kind=NoticeKind.DIGEST, retired=False):
        if notice.subject_id < before.isoformat():
            await work.uow.retire_notice(notice.id, work.now)


def list_hour(work: Work, council: str, own_hour: str, *, manager: bool = False) -> datetime:
    """When a daily list may come: now if its hour of a working day is past, else at the next one.

    `own_hour` is the London hour that its person chose, "" for the policy's.
    """
    policy = work.policy(council)
    working_time = policy.working_time()
    hour = policy.nudges.manager_digest_at if manager else policy.nudges.digest_at
    if own_hour and not manager:
        hour = time.fromisoformat(own_hour)
    at = max(work.now, working_time.next_open(work.now))
    return max(at, wall_to_utc(local_day(at), hour))


async def _people(work: Work, meeting: Meeting, action: Action, audience: tuple[str, ...]) -> list[Person]:
    """Those whom the step names; where one of them is not there, the convenor: somebody always hears."""
    owner, convenor = await work.person(action.owner_id), await work.person(meeting.convenor_id)
    above = await those_above(work.uow, owner or await work.uow.people.get(meeting.convenor_id), meeting)
    named = {
        "owner": owner or convenor,
        "chair": await chair_of(work.uow, meeting) or convenor,
        "convenor": convenor,
        "manager": above[0] if above else convenor,
        "head_of_service": above[min(1, len(above) - 1)] if above else convenor,
    }
    found = {person.id: person for each in audience if (person := named.get(each)) is not None}
    told = [person for person in found.values() if person.id not in meeting.excluded]
    return told or [each for each in (convenor, *above[:1]) if each and each.id not in meeting.excluded][:1]
