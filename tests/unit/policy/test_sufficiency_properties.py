"""Whatever the case and whoever comes: health is judged the same way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import CaseFacts
from bot.policy.sufficiency import Accepting, sufficiency
from bot.policy.who_treats import is_adult
from tests.unit.policy.builders import DEFAULT
from tests.unit.policy.test_seating_properties import CASES

ON_CALL = DEFAULT.out_of_hours_rule.on_call_health
HEALTH = sorted(name for name, seat in DEFAULT.seats.items() if seat.health)
BY_DAY = st.sampled_from([name for name in HEALTH if name not in ON_CALL])
ANYBODY = st.lists(st.tuples(st.sampled_from(sorted(DEFAULT.seats)), st.sets(st.integers(0, 3))), max_size=5)
SENT = st.lists(st.sampled_from(sorted(DEFAULT.seats)), max_size=8)


def coming(facts: CaseFacts, drawn: list[tuple[str, set[int]]]) -> list[Accepting]:
    """People who know some of the children of this case."""
    references = [child.reference for child in facts.in_scope]
    return [
        Accepting(seat, frozenset(references[place] for place in knows if place < len(references)))
        for seat, knows in drawn
    ]


@given(CASES, ANYBODY, ANYBODY, SENT, SENT, st.booleans())
def test_more_people_and_more_information_never_make_it_worse(
    facts: CaseFacts,
    some: list[tuple[str, set[int]]],
    others: list[tuple[str, set[int]]],
    sent: list[str],
    more: list[str],
    night: bool,
) -> None:
    before = sufficiency(facts, DEFAULT, coming(facts, some), sent, out_of_hours=night)
    after = sufficiency(facts, DEFAULT, coming(facts, some + others), sent + more, out_of_hours=night)
    assert after.enough or not before.enough
    assert set(after.missing) <= set(before.missing) or before.missing == ("Nobody from health is coming.",)


@given(CASES, st.lists(BY_DAY, max_size=3), st.booleans())
def test_those_who_know_no_child_are_never_enough_alone(facts: CaseFacts, seats: list[str], night: bool) -> None:
    found = sufficiency(facts, DEFAULT, [Accepting(seat) for seat in seats], (), out_of_hours=night)
    assert not found.enough
    assert found.missing
    assert found.cure


@given(CASES, st.sampled_from(ON_CALL), ANYBODY)
def test_at_night_the_doctor_on_call_is_always_enough_and_flagged(
    facts: CaseFacts, on_call: str, others: list[tuple[str, set[int]]]
) -> None:
    accepting = [*coming(facts, others), Accepting(on_call)]
    found = sufficiency(facts, DEFAULT, accepting, (), out_of_hours=True)
    assert found.enough
    assert "health_on_call" in found.codes


@given(CASES)
def test_one_who_knows_each_child_is_enough(facts: CaseFacts) -> None:
    children = [child for child in facts.in_scope if not is_adult(child)]
    each = [Accepting("school_nurse", frozenset({child.reference})) for child in children]
    assert sufficiency(facts, DEFAULT, each, (), out_of_hours=False).enough is bool(children)
    if children:
        found = sufficiency(facts, DEFAULT, each[1:], (), out_of_hours=False)
        assert not found.enough
        assert len(found.missing) == 1


@given(CASES, ANYBODY, SENT, st.booleans())
def test_no_word_of_it_names_a_child(
    facts: CaseFacts, drawn: list[tuple[str, set[int]]], sent: list[str], night: bool
) -> None:
    found = sufficiency(facts, DEFAULT, coming(facts, drawn), sent, out_of_hours=night)
    words = " ".join((*found.missing, *found.cure))
    assert not any(child.reference in words for child in facts.children)
    assert bool(found.missing) is bool(found.cure) is not found.enough
