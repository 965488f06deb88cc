"""Who could fill each seat, the most appropriate first: holds the case, covers, has the record, is on the rota."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.planning.diary_rows import read_diaries
from bot.app.planning.when import Diaries
from bot.app.work import Work
from bot.domain.case import CaseFacts
from bot.domain.meeting import Meeting, Seat
from bot.domain.people import Desk, Person
from bot.domain.ranking import COVERS, HOLDS, RECORD, ROTA
from bot.policy import Policy
from bot.policy.closed import reached_at_any_hour
from bot.policy.who_treats import children_of
from scheduling.availability import Intervals
from scheduling.planner import Candidate


@dataclass(frozen=True, slots=True)
class Team:
    """What makes one person more appropriate than another: who knows which child, and who shares a team with these.

    `holders`: by a child's reference, whose caseload the child is on, and who was named as knowing the child.
    """

    policy: Policy
    holders: dict[str, frozenset[str]]
    teams: frozenset[str]

    def tier(self, person: Person, seat: str, child: str) -> int:
        """How the person comes to this seat: holds the case, covers in the same team, has the record, or the rota."""
        children = child.split(",") if child else self.holders
        holders = {each for one in children for each in self.holders.get(one, ())}
        if person.id in holders:
            return HOLDS
        if person.team and person.team in self.teams:
            return COVERS
        rule = self.policy.ranking
        has_record = not set(person.seats).isdisjoint(rule.record_seats)
        return RECORD if has_record and seat in (*rule.record_sits_for, *rule.record_seats) else ROTA

    def rank(self, tier: int) -> int:
        """How appropriate that is, 0 the most (the policy's order)."""
        return self.policy.ranking.rank(tier)


@dataclass(frozen=True, slots=True)
class Sought:
    """A seat to fill: its name, the children it is for (references, or ""), and whoever was chosen for it already."""

    seat: str
    child: str = ""
    chosen: str = ""


@dataclass(slots=True)
class Candidates:
    """Those who could fill a seat, as the planner sees them and as people and desks, with their diaries' versions."""

    demand: list[Candidate] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    tiers: dict[str, int] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    def known_free(self, start: datetime, end: datetime) -> set[str]:
        """Who is known to be free throughout."""
        return {each.id for each in self.demand if each.free.contains(start, end)}

    def free_at(self, start: datetime, end: datetime) -> list[str]:
        """Who is free throughout, the most appropriate first; after them those of whom it is not known."""
        known = self.known_free(start, end)
        free = [each for each in self.demand if each.id in known]
        perhaps = [each for each in self.demand if each.free.union(each.unknown).contains(start, end)]
        order = [each for group in (free, perhaps) for each in sorted(group, key=lambda one: (one.tier, one.id))]
        return list(dict.fromkeys(each.id for each in order))


async def team_around(work: Work, meeting: Meeting) -> Team:
    """Who holds each child's case or was named as knowing the child, and which teams they are in."""
    caseload: dict[str, frozenset[str]] = {}
    for child in meeting.facts.in_scope:
        rows = await work.uow.caseloads.where(council=meeting.council, reference=child.reference)
        caseload[child.reference] = frozenset(row.person_id for row in rows)
    holders = {one: held | _named_for(one, caseload, meeting.facts) for one, held in caseload.items()}
    known = frozenset[str]().union(*holders.values())
    people = await work.uow.people.where(id=tuple(sorted(known))) if known else []
    return Team(work.policy(meeting.council), holders, frozenset(person.team for person in people if person.team))


def _named_for(reference: str, caseload: Mapping[str, frozenset[str]], facts: CaseFacts) -> frozenset[str]:
    """Who was named as knowing this child. Of several siblings, somebody knows those on their caseload, if any is."""
    found = set()
    for service in facts.known_services:
        about = [child.reference for child in children_of(service, facts) or facts.in_scope]
        theirs = [each for each in about if service.person_id in caseload[each]] or about
        if service.person_id and reference in theirs:
            found.add(service.person_id)
    return frozenset(found)


async def candidates(
    work: Work, meeting: Meeting, seat: str, child: str, first: datetime, last: datetime
) -> Candidates:
    """Everybody who could fill this one seat, with their time in the window; never anybody excluded."""
    return (await candidates_for(work, meeting, [Sought(seat, child)], first, last))[0]


async def candidates_for(
    work: Work, meeting: Meeting, sought: Sequence[Sought], first: datetime, last: datetime
) -> list[Candidates]:
    """The same for several seats at once, in their order: everybody's time is read together."""
    pool = await _pool(work, meeting, sought)
    team = await team_around(work, meeting)
    people, desks = pool.everybody(), pool.every_desk()
    diaries = await read_diaries(work, meeting, people, desks, first, last, pool.every_member())
    await _add_covers(pool, work, meeting, diaries)
    return [_for_seat(each, pool, team, diaries, meeting) for each in sought]


@dataclass(slots=True)
class _Pool:
    """Who can fill which seat by the directory, the members of the desks, and who covers for whom."""

    people: dict[str, list[Person]] = field(default_factory=dict)
    desks: dict[str, list[Desk]] = field(default_factory=dict)
    members: dict[str, list[Person]] = field(default_factory=dict)
    chosen: dict[str, Person] = field(default_factory=dict)
    covers: dict[str, list[Person]] = field(default_factory=dict)

    def everybody(self) -> list[Person]:
        groups = (*self.people.values(), self.chosen.values())
        return list({each.id: each for group in groups for each in group}.values())

    def every_desk(self) -> list[Desk]:
        return list({each.id: each for group in self.desks.values() for each in group}.values())

    def every_member(self) -> list[Person]:
        return list({each.id: each for group in self.members.values() for each in group}.values())


async def _pool(work: Work, meeting: Meeting, sought: Sequence[Sought]) -> _Pool:
    pool = _Pool()
    policy = work.policy(meeting.council)
    seats = dict.fromkeys(each.seat for each in sought)
    instead = {seat: policy.ranking.record_seats if seat in policy.ranking.record_sits_for else () for seat in seats}
    wanted = dict.fromkeys((*seats, *(each for group in instead.values() for each in group)))
    able = await work.uow.people_for_seats(meeting.council, wanted)
    desks = seats if policy.desks_allowed(meeting.facts) else ()
    pool.desks = await work.uow.desks_for_seats(meeting.council, desks)
    for seat in seats:
        found = {each.id: each for one in (seat, *instead[seat]) for each in able[one]}
        pool.people[seat] = [each for each in found.values() if each.id not in meeting.excluded]
    ids = tuple(each.id for each in pool.every_desk())
    rows = await work.uow.desk_members.where(desk_id=ids) if ids else []
    chosen = {each.chosen for each in sought if each.chosen}
    others = await _here(work, chosen.union(row.person_id for row in rows))
    for row in rows:
        if row.person_id in others:
            pool.members.setdefault(row.desk_id, []).append(others[row.person_id])
    pool.chosen = {each: others[each] for each in chosen if each in others and each not in meeting.excluded}
    return pool


async def _here(work: Work, ids: Collection[str]) -> dict[str, Person]:
    """Those of these people who have not left."""
    found = await work.uow.people.where(id=tuple(sorted(ids))) if ids else []
    return {each.id: each for each in found if each.here}


async def _add_covers(pool: _Pool, work: Work, meeting: Meeting, diaries: Diaries) -> None:
    """Whoever covers for somebody who is away in the window, with their own time read as well."""
    able = {each.id for group in pool.people.values() for each in group}
    told = [
        (away, each.covered_by_id)
        for away, rows in diaries.leave.items()
        for each in rows
        if each.covered_by_id and away in able
    ]
    here = await _here(work, {cover_id for _, cover_id in told})
    covering = {
        each.id: each
        for each in here.values()
        if meeting.council in each.councils and each.id not in meeting.excluded
    }
    for away, cover_id in told:
        if cover_id in covering:
            pool.covers.setdefault(away, []).append(covering[cover_id])
    known = {each.id for each in pool.everybody()}
    unread = [each for each in covering.values() if each.id not in known]
    if unread:
        diaries.take_in(await read_diaries(work, meeting, unread, [], diaries.first, diaries.last))


def _for_seat(sought: Sought, pool: _Pool, team: Team, diaries: Diaries, meeting: Meeting) -> Candidates:
    found = Candidates(versions=diaries.versions)
    if sought.chosen in pool.chosen:
        person = pool.chosen[sought.chosen]
        _add(found, person, team, team.tier(person, sought.seat, sought.child), diaries)
        return found
    # Desks before people: of equals the planner takes the first, and a duty desk is there to be asked (finding 6).
    for desk in pool.desks.get(sought.seat, ()):
        members = pool.members.get(desk.id, [])
        there = [each for each in members if each.id not in meeting.excluded]
        if members and not there:
            continue
        time = diaries.of_desk(desk, there)
        found.demand.append(Candidate(desk.id, team.rank(ROTA), time.free, time.unknown))
        found.desks[desk.id], found.tiers[desk.id] = desk, ROTA
    at_night = {
        says: reached_at_any_hour(meeting, team.policy, sought.seat, says_hours=says) for says in (True, False)
    }
    for person in pool.people[sought.seat]:
        any_hour = at_night[bool(person.works)] and sought.seat in person.seats
        _add(found, person, team, _tier(person, sought, team, meeting), diaries, at_any_hour=any_hour)
    for person in pool.people[sought.seat]:
        for cover in pool.covers.get(person.id, ()):
            _add_cover(found, cover, person, team, diaries)
    return found


def _tier(person: Person, sought: Sought, team: Team, meeting: Meeting) -> int:
    return HOLDS if person.id == meeting.convenor_id else team.tier(person, sought.seat, sought.child)


def _add(
    found: Candidates,
    person: Person,
    team: Team,
    tier: int,
    diaries: Diaries,
    within: Intervals | None = None,
    *,
    at_any_hour: bool = False,
) -> None:
    time = diaries.of(person, at_any_hour=at_any_hour)
    free, unknown = time.free, time.unknown
    if within is not None:
        free, unknown = free.intersect(within), unknown.intersect(within)
    found.demand.append(Candidate(person.id, team.rank(tier), free, unknown))
    found.people[person.id], found.tiers[person.id] = person, tier


def _add_cover(found: Candidates, cover: Person, absent: Person, team: Team, diaries: Diaries) -> None:
    """Somebody covers while the other is away: then they rank as a covering colleague, if the other would."""
    away, tier = diaries.away(absent), COVERS if found.tiers[absent.id] <= COVERS else ROTA
    if cover.id not in found.people:
        _add(found, cover, team, tier, diaries, within=away)
        return
    if tier < found.tiers[cover.id] and away.contains(diaries.first, diaries.last):
        found.demand = [each for each in found.demand if each.id != cover.id]
        _add(found, cover, team, tier, diaries)


def put(seat: Seat, found: Candidates, chosen: str) -> None:
    """Put a candidate, a person or a desk, into a seat."""
    seat.tier = found.tiers[chosen]
    seat.person_id = chosen if chosen in found.people else None
    seat.desk_id = chosen if chosen in found.desks else None
