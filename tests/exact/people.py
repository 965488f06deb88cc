"""People and seats at random."""

from random import Random

from tests.exact.almanac import utc
from tests.exact.case import MINUTE, Person, Seat, Span

NINE = utc("2026-03-11 09:00")
SEATS = ("police", "health", "social_worker", "gp", "school", "midwife", "housing")


def spans(r: Random, most: int, base: int = NINE) -> tuple[Span, ...]:
    """Up to so many spells that start and end on no particular minute, and may overlap."""
    found = []
    for _ in range(r.randint(0, most)):
        start = base + r.randint(0, 280) * MINUTE
        found.append((start, start + r.randint(1, 150) * MINUTE))
    return tuple(found)


def person(r: Random, *, often: bool = False, base: int = NINE) -> Person:
    """Somebody with a few spells of free time; `often`: nearly the whole day."""
    free = ((base, base + 500 * MINUTE),) if often and r.random() < 0.6 else spans(r, 3, base)
    taken = spans(r, 2, base) if r.random() < 0.5 else ()
    return Person(free, busy=taken, unknown=spans(r, 2, base) if r.random() < 0.3 else ())


def seats(
    r: Random, people: dict[str, Person], size: int, *, least: int = 1, most: int = 3, everybody: bool = False
) -> tuple[Seat, ...]:
    """Some seats, each with some of these people as candidates; now and then two may be shared."""
    names = SEATS[: r.randint(least, size)]
    found = []
    for name in names:
        some = list(people) if everybody else r.sample(list(people), min(len(people), r.randint(0, most)))
        share = frozenset(r.sample(names, min(len(names), r.randint(0, 2)))) if r.random() < 0.4 else frozenset()
        found.append(Seat(name, r.random() < 0.75, tuple((each, r.randint(0, 3)) for each in some), share))
    return tuple(found)
