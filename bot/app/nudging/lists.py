"""One list a person a day: whatever waits goes into it, and what comes later brings the same card up to date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.app.nudging.circle import Circle
from bot.app.nudging.told import Told
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.notice import Notice, NoticeKind
from bot.domain.people import OwnHours, Person
from scheduling.london import local_day, wall_to_utc

_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
# More days than this full of chasing, one after the other, do not come: then the list comes all the same.
_FULL_DAYS = 14


@dataclass(frozen=True, slots=True)
class Place:
    """Whose list something goes into, and when: not before an instant, and `early` as soon as they are at work."""

    person: Person
    council: str
    manager: bool = False
    not_before: datetime | None = None
    early: bool = False


def usual_moment(work: Work, council: str, own: OwnHours) -> datetime:
    """When a list may come to people of these hours who are neither on leave nor on a rota."""
    somebody = Person("", "", "", (council,), works=own.works, digest_at=own.digest_at)
    return Circle(work.now, work.policies).moment(somebody, council, manager=False, not_before=work.now)


def next_list(circle: Circle, told: Told, place: Place) -> datetime:
    """When something new can be read there: now in today's, once that is out; else in the next that may be sent."""
    start = max(circle.now, place.not_before or circle.now)
    most = circle.policies.of(place.council).nudges.most_a_day
    at = start
    for _ in range(_FULL_DAYS):
        today = told.digest_of(place.person.id, local_day(start))
        if today is not None and today.first_sent_at is not None:
            return start
        at = circle.moment(place.person, place.council, manager=place.manager, not_before=start, at_once=place.early)
        there = told.digest_of(place.person.id, local_day(at))
        if there is not None:
            return min(there.due_at, at) if place.early else max(there.due_at, start)
        if told.count(place.person.id, local_day(at)) < most:
            return at
        start = wall_to_utc(local_day(at) + _DAY, _MIDNIGHT)
    return at


async def put_in_list(work: Work, circle: Circle, told: Told, place: Place, action: Action, label: str) -> None:
    """Put an action before somebody in their list: not while they have just been shown it, and before it is due."""
    window = timedelta(minutes=work.policy(place.council).nudges.window_minutes)
    shown = told.shown_at(place.person.id, action, in_lists=False)
    if shown is not None and shown + window > work.now:
        place = replace(place, not_before=max(place.not_before or work.now, shown + window))
    due = action.due_at
    if due is not None and work.now < due <= next_list(circle, told, place):
        sooner = replace(place, early=True)
        place = sooner if next_list(circle, told, sooner) < due else place
    await owe_list(work, circle, told, place, label)


async def owe_list(work: Work, circle: Circle, told: Told, place: Place, label: str = "") -> None:
    """Owe the person their list, or bring it up to date where it is."""
    at, who = next_list(circle, told, place), place.person.id
    day = local_day(at).isoformat()
    await _retire_earlier(work, who, min(day, local_day(work.now).isoformat()))
    there = told.digest_of(who, local_day(at))
    if there is not None:
        if at < there.due_at and there.first_sent_at is None:
            there.due_at = at
            await work.uow.notices.save(there)
        await work.refresh(kind=NoticeKind.DIGEST, person_id=who, subject_id=day)
        return
    # A list that had nothing to say when its hour came does not stand in the way of one that has.
    before = sum(each.subject_id == day for each in told.by_person.get(who, ()))
    dedupe = f"digest:{who}:{day}" + (f":{before}" if before else "")
    kind, council = NoticeKind.DIGEST, place.council
    await work.tell(who, kind, day, council, dedupe, code=label, due_at=at)
    told.take([Notice(dedupe, council, kind, day, who, dedupe, at, work.now)])


async def _retire_earlier(work: Work, person_id: str, before: str) -> None:
    """One live list a person: those of the days before give way to it."""
    for notice in await work.uow.notices.where(person_id=person_id, kind=NoticeKind.DIGEST, retired=False):
        if notice.subject_id < before:
            await work.uow.retire_notice(notice.id, work.now)
