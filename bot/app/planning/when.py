"""When people and desks are free, as far as anybody knows: the rows about their time, laid out and put together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.diary import Calendar, Leave, OfferedSlots, RotaLine
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
_NOTHING = Intervals()
Spans = Sequence[tuple[datetime, datetime]]
SpansOf = dict[str, list[tuple[datetime, datetime]]]
"""By person or desk."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What people and desks are called to, and what drafts hold, besides one meeting."""

    called: SpansOf = field(default_factory=dict)
    held: SpansOf = field(default_factory=dict)


@dataclass(slots=True)
class Diaries:
    """The diaries of some people and desks within [first, last). `slots_only`: whoever offered slots is certain only
    within them (a meeting that can wait). `versions`: of each diary, from before any of it was read."""

    policy: Policy
    now: datetime
    first: datetime
    last: datetime
    rota: dict[str, list[RotaLine]]
    leave: dict[str, list[Leave]]
    slots_only: bool = False
    holds_may_fall: bool = False
    offers: dict[str, list[OfferedSlots]] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    busy: SpansOf = field(default_factory=dict)
    tentative: SpansOf = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)
    versions: dict[str, int] = field(default_factory=dict)
    _hours: dict[str, Intervals] = field(default_factory=dict)
    _shifts: dict[str, Intervals] = field(default_factory=dict)
    _known: dict[tuple[str, bool], KnownTime] = field(default_factory=dict)

    def of(self, person: Person, *, at_any_hour: bool = False) -> KnownTime:
        """The person's free and unknown time. `at_any_hour`: outside their hours it is unknown, and not taken."""
        mine = person.id, at_any_hour
        if mine not in self._known:
            self._known[mine] = self._put_together(person, at_any_hour)
        return self._known[mine]

    def _put_together(self, person: Person, at_any_hour: bool) -> KnownTime:
        busy = [*self.busy.get(person.id, ()), *self.taken.called.get(person.id, ())]
        unsure = [*self.tentative.get(person.id, ())]
        (unsure if self.holds_may_fall else busy).extend(self.taken.held.get(person.id, ()))
        return known_time(
            Sources(
                hours=self._week(person.works),
                guessed=not person.works and self.policy.availability.no_hours == "unknown",
                rota_covers=self._rota(person, works=False),
                shifts=self._rota(person, works=True),
                offered=self._offered(person.id),
                only_offered=self.slots_only,
                away=self.away(person),
                busy=Intervals.covering(*busy),
                unsure=Intervals.covering(*unsure),
                certain=self._certain(person.id),
                perhaps=Intervals.of((self.first, self.last)) if at_any_hour else _NOTHING,
            )
        )

    def take_in(self, more: Diaries) -> None:
        """Add the diaries of further people, read for the same window."""
        for mine, theirs in (
            (self.rota, more.rota),
            (self.leave, more.leave),
            (self.offers, more.offers),
            (self.busy, more.busy),
            (self.tentative, more.tentative),
            (self.taken.called, more.taken.called),
            (self.taken.held, more.taken.held),
            (self.versions, more.versions),
        ):
            mine.update(theirs)  # type: ignore[arg-type]  # each pair holds one kind
        self.calendars.update(more.calendars)

    def at_work(self, person: Person) -> Intervals:
        """When the person is on shift and not away, whatever they are called to."""
        if person.id not in self._shifts:
            hours = self._week(person.works).minus(self._rota(person, works=False))
            self._shifts[person.id] = hours.union(self._rota(person, works=True)).minus(self.away(person))
        return self._shifts[person.id]

    def away(self, person: Person) -> Intervals:
        """When the person is on leave."""
        rows = self.leave.get(person.id)
        return away_intervals(rows, self.first, self.last) if rows else _NOTHING

    def of_desk(self, desk: Desk, members: Collection[Person]) -> KnownTime:
        """When the desk is open and can take one more meeting; unknown while none of its members is at work."""
        called = self.taken.called.get(desk.id, [])
        drafts = self.taken.held.get(desk.id, [])
        at_once = desk.at_once or self.policy.availability.desk_at_once
        sure, perhaps = _minutes(called), _minutes([*called, *drafts])
        # Who is at work matters only while there is something to do.
        busy = Intervals.from_minutes(perhaps)
        working = [self.at_work(each).intersect(busy) for each in members] if busy and not at_once else []
        taken = full(perhaps, at_once, working)
        staffed = Intervals.from_minutes(span for each in members for span in self.at_work(each).spans)
        return known_time(
            Sources(
                hours=self._open(desk.works),
                certain=staffed if members else None,
                offered=self._offered(desk.id),
                only_offered=self.slots_only,
                busy=full(sure, at_once, working) if self.holds_may_fall else taken,
                unsure=taken,
            )
        )

    def _offered(self, who: str) -> Intervals:
        rows = self.offers.get(who)
        return offered_intervals(rows, self.first, self.last) if rows else _NOTHING

    def _rota(self, person: Person, *, works: bool) -> Intervals:
        lines = [each for each in self.rota.get(person.id, ()) if each.works is works]
        return _spans(lines).clip(self.first, self.last) if lines else _NOTHING

    def _certain(self, person_id: str) -> Intervals | None:
        calendar = self.calendars.get(person_id)
        if calendar is None:
            return None
        until = calendar.trusted_until(self.now, self.policy.availability.calendar_stale_hours)
        return _NOTHING if until is None else Intervals.of((self.first, min(until, self.last)))

    def _open(self, works: str) -> Intervals:
        """When a desk of these hours is open; no holiday closes it."""
        key = f"desk:{works}"
        if key not in self._hours:
            self._hours[key] = expand(parse_pattern(works), self.first, self.last)
        return self._hours[key]

    def _week(self, works: str) -> Intervals:
        if works not in self._hours:
            self._hours[works] = _weekly(works, self.policy.working_time(), self.first, self.last)
        return self._hours[works]


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


def _spans(rows: Iterable[RotaLine]) -> Intervals:
    return Intervals.covering(*((each.starts_at, each.ends_at) for each in rows))


def _minutes(spans: Spans) -> list[tuple[int, int]]:
    return [(minute_floor(start), minute_ceil(end)) for start, end in spans]
