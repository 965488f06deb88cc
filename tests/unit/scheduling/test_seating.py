"""Who sits where, against trying every way; and the shapes at which trying every way would never end."""

from collections.abc import Mapping, Sequence
from itertools import permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.assignment import cheapest_assignment
from scheduling.seating import Cost, Option, seat_people

PRICES = st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=5)
NAMES = ("police", "health", "gp", "school")


@given(PRICES)
def test_an_assignment_is_the_cheapest_there_is(prices: list[list[int]]) -> None:
    rows = [dict(enumerate(row)) for row in prices]
    taken = cheapest_assignment(rows)
    assert len(set(taken)) == len(taken)
    least = min(sum(row[c] for row, c in zip(rows, way, strict=True)) for way in permutations(range(5), len(rows)))
    assert sum(row[column] for row, column in zip(rows, taken, strict=True)) == least


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, list[Option]], dict[str, frozenset[str]]]:
    seats = NAMES[: draw(st.integers(1, 4))]
    options = {}
    for seat in seats:
        people = draw(st.lists(st.sampled_from("abc"), unique=True, max_size=3))
        some = [Option((0, draw(st.integers(0, 3))), person) for person in people]
        options[seat] = [*some, Option((1, 0), None)]
    return options, {seat: frozenset(draw(st.lists(st.sampled_from(seats), max_size=2))) for seat in seats}


def least_cost(options: Mapping[str, Sequence[Option]], share: Mapping[str, frozenset[str]]) -> Cost:
    def allowed(way: Sequence[Option]) -> bool:
        held = [(seat, option.person) for seat, option in zip(options, way, strict=True) if option.person]
        return all(
            one == other or person != also or other in share[one] or one in share[other]
            for one, person in held
            for other, also in held
        )

    ways = [way for way in product(*options.values()) if allowed(way)]
    return min(tuple(map(sum, zip(*(option.cost for option in way), strict=True))) for way in ways)


@settings(max_examples=300, deadline=None)
@given(tables())
def test_a_seating_is_the_cheapest_that_is_allowed(
    table: tuple[dict[str, list[Option]], dict[str, frozenset[str]]],
) -> None:
    options, share = table
    seating = seat_people(options, share)
    assert seating.cost == least_cost(options, share)
    chosen = [next(o for o in options[seat] if o.person == seating.people.get(seat)).cost for seat in options]
    assert tuple(map(sum, zip(*chosen, strict=True))) == seating.cost


def everybody_everywhere(seats: int, people: int) -> dict[str, list[Option]]:
    some = [Option((0, number % 3), f"p{number}") for number in range(people)]
    return {f"s{seat}": [*some, Option((1, 0), None)] for seat in range(seats)}


def test_as_many_seats_as_people_who_could_sit_in_any_is_settled_without_trying_every_way() -> None:
    options = everybody_everywhere(seats=12, people=12)
    seating = seat_people(options, dict.fromkeys(options, frozenset()))
    assert (len(set(seating.people.values())), seating.cost) == (12, (0, 12))


def test_twelve_seats_and_five_people_leave_seven_empty() -> None:
    options = everybody_everywhere(seats=12, people=5)
    seating = seat_people(options, dict.fromkeys(options, frozenset()))
    assert seating.cost == (7, 4)


def test_eight_siblings_share_their_health_visitor() -> None:
    options = everybody_everywhere(seats=8, people=20)
    seating = seat_people(options, dict.fromkeys(options, frozenset(options)))
    assert set(seating.people.values()) == {"p0"}


def test_siblings_share_one_person_while_another_seat_has_its_own() -> None:
    options = everybody_everywhere(seats=6, people=2)
    alone = {"s5"}
    share = {seat: frozenset(options.keys() - alone) if seat not in alone else frozenset() for seat in options}
    seating = seat_people(options, share)
    assert seating.cost == (0, 1)
    assert seating.people["s5"] not in {seating.people[seat] for seat in options.keys() - alone}


def test_of_equals_the_one_listed_first_sits() -> None:
    options = {"police": [Option((0, 1), "first"), Option((0, 1), "second"), Option((1, 0), None)]}
    assert seat_people(options, {"police": frozenset()}).people == {"police": "first"}
