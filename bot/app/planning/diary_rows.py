"""The rows about people's time, read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.app.planning.when import Diaries, Taken
from bot.app.work import Work
from bot.domain.diary import OfferedSlots
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Desk, Person
from bot.policy import Policy

_A_MINUTE = timedelta(minutes=1)


class _Ofs(Protocol):
    @property
    def person_id(self) -> str: ...


E = TypeVar("E", bound=_Ofs)


async def read_diaries(
    work: Work,
    meeting: Meeting,
    people: Sequence[Person],
    desks: Sequence[Desk],
    first: datetime,
    last: datetime,
    members: Sequence[Person] = (),
) -> Diaries:
    """Everything known about the time of these people and desks in the window, besides this meeting itself.

    Of the `members` of the desks only when they are at work: what they are called to is no matter of the desk's.
    """
    rule = work.policy(meeting.council).availability
    urgent = work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges
    ids = list(dict.fromkeys(each.id for each in people))
    who = [*ids, *(each.id for each in desks)]
    # Before anything else is read: what changes from here on is noticed when the plan is sent.
    versions = await work.uow.diaries(who)
    found = await _shifts(work, work.policy(meeting.council), [*ids, *(each.id for each in members)], first, last)
    found.versions = versions
    found.slots_only = meeting.urgency in rule.offered_slots_for
    found.holds_may_fall = urgent and rule.urgent_ignores_holds
    found.taken = Taken(
        await work.uow.called_to(who, first, last, besides=meeting.id),
        await work.uow.held(who, first, last, work.now, besides=meeting.id),
    )
    if meeting.state is MeetingState.CALLED and meeting.starts_at and meeting.ends_at:
        for each in await work.uow.invitations.where(meeting_id=meeting.id, answer=Answer.DECLINED):
            # They said no to this time, and to no other.
            found.taken.called.setdefault(each.person_id, []).append((meeting.starts_at, meeting.ends_at))
    found.offers = _by_whom(await work.uow.offered_slots.where(who=tuple(who)))
    kept = await work.uow.calendars.where(person_id=tuple(ids))
    # One that was taken away stays as a row without an address.
    found.calendars = {each.person_id: each for each in kept if each.address}
    found.busy = await work.uow.calendars_of(list(found.calendars), first, last)
    found.tentative = await work.uow.calendars_of(list(found.calendars), first, last, unsure=True)
    return found


async def on_shift(work: Work, policy: Policy, people: Sequence[Person], at: datetime) -> list[Person]:
    """Those of these people who are at work at this instant: weekly hours, rotas and leave."""
    diaries = await _shifts(work, policy, [each.id for each in people], at, at + _A_MINUTE)
    return [each for each in people if diaries.at_work(each)]


async def _shifts(work: Work, policy: Policy, ids: Sequence[str], first: datetime, last: datetime) -> Diaries:
    rota = _by_person(await work.uow.rota_of(ids, first, last))
    leave = _by_person(await work.uow.leave_of(ids, first, last))
    return Diaries(policy=policy, now=work.now, first=first, last=last, rota=rota, leave=leave)


def _by_person(rows: Iterable[E]) -> dict[str, list[E]]:
    found: dict[str, list[E]] = {}
    for each in rows:
        found.setdefault(each.person_id, []).append(each)
    return found


def _by_whom(rows: Iterable[OfferedSlots]) -> dict[str, list[OfferedSlots]]:
    found: dict[str, list[OfferedSlots]] = {}
    for each in rows:
        found.setdefault(each.who, []).append(each)
    return found
