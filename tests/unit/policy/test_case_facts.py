"""Case facts are read from plain JSON, and what cannot be read is named."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.age import Age
from bot.domain.case import CaseFacts
from bot.domain.errors import Invalid
from tests.unit.policy.builders import case, child, sibling, works_with

BARE = {"received_at": "2026-03-10T10:20:00+00:00", "urgency": "planned"}


@pytest.mark.parametrize(
    ("text", "years", "unborn"),
    [
        ("P9Y", 9, False),
        ("P4M", 0, False),
        ("P6W", 0, False),
        ("P18M", 1, False),
        ("P1Y6M", 1, False),
        ("P3D", 0, False),
        ("P104W", 2, False),
        ("unborn:24w", 0, True),
        ("unborn", 0, True),
    ],
)
def test_ages_are_read_in_whole_years(text: str, years: int, unborn: bool) -> None:
    age = Age.parse(text)
    assert (age.years, age.unborn, age.text) == (years, unborn, text)


@pytest.mark.parametrize("text", ["9", "P", "9Y", "P9", "p9y", "PT9H", "P-9Y", "unborn:w", "", "P9Y ", "P٩Y"])
def test_an_age_that_cannot_be_read_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="P9Y"):
        Age.parse(text)


@pytest.mark.parametrize(("text", "over_eight"), [("P8Y", False), ("P8Y1D", True), ("P7Y11M", False), ("P9Y", True)])
def test_over_eight_begins_after_the_eighth_birthday(text: str, over_eight: bool) -> None:
    assert Age.parse(text).over(8) is over_eight


def test_an_unborn_child_is_over_no_age() -> None:
    assert not Age.parse("unborn:24w").over(0)


def test_facts_survive_the_journey_to_json_and_back() -> None:
    facts = case(
        child(setting="home", mobile=True, school_known=False, home_authority="other"),
        sibling("CSC-10002", "unborn:12w", in_scope=False),
        concerns=["neglect"],
        services=[works_with("gp"), works_with("probation", "father", active=False)],
        referrer="school",
    )
    assert CaseFacts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_a_worked_case_becomes_children_of_whom_the_first_is_the_subject() -> None:
    facts = CaseFacts.from_json({**BARE, "child": {"age": "P4M"}, "siblings": [{"age": "P3Y"}, {}]})
    assert [each.part for each in facts.children] == ["subject", "sibling", "sibling"]
    assert len({each.reference for each in facts.children}) == 3


def test_what_is_not_known_yet_is_no_error() -> None:
    facts = CaseFacts.from_json({**BARE, "children": [{"reference": "CSC-10001", "age": None}]})
    assert facts.children[0].age is None
    assert facts.referrer is None


def test_a_child_out_of_scope_is_left_out() -> None:
    facts = case(child("A1"), sibling("A2", "P3Y", in_scope=False))
    assert [each.reference for each in facts.in_scope] == ["A1"]


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"children": [{"age": "nine"}]}, "children[0].age"),
        ({"children": [{"age": 9}]}, "children[0].age"),
        ({"children": {"age": "P9Y"}}, "children"),
        ({"children": ["P9Y"]}, "children[0]"),
        ({"children": [{"reference": "A"}, {"reference": "A"}]}, "children"),
        ({"child": "P9Y"}, "child"),
        ({"child": {"in_scope": "no"}}, "child.in_scope"),
        ({"child": {"home_authority": "Slough"}}, "child.home_authority"),
        ({"child": {}, "siblings": [{"school_known": 1}]}, "siblings[0].school_known"),
        ({"concerns": "neglect"}, "concerns"),
        ({"concerns": ["Neglect of Ann"]}, "concerns"),
        ({"known_services": [{"about": "child"}]}, "known_services[0].service"),
        ({"known_services": [{"service": "gp", "about": "aunt"}]}, "known_services[0].about"),
        ({"received_at": "2026-03-10T10:20:00"}, "received_at"),
        ({"received_at": "yesterday"}, "received_at"),
        ({"received_at": None}, "received_at"),
        ({"urgency": 2}, "urgency"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(broken: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        CaseFacts.from_json({**BARE, **broken})
    assert set(caught.value.fields) == {field}


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        CaseFacts.from_json({"child": {"age": "x", "setting": "At Home"}})
    assert set(caught.value.fields) == {"child.age", "child.setting", "received_at", "urgency"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(
                    ["child", "children", "age", "concerns", "service", "known_services", "urgency", "received_at"]
                ),
                x,
            )
        ),
    )
)
def test_whatever_is_sent_is_read_or_refused_in_words(data: object) -> None:
    with suppress(Invalid):
        CaseFacts.from_json(data)  # type: ignore[arg-type]  # anything may arrive
