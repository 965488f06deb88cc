"""The plan of a meeting: who sits, when all who are needed can decide, why then, and what else could be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.app.planning.full_meeting import by_day, full_window
from bot.app.planning.informants import asked_until, best_informant
from bot.app.planning.who import Candidates, Sought, candidates_for, put
from bot.app.wording.why import CHOSEN, UNSURE, why_nobody, why_this_time
from bot.app.work import Work
from bot.domain.meeting import Meeting, OtherTime, Seat
from bot.policy import Policy
from bot.policy.closed import closed_seats
from bot.policy.seating import SeatNeed, seats_for
from scheduling.london import local_day
from scheduling.planner import Plan, SeatDemand, Slot, Why, plan, replan

Need = tuple[SeatNeed, bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """The plan as rows: seats with people, the time, other times, and why this one.

    `versions`: of the diaries that it was made on.
    """

    seats: list[Seat]
    starts_at: datetime | None
    offered: tuple[OtherTime, ...] = ()
    reason: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Board:
    """The seats to fill and who could: what the planner is asked with."""

    needs: list[Need]
    found: list[Candidates]
    demands: list[SeatDemand]
    beyond: datetime | None
    chosen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


async def plan_meeting(
    work: Work, meeting: Meeting, start: datetime | None = None, chosen: Mapping[tuple[str, str], str] | None = None
) -> Choice:
    """Plan a meeting from its facts: at `start` when one is given, else the earliest time before the deadline.

    `chosen`: people whom the convenor put into a seat, by its name and children; they stay whatever else is best.
    """
    policy, length = work.policy(meeting.council), timedelta(minutes=meeting.minutes)
    first, last = await _window(work, policy, meeting, start)
    board = await _board(work, meeting, needs_of(meeting, policy), chosen or {}, first, last)
    made = _best(board, first, last, length, policy, alternatives=0 if start else policy.meeting.alternatives)
    return _choice(work, meeting, board, made, start)


async def plan_again(
    work: Work, meeting: Meeting, seats: Sequence[Seat], chosen: Mapping[tuple[str, str], str] | None = None
) -> Choice:
    """Plan again after somebody was taken, or cannot come: the time and the people change as little as they can."""
    policy, length = work.policy(meeting.council), timedelta(minutes=meeting.minutes)
    first, last = await _window(work, policy, meeting, None)
    board = await _board(work, meeting, needs_of(meeting, policy), chosen or {}, first, last)
    before = _before(meeting, board, seats)
    if before is None:
        made = _best(board, first, last, length, policy, alternatives=policy.meeting.alternatives)
    else:
        step = timedelta(minutes=policy.meeting.grid_minutes)
        made = replan(before, board.demands, first, last, length, step, policy.meeting.alternatives, board.beyond)
    return _choice(work, meeting, board, made, None)


async def better_time(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> OtherTime | None:
    """Another time before the deadline at which more of those needed could come than now; None when there is none."""
    choice = await plan_again(work, meeting, seats)
    if choice.starts_at is None or choice.starts_at == meeting.starts_at:
        return None
    empty = (seat.name for seat in choice.seats if seat.required and not (seat.person_id or seat.desk_id))
    return OtherTime(choice.starts_at, missing=tuple(dict.fromkeys(empty)))


def needs_of(meeting: Meeting, policy: Policy) -> list[Need]:
    """The seats that the facts ask for, and whether each is required."""
    seating = seats_for(meeting.facts, policy, out_of_hours=policy.meets_out_of_hours(meeting))
    return [*((need, True) for need in seating.required), *((need, False) for need in seating.advised)]


async def _window(work: Work, policy: Policy, meeting: Meeting, start: datetime | None) -> tuple[datetime, datetime]:
    length = timedelta(minutes=meeting.minutes)
    if start is not None:
        return start, start + length
    if meeting.follows_id is not None:
        return await full_window(work, meeting)
    soonest = work.now + timedelta(minutes=policy.urgency(meeting.urgency).notice_minutes)
    if work.now <= meeting.deadline - length < soonest:
        # The notice is ours to shorten; the deadline is not.
        soonest = meeting.deadline - length
    return soonest, max(meeting.deadline, soonest + length)


def _beyond(policy: Policy, meeting: Meeting, first: datetime, last: datetime) -> datetime | None:
    """Until when (UTC) a time is looked for at which all can come, though late; None for a time that is fixed."""
    if last - first <= timedelta(minutes=meeting.minutes):
        return None
    hours = policy.working_time()
    return hours.close_of(hours.working_day_after(local_day(last), policy.availability.late_offer_working_days))


async def _board(
    work: Work,
    meeting: Meeting,
    needs: list[Need],
    chosen: Mapping[tuple[str, str], str],
    first: datetime,
    last: datetime,
) -> _Board:
    sought = [Sought(need.seat, need.child or "", chosen.get((need.seat, need.child or ""), "")) for need, _ in needs]
    policy = work.policy(meeting.council)
    closed = closed_seats(meeting, policy)
    beyond = _beyond(policy, meeting, first, last)
    known_until = max(last, beyond or last, asked_until(work, meeting) if closed else last)
    found = await candidates_for(work, meeting, sought, first, known_until)
    if meeting.follows_id is not None and beyond is not None:
        by_day(found, policy.working_time(), first, known_until)
    demands = [
        SeatDemand(
            str(place), required, () if need.seat in closed else tuple(each.demand), _sharing(policy, needs, place)
        )
        for place, ((need, required), each) in enumerate(zip(needs, found, strict=True))
    ]
    return _Board(needs, found, demands, beyond, chosen, closed)


def _best(
    board: _Board, first: datetime, last: datetime, length: timedelta, policy: Policy, *, alternatives: int
) -> Plan:
    step = timedelta(minutes=policy.meeting.grid_minutes)
    wait = timedelta(minutes=policy.meeting.wait_for_caseload_minutes)
    return plan(board.demands, first, last, length, step, wait, alternatives, board.beyond)


def _sharing(policy: Policy, needs: Sequence[Need], place: int) -> frozenset[str]:
    mine = needs[place][0].seat
    groups = [group for group in policy.sharing.one_person if mine in group]
    return frozenset(
        str(other)
        for other, (need, _) in enumerate(needs)
        if other != place and (need.seat == mine or any(need.seat in group for group in groups))
    )


def _before(meeting: Meeting, board: _Board, seats: Sequence[Seat]) -> Slot | None:
    """The plan as it stood, in the planner's terms."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    people: dict[str, str] = {}
    for place, (need, _) in enumerate(board.needs):
        for seat in seats:
            who = seat.person_id or seat.desk_id
            if seat.name == need.seat and who and (not need.child or need.child in seat.child.split(",")):
                people[str(place)] = who
    return Slot(meeting.starts_at, meeting.ends_at, people, (), (), {}, "")


def _choice(work: Work, meeting: Meeting, board: _Board, made: Plan, start: datetime | None) -> Choice:
    slot = made.best
    seats = [_seat(work, meeting, board, place, slot) for place in range(len(board.needs))]
    reason = why_this_time(slot and _named(board, slot), chosen=start is not None)
    others = tuple(_other(board, each) for each in made.alternatives)
    versions = {who: version for each in board.found for who, version in each.versions.items()}
    return Choice(_merged(seats), slot.start if slot else start, others, reason, versions)


def _named(board: _Board, slot: Slot) -> Slot:
    """The slot with the names of seats in place of where they stand."""
    names = {str(place): need.seat for place, (need, _) in enumerate(board.needs)}
    return replace(
        slot,
        missing=tuple(dict.fromkeys(names[each] for each in slot.missing)),
        first_times={names[place]: at for place, at in slot.first_times.items()},
        unknown=tuple(dict.fromkeys(names[each] for each in slot.unknown)),
    )


def _other(board: _Board, slot: Slot) -> OtherTime:
    named = _named(board, slot)
    unsure = slot.why is Why.NEXT_BEST and bool(slot.unknown)
    return OtherTime(slot.start, UNSURE if unsure else str(slot.why), named.missing, slot.late)


def _seat(work: Work, meeting: Meeting, board: _Board, place: int, slot: Slot | None) -> Seat:
    need, required = board.needs[place]
    child, found = need.child or "", board.found[place]
    seat = Seat(work.new_id(), meeting.council, meeting.id, need.seat, required, need.why, child)
    taken = slot.seats.get(str(place)) if slot else None
    chosen = board.chosen.get((need.seat, child), "")
    if taken is not None or chosen in found.people:
        put(seat, found, taken or chosen)
        # Whoever was chosen keeps the seat, though nobody knows that they are free.
        unsure = taken is None or (slot is not None and str(place) in slot.unknown)
        seat.unsure = unsure and need.seat not in board.closed
    elif need.seat in board.closed and (informant := best_informant(work, meeting, found)):
        put(seat, found, informant)
    else:
        seat.person_why = why_nobody(slot, str(place))
    if chosen and seat.person_id == chosen:
        seat.person_why = CHOSEN
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


def seats_needed_too(work: Work, meeting: Meeting, seats: Sequence[Seat]) -> list[Seat]:
    """Seats that the facts ask for now and the meeting does not have."""
    there = {seat.name for seat in seats}
    return [
        Seat(work.new_id(), meeting.council, meeting.id, need.seat, required, need.why, need.child or "")
        for need, required in needs_of(meeting, work.policy(meeting.council))
        if need.seat not in there
    ]
