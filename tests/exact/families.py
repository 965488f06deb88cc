"""Random cases, and cases made to be awkward in one way each. The same number always gives the same case."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.exact import days
from tests.exact.almanac import utc
from tests.exact.case import HOUR, MINUTE, Case, Person, Seat, Span
from tests.exact.people import NINE, person, seats, spans

FAMILIES: dict[str, Callable[[Random, int], Case]] = {}


def case_of(number: int, seed: int = 0, family: str | None = None) -> Case:
    """The case of a number; each family in turn, unless one is named."""
    name = family or list(FAMILIES)[number % len(FAMILIES)]
    return FAMILIES[name](Random(f"{seed}/{name}/{number}"), number)


def _family(make: Callable[[Random, int], Case]) -> Callable[[Random, int], Case]:
    FAMILIES[make.__name__.strip("_")] = make
    return make


def _base(r: Random, number: int, family: str = "plain", size: int = 4) -> Case:
    """Two to five people, up to four seats, an afternoon."""
    people = {name: person(r) for name in "abcde"[: r.randint(2, size + 1)]}
    earliest = NINE + r.randint(0, 60) * MINUTE + r.choice((0, 0, 30))
    return Case(
        family, number, seats(r, people, size), people,
        earliest=earliest, deadline=earliest + r.randint(10, 300) * MINUTE + r.choice((0, 0, 45)),
        duration=r.choice((15, 25, 45, 60)) * MINUTE, step=r.choice((5, 15)) * MINUTE,
        wait=r.choice((0, 0, 30, 120)) * MINUTE,
    )  # fmt: skip


@_family
def plain(r: Random, number: int) -> Case:
    """Anything."""
    return _base(r, number)


@_family
def off_grid(r: Random, number: int) -> Case:
    """Free time that begins and ends a minute before, on or after a start of the grid."""
    case = _base(r, number, "off_grid")

    def near() -> tuple[Span, ...]:
        found, at = [], case.earliest // case.step * case.step
        for _ in range(r.randint(1, 3)):
            at += r.randint(0, 6) * case.step
            end = at + case.duration + r.randint(-1, 2) * MINUTE
            found.append((at + r.randint(-1, 1) * MINUTE, end))
            at = end
        return tuple(found)

    return replace(case, people={name: Person(near()) for name in case.people})


@_family
def at_the_edges(r: Random, number: int) -> Case:
    """A window whose only or last start is a minute or a second this side of its limits, or past them."""
    case = _base(r, number, "at_the_edges")
    start = NINE + r.randint(0, 4) * case.step
    nearly = (-MINUTE, -1, 0, 0, 1, MINUTE)
    late = start + r.randint(0, 3) * case.step
    window = start + r.choice(nearly), late + case.duration + r.choice(nearly)
    from_when = r.choice((start, late)) - r.randint(0, 1) * HOUR
    people = {name: Person(((from_when, NINE + 9 * HOUR),)) for name in case.people}
    return replace(case, earliest=window[0], deadline=window[1], people=people)


@_family
def exact_fit(r: Random, number: int) -> Case:
    """Spells exactly as long as the meeting, or a minute short of it; colleagues who could only hand over."""
    case = _base(r, number, "exact_fit")

    def fits() -> tuple[Span, ...]:
        starts = sorted(r.sample(range(8), r.randint(1, 3)))
        first = case.earliest // case.step * case.step + case.step
        lengths = (case.duration, case.duration, case.duration - MINUTE, case.duration // MINUTE // 2 * MINUTE)
        return tuple((first + n * case.duration, first + n * case.duration + r.choice(lengths)) for n in starts)

    return replace(case, people={name: Person(fits()) for name in case.people})


@_family
def one_for_two(r: Random, number: int) -> Case:
    """One to three people wanted in every seat, some of which may be shared."""
    case = _base(r, number, "one_for_two")
    people = {name: person(r, often=True) for name in "abc"[: r.randint(1, 3)]}
    return replace(case, people=people, seats=seats(r, people, 4, everybody=True))


@_family
def crowded(r: Random, number: int) -> Case:
    """Five to seven seats, four to seven people who could sit in most of them."""
    case = _base(r, number, "crowded")
    people = {name: person(r, often=True) for name in "abcdefg"[: r.randint(4, 7)]}
    return replace(case, people=people, seats=seats(r, people, 7, least=5, most=6))


@_family
def rivalry(r: Random, number: int) -> Case:
    """Fewer people than seats for most of a long day of many short spells: rivals must be counted together."""
    case, end = _base(r, number, "rivalry"), NINE + 10 * HOUR
    people = {}
    for name in "abc"[: r.randint(2, 3)]:
        taken = [(NINE + at * MINUTE, NINE + (at + 5) * MINUTE) for at in range(r.randint(20, 60), 600, 30)]
        low, high = r.choice(((0, 600), (0, 300), (300, 600), (200, 400)))
        free = ((NINE + low * MINUTE, NINE + high * MINUTE),)
        people[name] = Person(free, busy=tuple(taken), unknown=spans(r, 2) if r.random() < 0.2 else ())
    names = ("police", "health", "social_worker", "gp")[: r.randint(2, 4)]
    made = []
    for name in names:
        some = [*people] if r.random() < 0.5 else r.sample([*people], r.randint(1, 2))
        share = frozenset(r.sample(names, 1)) if r.random() < 0.4 else frozenset()
        made.append(Seat(name, True, tuple((each, r.randint(0, 3)) for each in some), share))
    return replace(
        case, people=people, seats=tuple(made), earliest=NINE, deadline=end, duration=15 * MINUTE, step=5 * MINUTE
    )


@_family
def perhaps(r: Random, number: int) -> Case:
    """Mostly people whose calendar nobody can vouch for."""
    case = _base(r, number, "perhaps")
    people = {name: Person(spans(r, 2), unknown=spans(r, 3)) for name in case.people}
    return replace(case, people=people)


@_family
def waiting(r: Random, number: int) -> Case:
    """Better people a little later, by just as long as the policy waits, or a step more or less."""
    case, gap = _base(r, number, "waiting"), r.randint(1, 8)
    at, end = case.earliest // case.step * case.step + case.step, NINE + 12 * HOUR
    leaves = r.choice((end, at + case.duration + r.randint(0, gap) * case.step))
    people = {"now": Person(((at, leaves),)), "soon": Person(((at + gap * case.step, end),)), "late": person(r)}
    made = []
    for name in ("police", "health", "gp")[: r.randint(1, 3)]:
        tiers = (("now", r.randint(1, 3)), ("soon", r.randint(0, 2)), ("late", 0))
        made.append(Seat(name, r.random() < 0.8, tiers[: r.randint(2, 3)], frozenset({"police", "health", "gp"})))
    wait = (gap + r.randint(-1, 1)) * case.step + r.choice((0, 0, -MINUTE))
    deadline = case.earliest + r.randint(1, 5) * HOUR
    return replace(case, people=people, seats=tuple(made), wait=max(0, wait), deadline=deadline)


@_family
def nobody(r: Random, number: int) -> Case:
    """Seats without candidates and candidates without time."""
    case = _base(r, number, "nobody")
    made = [replace(seat, people=()) if r.random() < 0.5 else seat for seat in case.seats]
    people = {name: Person() if r.random() < 0.3 else person(r, often=True) for name in case.people}
    return replace(case, seats=tuple(made), people=people, beyond=case.deadline + r.randint(0, 300) * MINUTE)


@_family
def too_late(r: Random, number: int) -> Case:
    """Somebody needed is only there after the deadline: what comes after it is asked for."""
    case = _base(r, number, "too_late")
    deadline = case.earliest + r.randint(20, 120) * MINUTE
    people = {name: person(r, often=True) for name in case.people}
    tomorrow = deadline + r.randint(-30, 60) * MINUTE
    people["away"] = Person(((tomorrow, tomorrow + r.randint(30, 200) * MINUTE),))
    needed = Seat("consultant", True, (("away", r.randint(0, 2)),))
    beyond = deadline + r.randint(0, 300) * MINUTE
    return replace(case, people=people, seats=(*case.seats, needed), deadline=deadline, beyond=beyond)


@_family
def planned_again(r: Random, number: int) -> Case:
    """A plan that stood, for some of whose people it no longer can."""
    case = _base(r, number, "planned_again")
    if r.random() < 0.5:
        case = replace(case, people={name: person(r, often=True) for name in case.people}, wait=0)
    start = case.earliest // MINUTE * MINUTE + r.randint(-10, 120) * MINUTE
    if r.random() < 0.7:
        start = -(-start // case.step) * case.step
    sat = {}
    for seat in case.seats:
        if r.random() < 0.8:
            sat[seat.name] = r.choice([name for name, _ in seat.people] or ["gone"]) if r.random() < 0.9 else "gone"
    return replace(case, before=(start, sat), beyond=r.choice((None, case.deadline + 2 * HOUR)))


@_family
def spring(r: Random, number: int) -> Case:
    """Nights and mornings around 29 March 2026, when an hour is skipped."""
    return days.around(r, _base(r, number, "spring"), utc("2026-03-28 20:00"))


@_family
def autumn(r: Random, number: int) -> Case:
    """Nights and mornings around 25 October 2026, when an hour comes twice."""
    return days.around(r, _base(r, number, "autumn"), utc("2026-10-24 19:00"))


@_family
def bank_holidays(r: Random, number: int) -> Case:
    """Easter, the May holidays, August and Christmas, with offices that close and rotas that do not."""
    eve = r.choice(("2026-04-02", "2026-05-01", "2026-05-22", "2026-08-28", "2026-12-24", "2026-12-31"))
    return days.office_days(r, _base(r, number, "bank_holidays"), utc(f"{eve} 14:00"), closed=True)


@_family
def inside_hours(r: Random, number: int) -> Case:
    """Office days in summer and winter, and a deadline in the middle of one."""
    day = r.choice(("2026-03-11", "2026-07-08", "2026-03-27", "2026-10-23"))
    return days.office_days(r, _base(r, number, "inside_hours"), utc(f"{day} 12:00"), closed=False)
