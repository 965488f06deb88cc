"""When people and desks are free, as far as anybody knows: the rows about their time, read in one go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from bot.app.work import Work
from bot.domain.diary import Calendar, CalendarTime, Leave, OfferedSlots, RotaLine
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Desk, Person
from bot.policy import Policy
from scheduling.absence import away_intervals
from scheduling.availability import Intervals, minute_ceil, minute_floor
from scheduling.known_time import KnownTime, Sources, full, known_time
from scheduling.london import local_day
from scheduling.offered import offered_intervals
from scheduling.rota import expand, parse_pattern
from scheduling.working_time import WorkingTime, england_bank_holiday

SATURDAY = 5
_A_MINUTE = timedelta(minutes=1)
_NOTHING = Intervals()
Spans = Sequence[tuple[datetime, datetime]]


class _Ofs(Protocol):
    @property
    def person_id(self) -> str: ...


E = TypeVar("E", bound=_Ofs)


@dataclass(frozen=True, slots=True)
class Taken:
    """What people and desks are called to, and what drafts hold, besides one meeting."""

    called: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    held: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)


@dataclass(slots=True)
class Diaries:
    """The diaries of some people and desks within [first, last). `slots_only`: whoever offered slots is certain only
    within them (a meeting that can wait)."""

    policy: Policy
    now: datetime
    first: datetime
    last: datetime
    slots_only: bool
    holds_may_fall: bool
    rota: dict[str, list[RotaLine]]
    leave: dict[str, list[Leave]]
    offers: dict[str, list[OfferedSlots]]
    calendars: dict[str, Calendar]
    calendar_times: dict[str, list[CalendarTime]]
    taken: Taken
    _hours: dict[str, Intervals] = field(default_factory=dict)

    def of(self, person: Person, *, at_any_hour: bool = False) -> KnownTime:
        """The person's free and unknown time. `at_any_hour`: outside their hours it is unknown, and not taken."""
        read, held = self.calendar_times.get(person.id, ()), self.taken.held.get(person.id, ())
        unsure = _spans(each for each in read if each.unsure)
        busy = _spans(each for each in read if not each.unsure)
        busy = busy.union(Intervals.covering(*self.taken.called.get(person.id, ())))
        if self.holds_may_fall:
            unsure = unsure.union(Intervals.covering(*held))
        else:
            busy = busy.union(Intervals.covering(*held))
        return known_time(
            Sources(
                hours=self._week(person.works),
                guessed=not person.works and self.policy.availability.no_hours == "unknown",
                perhaps=Intervals.of((self.first, self.last)) if at_any_hour else _NOTHING,
                rota_covers=self._rota(person, works=False),
                shifts=self._rota(person, works=True),
                offered=self._offered(person.id),
                only_offered=self.slots_only,
                away=self.away(person),
                busy=busy,
                unsure=unsure,
                certain=self._certain(person.id),
            )
        )

    def take_in(self, more: Diaries) -> None:
        """Add the diaries of further people, read for the same window."""
        for mine, theirs in (
            (self.rota, more.rota),
            (self.leave, more.leave),
            (self.offers, more.offers),
            (self.calendar_times, more.calendar_times),
            (self.taken.called, more.taken.called),
            (self.taken.held, more.taken.held),
        ):
            mine.update(theirs)  # type: ignore[arg-type]  # each pair holds one kind
        self.calendars.update(more.calendars)

    def at_work(self, person: Person) -> Intervals:
        """When the person is on shift and not away, whatever they are called to."""
        hours = self._week(person.works).minus(self._rota(person, works=False))
        return hours.union(self._rota(person, works=True)).minus(self.away(person))

    def away(self, person: Person) -> Intervals:
        """When the person is on leave."""
        return away_intervals(self.leave.get(person.id, ()), self.first, self.last)

    def of_desk(self, desk: Desk, members: Collection[Person]) -> KnownTime:
        """When the desk is open and can take one more meeting."""
        called = self.taken.called.get(desk.id, [])
        drafts = self.taken.held.get(desk.id, [])
        working = [self.at_work(each) for each in members]
        at_once = desk.at_once or self.policy.availability.desk_at_once
        sure, perhaps = _minutes(called), _minutes([*called, *drafts])
        return known_time(
            Sources(
                hours=expand(parse_pattern(desk.works), self.first, self.last),
                offered=self._offered(desk.id),
                only_offered=self.slots_only,
                busy=full(sure if self.holds_may_fall else perhaps, at_once, working),
                unsure=full(perhaps, at_once, working),
            )
        )

    def _offered(self, who: str) -> Intervals:
        return offered_intervals(self.offers.get(who, ()), self.first, self.last)

    def _rota(self, person: Person, *, works: bool) -> Intervals:
        lines = (each for each in self.rota.get(person.id, ()) if each.works is works)
        return _spans(lines).clip(self.first, self.last)

    def _certain(self, person_id: str) -> Intervals | None:
        calendar = self.calendars.get(person_id)
        if calendar is None:
            return None
        until = calendar.trusted_until(self.now, self.policy.availability.calendar_stale_hours)
        return _NOTHING if until is None else Intervals.of((self.first, min(until, self.last)))

    def _week(self, works: str) -> Intervals:
        if works not in self._hours:
            self._hours[works] = _weekly(works, self.policy.working_time(), self.first, self.last)
        return self._hours[works]


async def read_diaries(
    work: Work, meeting: Meeting, people: Sequence[Person], desks: Sequence[Desk], first: datetime, last: datetime
) -> Diaries:
    """Everything known about the time of these people and desks in the window, besides this meeting itself."""
    rule = work.policy(meeting.council).availability
    urgent = work.policy(meeting.council).urgency(meeting.urgency).urgent_nudges
    ids = [each.id for each in people]
    who = [*ids, *(each.id for each in desks)]
    taken = Taken(
        await work.uow.called_to(who, first, last, besides=meeting.id),
        await work.uow.held(who, first, last, work.now, besides=meeting.id),
    )
    if meeting.state is MeetingState.CALLED and meeting.starts_at and meeting.ends_at:
        for each in await work.uow.invitations.where(meeting_id=meeting.id, answer=Answer.DECLINED):
            # They said no to this time, and to no other.
            taken.called.setdefault(each.person_id, []).append((meeting.starts_at, meeting.ends_at))
    found = await _rows(work, work.policy(meeting.council), ids, who, first, last, taken)
    found.slots_only = meeting.urgency in rule.offered_slots_for
    found.holds_may_fall = urgent and rule.urgent_ignores_holds
    return found


async def on_shift(work: Work, policy: Policy, people: Sequence[Person], at: datetime) -> list[Person]:
    """Those of these people who are at work at this instant: weekly hours, rotas and leave."""
    ids = [each.id for each in people]
    diaries = await _rows(work, policy, ids, ids, at, at + _A_MINUTE, Taken())
    return [each for each in people if diaries.at_work(each)]


async def _rows(
    work: Work, policy: Policy, ids: Sequence[str], who: Sequence[str], first: datetime, last: datetime, taken: Taken
) -> Diaries:
    offers: dict[str, list[OfferedSlots]] = {}
    for each in await work.uow.offered_slots.where(who=tuple(who)):
        offers.setdefault(each.who, []).append(each)
    read = await work.uow.calendars.where(person_id=tuple(ids))
    # One that was taken away stays as a row without an address.
    calendars = {each.person_id: each for each in read if each.address}
    return Diaries(
        policy=policy,
        now=work.now,
        first=first,
        last=last,
        slots_only=False,
        holds_may_fall=False,
        rota=_by_person(await work.uow.rota_of(ids, first, last)),
        leave=_by_person(await work.uow.leave_of(ids, first, last)),
        offers=offers,
        calendars=calendars,
        calendar_times=_by_person(await work.uow.calendar_of(ids, first, last)),
        taken=taken,
    )


def _weekly(works: str, hours: WorkingTime, first: datetime, last: datetime) -> Intervals:
    """The weekly hours; without hours of one's own, the council's working time."""
    if not works:
        return office_hours(hours, first, last)
    return expand(parse_pattern(works), first, last, _closed(works))


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


def _by_person(rows: Iterable[E]) -> dict[str, list[E]]:
    found: dict[str, list[E]] = {}
    for each in rows:
        found.setdefault(each.person_id, []).append(each)
    return found


def _spans(rows: Iterable[RotaLine | CalendarTime]) -> Intervals:
    return Intervals.covering(*((each.starts_at, each.ends_at) for each in rows))


def _minutes(spans: Spans) -> list[tuple[int, int]]:
    return [(minute_floor(start), minute_ceil(end)) for start, end in spans]
