"""Who could fill each seat, and the earliest time at which they can decide: the rows made ready for the planner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.app.work import Work
from bot.domain.meeting import Meeting, OtherTime, Seat
from bot.domain.people import Desk, Person
from bot.policy import Policy
from bot.policy.seating import SeatNeed, seats_for
from scheduling.availability import Intervals
from scheduling.london import local_day
from scheduling.planner import Candidate, Plan, SeatDemand, plan
from scheduling.rota import expand, on_shift, parse_pattern
from scheduling.working_time import WorkingTime, england_bank_holiday

HOLDS, COVERS, RECORD, ROTA = range(4)
DESK = "desk:"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Team:
    """What makes one person more appropriate than another: who holds the case, who was named, who shares a team."""

    holders: dict[str, frozenset[str]]
    named: frozenset[str]
    teams: frozenset[str]

    def tier(self, person: Person, child: str) -> int:
        """The ranking: holds the case, covers in the same team, else the rota (domain: "Ranking")."""
        children = child.split(",") if child else self.holders
        holders = {each for one in children for each in self.holders.get(one, ())}
        if person.id in self.named or person.id in holders:
            return HOLDS
        return COVERS if person.team and person.team in self.teams else ROTA


@dataclass(frozen=True, slots=True)
class Choice:
    """The plan as rows: seats with people, the time, other times, and why this one."""

    seats: list[Seat]
    starts_at: datetime | None
    offered: tuple[OtherTime, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Candidates:
    """Those who could fill a seat, as the planner sees them, and as people and desks."""

    demand: list[Candidate] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    tiers: dict[str, int] = field(default_factory=dict)


async def plan_meeting(work: Work, meeting: Meeting, start: datetime | None = None) -> Choice:
    """Plan a meeting from its facts: at `start` when one is given, else the earliest time before the deadline."""
    policy = work.policy(meeting.council)
    seating = seats_for(meeting.facts, policy, out_of_hours=policy.out_of_hours(meeting.facts))
    team = await team_around(work, meeting)
    length = timedelta(minutes=meeting.minutes)
    first, last = _window(work, policy, meeting, start, length)
    needs = [*((need, True) for need in seating.required), *((need, False) for need in seating.advised)]
    found = [await candidates(work, meeting, need.seat, need.child or "", team, first, last) for need, _ in needs]
    demands = [
        SeatDemand(str(place), required, tuple(each.demand), _sharing(policy, needs, place))
        for place, ((_, required), each) in enumerate(zip(needs, found, strict=True))
    ]
    made = _best(demands, first, last, length, policy, alternatives=0 if start else policy.meeting.alternatives)
    slot = made.best
    seats = [
        _seat(work, meeting, need, required, each, slot.seats.get(str(place)) if slot else None)
        for place, ((need, required), each) in enumerate(zip(needs, found, strict=True))
    ]
    seats = _merged(seats)
    at = slot.start if slot else start
    reason = _reason(seats, at, chosen=start is not None)
    return Choice(seats, at, tuple(OtherTime(each.start) for each in made.alternatives), reason)


def _window(
    work: Work, policy: Policy, meeting: Meeting, start: datetime | None, length: timedelta
) -> tuple[datetime, datetime]:
    if start is not None:
        return start, start + length
    notice = timedelta(minutes=policy.urgency(meeting.urgency).notice_minutes)
    return work.now + notice, max(meeting.deadline, work.now + notice + length)


def _best(
    demands: Sequence[SeatDemand],
    first: datetime,
    last: datetime,
    length: timedelta,
    policy: Policy,
    *,
    alternatives: int,
) -> Plan:
    step = timedelta(minutes=policy.meeting.grid_minutes)
    wait = timedelta(minutes=policy.meeting.wait_for_caseload_minutes)
    return plan(demands, first, last, length, step, wait, alternatives)


def _sharing(policy: Policy, needs: Sequence[tuple[SeatNeed, bool]], place: int) -> frozenset[str]:
    mine = needs[place][0].seat
    groups = [group for group in policy.sharing.one_person if mine in group]
    return frozenset(
        str(other)
        for other, (need, _) in enumerate(needs)
        if other != place and (need.seat == mine or any(need.seat in group for group in groups))
    )


def _seat(
    work: Work, meeting: Meeting, need: SeatNeed, required: bool, found: Candidates, chosen: str | None
) -> Seat:
    seat = Seat(work.new_id(), meeting.council, meeting.id, need.seat, required, need.why, need.child or "")
    if chosen is not None:
        put(seat, found, chosen)
    return seat


def _merged(seats: Sequence[Seat]) -> list[Seat]:
    """One person in the same seat for several children has one row, and so one card; the references are joined."""
    kept: dict[tuple[object, ...], Seat] = {}
    for seat in seats:
        somebody = seat.person_id or seat.desk_id or seat.id
        earlier = kept.setdefault((seat.name, somebody, seat.tier), seat)
        if earlier is not seat:
            earlier.child = ",".join(sorted({*earlier.child.split(","), *seat.child.split(",")} - {""}))
            earlier.required = earlier.required or seat.required
    return list(kept.values())


def put(seat: Seat, found: Candidates, chosen: str) -> None:
    """Put a candidate, a person or a desk, into a seat."""
    seat.tier = found.tiers[chosen]
    seat.person_id = chosen if chosen in found.people else None
    seat.desk_id = chosen.removeprefix(DESK) if chosen in found.desks else None


async def team_around(work: Work, meeting: Meeting) -> Team:
    """Who holds each child's case or was named as knowing the child, and which teams they are in."""
    named = frozenset(each.person_id for each in meeting.facts.known_services if each.person_id)
    holders: dict[str, frozenset[str]] = {}
    for child in meeting.facts.in_scope:
        rows = await work.uow.caseloads.where(council=meeting.council, reference=child.reference)
        holders[child.reference] = frozenset(row.person_id for row in rows)
    known = named.union(*holders.values())
    people = await work.uow.people.where(id=tuple(sorted(known))) if known else []
    return Team(holders, named, frozenset(person.team for person in people if person.team))


async def candidates(
    work: Work, meeting: Meeting, seat: str, child: str, team: Team, first: datetime, last: datetime
) -> Candidates:
    """Everybody who could fill this seat, with their free time in the window; never anybody excluded."""
    policy, found = work.policy(meeting.council), Candidates()
    if policy.desks_allowed(meeting.facts):
        # Before people: of equals the planner takes the first, and a duty desk is there to be asked (finding 6).
        for desk in await work.uow.desks_for_seat(meeting.council, seat):
            free = expand(parse_pattern(desk.works), first, last)
            found.demand.append(Candidate(DESK + desk.id, ROTA, free))
            found.desks[DESK + desk.id], found.tiers[DESK + desk.id] = desk, ROTA
    people = [
        each for each in await work.uow.people_for_seat(meeting.council, seat) if each.id not in meeting.excluded
    ]
    people = [each for each in people if each.here]
    busy = await work.uow.called_to([each.id for each in people], first, last, besides=meeting.id)
    for person in people:
        tier = HOLDS if person.id == meeting.convenor_id else team.tier(person, child)
        free = free_time(person, policy, first, last).minus(Intervals.covering(*busy.get(person.id, ())))
        found.demand.append(Candidate(person.id, tier, free))
        found.people[person.id], found.tiers[person.id] = person, tier
    return found


def free_time(person: Person, policy: Policy, first: datetime, last: datetime) -> Intervals:
    """The person's working hours in the window; without hours of their own, the council's working time."""
    if not person.works:
        return office_hours(policy.working_time(), first, last)
    return expand(parse_pattern(person.works), first, last, _closed(person.works))


def at_work(person: Person, policy: Policy, at: datetime) -> bool:
    """True while the person is on shift."""
    if not person.works:
        return policy.working_time().is_open(at)
    return on_shift(parse_pattern(person.works), at, _closed(person.works))


def _closed(works: str) -> Callable[[date], bool] | None:
    """Bank holidays close an office week; a pattern with a weekend in it is a rota, which they do not stop [A]."""
    weekend = any(shift.weekday >= SATURDAY for shift in parse_pattern(works).shifts)
    return None if weekend else england_bank_holiday


def office_hours(working_time: WorkingTime, first: datetime, last: datetime) -> Intervals:
    """When offices are open in the window."""
    spans, at = [], working_time.next_open(first)
    while at < last:
        close = working_time.close_of(local_day(at))
        spans.append((at, min(close, last)))
        at = working_time.next_open(close)
    return Intervals.of(*spans)


def _reason(seats: Sequence[Seat], at: datetime | None, *, chosen: bool) -> str:
    if at is None:
        return "Nobody needed is free before the deadline. Choose a time, and ring them."
    if chosen:
        return "The time you chose."
    if any(seat.required and not (seat.person_id or seat.desk_id) for seat in seats):
        return "The earliest time at which most of those needed are free."
    return "The earliest time at which everybody needed is free."


def seats_needed_too(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> list[Seat]:
    """Seats that the facts ask for now and the meeting does not have."""
    policy = work.policy(meeting.council)
    seating = seats_for(meeting.facts, policy, out_of_hours=policy.out_of_hours(meeting.facts))
    there = {seat.name for seat in seats}
    needs = [*((need, True) for need in seating.required), *((need, False) for need in seating.advised)]
    return [
        Seat(work.new_id(), meeting.council, meeting.id, need.seat, required, need.why, need.child or "")
        for need, required in needs
        if need.seat not in there
    ]


async def free_room(work: Work, meeting: Meeting, start: datetime) -> str:
    """The first room of the policy that is free then, or "" when none is."""
    end = start + timedelta(minutes=meeting.minutes)
    for room in work.policy(meeting.council).rooms:
        if not await work.uow.room_taken(room.id, start, end, besides=meeting.id):
            return room.id
    return ""
