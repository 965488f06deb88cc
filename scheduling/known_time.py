"""What is known of somebody's time, put together: free, or perhaps free; all else is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduling.availability import Intervals, Span

_NOTHING = Intervals()


@dataclass(frozen=True, slots=True)
class KnownTime:
    """`free`: known to be free. `unknown`: at work as far as anybody can tell, but nobody vouches for it."""

    free: Intervals = _NOTHING
    unknown: Intervals = _NOTHING


@dataclass(frozen=True, slots=True)
class Sources:
    """What is said about one person's or desk's time within a window.

    `hours`: the weekly hours. `guessed`: nobody said these hours, they are assumed.
    `rota_covers`, `shifts`: where a rota covers, its shifts go before the weekly hours.
    `offered`: times offered in advance. `only_offered`: at other times nobody vouches for them.
    `away`, `busy`: leave; meetings, holds and calendars.
    `unsure`: a tentative entry, or a draft that may come to nothing.
    `certain`: how far a calendar has been read; None when there is no calendar to read.
    `perhaps`: times outside these hours at which they can be asked all the same, though nobody vouches for them.
    """

    hours: Intervals
    guessed: bool = False
    rota_covers: Intervals = _NOTHING
    shifts: Intervals = _NOTHING
    offered: Intervals = _NOTHING
    only_offered: bool = False
    away: Intervals = _NOTHING
    busy: Intervals = _NOTHING
    unsure: Intervals = _NOTHING
    certain: Intervals | None = None
    perhaps: Intervals = _NOTHING


def known_time(said: Sources) -> KnownTime:
    """Put together what is said. Unknown is never free; what was offered is vouched for, unless it is taken."""
    at_work = said.hours.minus(said.rota_covers).union(said.shifts).union(said.offered)
    works = at_work.union(said.perhaps.minus(said.rota_covers))
    left = works.minus(said.away).minus(said.busy)
    vouched = left.intersect(at_work) if said.perhaps else left
    if said.certain is not None:
        vouched = vouched.intersect(said.certain)
    if said.guessed:
        vouched = vouched.intersect(said.rota_covers)
    if said.only_offered and said.offered:
        vouched = vouched.intersect(said.offered)
    free = vouched.union(said.offered.intersect(left)).minus(said.unsure)
    return KnownTime(free, left.minus(free))


def full(calls: Sequence[Span], at_once: int, members: Iterable[Intervals] = ()) -> Intervals:
    """When a desk can take no further meeting: as many `calls` (UTC minutes) overlap as it can take `at_once`.

    With `at_once` 0 it can take as many as it has members at work then, and always one.
    """
    steps: list[tuple[int, int, int]] = []
    for start, end in calls:
        steps += [(start, 1, 0), (end, -1, 0)]
    if not at_once:
        for working in members:
            for start, end in working.spans:
                steps += [(start, 0, 1), (end, 0, -1)]
    taken: list[Span] = []
    load, working_now, since = 0, 0, 0
    for at, call, member in sorted(steps):
        if load and load >= max(at_once or working_now, 1):
            taken.append((since, at))
        load, working_now, since = load + call, working_now + member, at
    return Intervals.from_minutes(taken)
