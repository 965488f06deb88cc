"""Everybody to whom some actions may be brought, with their time: read in a few questions, however many they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.app.at_night import tonight_with
from bot.app.nudging.moment import HORIZON, first_at, list_moment
from bot.app.planning.when import Diaries
from bot.app.those_above import CHAIR, FAR_ENOUGH
from bot.app.work import Work
from bot.domain.action import Action
from bot.domain.diary import Leave, RotaLine
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from bot.policy import Policies
from scheduling.availability import Intervals

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Circle:
    """The people by id, who chairs each meeting, who has which action `tonight`, and what is known of their time."""

    now: datetime
    policies: Policies
    people: dict[str, Person] = field(default_factory=dict)
    chairs: dict[str, list[str]] = field(default_factory=dict)
    leave: dict[str, list[Leave]] = field(default_factory=dict)
    rota: dict[str, list[RotaLine]] = field(default_factory=dict)
    tonight: dict[str, str] = field(default_factory=dict)
    _diaries: dict[str, Diaries] = field(default_factory=dict)

    def fit(self, person_id: str | None, meeting: Meeting) -> Person | None:
        """The person, when they are here and may know of the meeting."""
        found = self.people.get(person_id or "")
        return found if found is not None and found.here and found.id not in meeting.excluded else None

    def chairs_of(self, meeting: Meeting) -> list[Person]:
        """Whoever has accepted to chair."""
        found = (self.fit(each, meeting) for each in self.chairs.get(meeting.id, ()))
        return [each for each in found if each is not None]

    def above(self, person: Person | None, meeting: Meeting) -> list[Person]:
        """The managers, the nearest first, then the agency's contacts, as `those_above` has them."""
        line = [person] if person else []
        while len(line) in range(1, FAR_ENOUGH):
            above = self.people.get(line[-1].manager_id or "")
            if above is None or above in line:
                break
            line.append(above)
        ids = [*(each.id for each in line[1:]), *(each.agency_contact_id for each in line)]
        found = {each.id: each for each in (self.fit(some, meeting) for some in ids) if each is not None}
        return [each for each in found.values() if each is not person]

    def away(self, person: Person) -> Leave | None:
        """The leave that the person is on now."""
        return next((each for each in self.leave.get(person.id, ()) if each.holds_at(self.now)), None)

    def own_time(self, person: Person, council: str) -> Intervals:
        """When the person is at work from now on: weekly hours, rotas, leave."""
        if council not in self._diaries:
            policy, last = self.policies.of(council), self.now + HORIZON + _DAY
            self._diaries[council] = Diaries(policy, self.now, self.now - _DAY, last, self.rota, self.leave)
        return self._diaries[council].at_work(person)

    def at_work_from(self, person: Person, council: str) -> datetime | None:
        """When the person is next at work; None when that is not known."""
        return first_at(self.own_time(person, council), self.now)

    def moment(
        self, person: Person, council: str, *, manager: bool, not_before: datetime, at_once: bool = False
    ) -> datetime:
        """When the person's daily list may come. Their own hour goes before the policy's two; `at_once`: at none."""
        policy = self.policies.of(council)
        hour = policy.nudges.manager_digest_at if manager else policy.nudges.digest_at
        hour = time.fromisoformat(person.digest_at) if person.digest_at else hour
        hour = time(0) if at_once else hour
        return list_moment(self.own_time(person, council), policy.working_time(), hour, max(self.now, not_before))


async def read_circle(work: Work, pairs: Sequence[tuple[Meeting, Action | None]]) -> Circle:
    """Everybody around these actions."""
    circle = Circle(work.now, work.policies)
    meetings = {meeting.id: meeting for meeting, _ in pairs}
    seats = await work.uow.seats.where(meeting_id=tuple(meetings), closed=False) if meetings else []
    chairing = {seat.id: seat.meeting_id for seat in seats if seat.name.startswith(CHAIR)}
    asked = await work.uow.invitations.where(seat_id=tuple(chairing), answer=Answer.ACCEPTED) if chairing else []
    for each in asked:
        circle.chairs.setdefault(chairing[each.seat_id], []).append(each.person_id)
    wanted = {each.person_id for each in asked} | {meeting.convenor_id for meeting in meetings.values()}
    wanted |= {action.owner_id for _, action in pairs if action and action.owner_id}
    circle.tonight = await tonight_with(work.uow, meetings, work.now)
    await _take_in(work, circle, wanted | set(circle.tonight.values()))
    return circle


async def circle_of(work: Work, people: Iterable[Person]) -> Circle:
    """These people alone, with their time."""
    circle = Circle(work.now, work.policies, {each.id: each for each in people})
    await _time(work, circle, circle.people)
    return circle


async def _take_in(work: Work, circle: Circle, wanted: Collection[str]) -> None:
    """These people, those above them, and those who cover for any of them, with their time."""
    await _climb(work, circle, wanted)
    await _time(work, circle, circle.people)
    covers = {each.covered_by_id for rows in circle.leave.values() for each in rows if each.holds_at(work.now)}
    more = {each for each in covers if each} - circle.people.keys()
    if more:
        known = set(circle.people)
        await _climb(work, circle, more)
        await _time(work, circle, circle.people.keys() - known)


async def _climb(work: Work, circle: Circle, wanted: Collection[str]) -> None:
    for _ in range(FAR_ENOUGH):
        missing = tuple(sorted(set(wanted) - circle.people.keys()))
        if not missing:
            return
        found = await work.uow.people.where(id=missing)
        circle.people |= {each.id: each for each in found}
        wanted = {above for each in found for above in (each.manager_id, each.agency_contact_id) if above}


async def _time(work: Work, circle: Circle, people: Collection[str]) -> None:
    first, last, ids = work.now - _DAY, work.now + HORIZON + _DAY, sorted(people)
    for leave in await work.uow.leave_of(ids, first, last):
        circle.leave.setdefault(leave.person_id, []).append(leave)
    for line in await work.uow.rota_of(ids, first, last):
        circle.rota.setdefault(line.person_id, []).append(line)
