"""An independent planner for small cases: every start, every assignment of people to seats, nothing clever."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import product

from scheduling.planner import SeatDemand

Best = tuple[datetime, tuple[int, ...]]


def best_by_trying_everything(
    demands: Sequence[SeatDemand], earliest: datetime, deadline: datetime, duration: timedelta, step: timedelta
) -> Best | None:
    """The best start and its cost: (missing, unknown, start, tiers, advised missing, advised unknown, tiers)."""
    best: tuple[tuple[object, ...], datetime, tuple[int, ...]] | None = None
    minute = timedelta(minutes=1)
    start = earliest.replace(second=0, microsecond=0)
    start += minute if start < earliest else timedelta(0)
    while start.hour * 60 + start.minute != (start.hour * 60 + start.minute) // (step // minute) * (step // minute):
        start += minute
    while start + duration <= deadline:
        for cost in _seatings(demands, start, start + duration):
            missing, unknown, tiers, *advised = cost
            key = (missing, unknown, start, tiers, *advised)
            if best is None or key < best[0]:
                best = (key, start, cost)
        start += step
    return None if best is None else (best[1], best[2])


def _seatings(demands: Sequence[SeatDemand], start: datetime, end: datetime) -> list[tuple[int, ...]]:
    ways = []
    for demand in demands:
        seat: list[tuple[str, int, int] | None] = [None]
        for person in demand.candidates:
            free = all(person.free.contains(at, at + timedelta(minutes=1)) for at in _minutes(start, end))
            either = person.free.union(person.unknown)
            if free:
                seat.append((person.id, person.tier, 0))
            elif all(either.contains(at, at + timedelta(minutes=1)) for at in _minutes(start, end)):
                seat.append((person.id, person.tier, 1))
        ways.append(seat)
    if all(len(seat) == 1 for seat in ways):
        return []
    return [_cost(demands, chosen) for chosen in product(*ways) if _allowed(demands, chosen)]


def _minutes(start: datetime, end: datetime) -> list[datetime]:
    return [start + timedelta(minutes=n) for n in range(int((end - start).total_seconds() // 60))]


def _allowed(demands: Sequence[SeatDemand], chosen: Sequence[tuple[str, int, int] | None]) -> bool:
    for i, one in enumerate(chosen):
        for j in range(i):
            other = chosen[j]
            if one is None or other is None or one[0] != other[0]:
                continue
            if demands[i].seat not in demands[j].may_share and demands[j].seat not in demands[i].may_share:
                return False
    return True


def _cost(demands: Sequence[SeatDemand], chosen: Sequence[tuple[str, int, int] | None]) -> tuple[int, ...]:
    totals = {True: [0, 0, 0], False: [0, 0, 0]}
    for demand, one in zip(demands, chosen, strict=True):
        total = totals[demand.required]
        if one is None:
            total[0] += 1
        else:
            total[1] += one[2]
            total[2] += one[1]
    return (*totals[True], *totals[False])
