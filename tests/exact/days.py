"""Cases over days: who works when by London's clock, through both clock changes and the bank holidays."""

from dataclasses import replace
from random import Random

from tests.exact.case import DAY, HOUR, MINUTE, Case, Person, Works
from tests.exact.people import seats

WEEK = (0, 1, 2, 3, 4)
ALL = (0, 1, 2, 3, 4, 5, 6)


def around(r: Random, case: Case, evening: int) -> Case:
    """Shifts that begin or end in the hour that is skipped or comes twice, or run through it."""
    people = {}
    for name in case.people:
        opens = r.choice((0, 30, 60, 75, 90, 120, 150, 540, 1200, 1320, 1410))
        length = r.choice((60, 90, 120, 180, 480))
        people[name] = Person(works=Works(ALL, opens, opens + length), busy=_taken(r, evening, 18))
    earliest = evening + r.randint(0, 300) * MINUTE
    deadline = earliest + r.randint(60, 900) * MINUTE
    step = r.choice((5, 15)) * MINUTE
    return replace(
        case, people=people, seats=seats(r, people, 3), earliest=earliest, deadline=deadline, step=step,
        beyond=r.choice((None, deadline + 6 * HOUR)),
    )  # fmt: skip


def office_days(r: Random, case: Case, start: int, *, closed: bool) -> Case:
    """Office weeks and rotas over several days; the deadline falls in working hours as often as not."""
    people = {}
    for name in case.people:
        office = r.random() < 0.4
        opens, closes = r.choice(((540, 1020), (540, 720), (600, 900), (510, 1050)))
        by_rota = closed and r.random() < 0.2
        works = Works(WEEK, 540, 1020, True, True) if office else Works(
            r.choice((WEEK, WEEK, (1, 3), (0, 4), ALL)), opens, closes, not by_rota
        )  # fmt: skip
        people[name] = Person(works=works, busy=_taken(r, start, 100, 8))
    earliest = start + r.randint(0, 300) * MINUTE
    deadline = earliest + r.randint(1, 5) * DAY + r.randint(-240, 240) * MINUTE
    return replace(
        case, people=people, seats=seats(r, people, 3), earliest=earliest, deadline=deadline,
        duration=r.choice((30, 60, 90)) * MINUTE, step=15 * MINUTE, wait=r.choice((0, 120)) * MINUTE,
    )  # fmt: skip


def _taken(r: Random, base: int, hours: int, most: int = 3) -> tuple[tuple[int, int], ...]:
    starts = [base + r.randint(0, hours * 60) * MINUTE for _ in range(r.randint(0, most))]
    return tuple((at, at + r.randint(5, 180) * MINUTE) for at in starts)
