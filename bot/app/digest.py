"""One digest a person a day: the day's first nudge sends it, later ones bring the same card up to date in place."""

from __future__ import annotations

from datetime import datetime

from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.meeting import Meeting
from bot.domain.notice import NoticeKind
from bot.domain.people import Person
from scheduling.london import local_day, wall_to_utc


async def nudge(work: Work, meeting: Meeting, action: Action, audience: tuple[str, ...], label: str) -> None:
    """Put an action before the people that its step names, each in their own digest."""
    for person in await _people(work, meeting, action, audience):
        at = _hour(work, meeting, manager=person.id not in (action.owner_id, meeting.convenor_id))
        day = local_day(at)
        dedupe = f"digest:{person.id}:{day.isoformat()}"
        await work.tell(person.id, NoticeKind.DIGEST, day.isoformat(), meeting.council, dedupe, code=label, due_at=at)
        await work.refresh(kind=NoticeKind.DIGEST, person_id=person.id, subject_id=day.isoformat())
        detail = {"to": person.id, "step": label, "number": action.number}
        await work.note("nudged", action.id, meeting.council, meeting.id, **detail)


def _hour(work: Work, meeting: Meeting, *, manager: bool) -> datetime:
    """Now if it is past the digest's hour of a working day, else at that hour of the next one."""
    policy = work.policy(meeting.council)
    working_time = policy.working_time()
    hour = policy.nudges.manager_digest_at if manager else policy.nudges.digest_at
    at = max(work.now, working_time.next_open(work.now))
    return max(at, wall_to_utc(local_day(at), hour))


async def _people(work: Work, meeting: Meeting, action: Action, audience: tuple[str, ...]) -> list[Person]:
    owner = await work.person(action.owner_id)
    convenor = await work.person(meeting.convenor_id)
    above = owner or convenor
    manager = await _above(work, above)
    named = {
        "owner": owner or convenor,
        "chair": await _chair(work, meeting) or convenor,
        "convenor": convenor,
        "manager": manager,
        "head_of_service": await _above(work, manager) or manager,
    }
    found = {person.id: person for each in audience if (person := named.get(each)) is not None}
    return [person for person in found.values() if person.id not in meeting.excluded]


async def _above(work: Work, person: Person | None) -> Person | None:
    if person is None:
        return None
    return await work.person(person.manager_id) or await work.person(person.agency_contact_id)


async def _chair(work: Work, meeting: Meeting) -> Person | None:
    for seat in await work.uow.seats.where(meeting_id=meeting.id, closed=False):
        if seat.name.startswith("chair_") and seat.person_id:
            return await work.person(seat.person_id)
    return None
