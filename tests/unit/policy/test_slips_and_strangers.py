"""Words a policy has no rule for: nothing is added, and what looks like a slip is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.case import CaseFacts
from bot.domain.errors import Invalid
from bot.policy import load_policies
from bot.policy.seating import Seating, seats_for
from tests.unit.policy.builders import DEFAULT, case, child, council_folder, sibling, works_with

BARE = {"received_at": "2026-03-10T10:20:00+00:00", "urgency": "planned"}


def seated(facts: CaseFacts, *, night: bool = False) -> Seating:
    return seats_for(facts, DEFAULT, out_of_hours=night)


def prompts(facts: CaseFacts) -> dict[str, str]:
    return {each.code: each.text for each in seated(facts).prompts}


@pytest.mark.parametrize(
    ("facts", "meant"),
    [
        (case(concerns=["negelct"]), "Neglect"),
        (case(services=[works_with("health_visiter")]), "Health visitor"),
        (case(child(setting="in_patient")), "In hospital"),
        (case(referrer="scool_nurse"), "School nurse"),
    ],
)
def test_a_slip_is_asked_about_in_the_words_that_were_meant(facts: CaseFacts, meant: str) -> None:
    assert prompts(facts)["check_spelling"].endswith(f"Did you mean: {meant}?")


@pytest.mark.parametrize(
    "facts", [case(concerns=["accused_of_witchcraft"], referrer="ambulance"), case(referrer="parent"), case()]
)
def test_a_word_of_its_own_is_no_slip(facts: CaseFacts) -> None:
    assert "check_spelling" not in prompts(facts)


def test_a_thousand_strange_services_are_read_in_good_time() -> None:
    facts = case(services=[works_with(f"strange_service_{n}") for n in range(1000)])
    assert len(seated(facts).advised_seats) >= 1000


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"known_service": [{"service": "gp"}]}, "known_services"),
        ({"child": {"age": "P9Y", "home_autority": "other"}}, "child.home_authority"),
        ({"known_services": [{"service": "gp", "actve": False}]}, "known_services[0].active"),
        ({"sibling": [{"age": "P3Y"}]}, "siblings"),
        ({"urgency": None, "urgancy": "planned"}, "urgency"),
        ({"known_services": [{"service": "gp"}] * 1001}, "known_services"),
        ({"child": {"reference": "A\u0000"}}, "child.reference"),
        ({"child": {"reference": "\ud800"}}, "child.reference"),
        ({"received_at": "0001-01-01T00:00:00+01:00"}, "received_at"),
        ({"received_at": "9999-12-31T23:59:00-10:00"}, "received_at"),
    ],
)
def test_a_field_misspelt_or_out_of_all_bounds_is_named(broken: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        CaseFacts.from_json({**BARE, **broken})
    assert set(caught.value.fields) == {field}


def test_other_fields_of_a_worked_case_are_left_alone() -> None:
    facts = CaseFacts.from_json({**BARE, "id": "S1", "title": "x", "narrative": "y", "consent": {}, "child": {}})
    assert len(facts.children) == 1


def test_a_school_that_nobody_mentioned_is_looked_for_after_domestic_abuse() -> None:
    unsaid = case(child(school_known=None), concerns=["domestic_abuse"])
    assert "school_unknown" in seated(unsaid).flags
    for facts in (
        case(child(age="P2Y", school_known=None), concerns=["domestic_abuse"]),
        case(child(school_known=True), sibling("B1", "P12Y"), concerns=["domestic_abuse"]),
        case(child(school_known=None), concerns=["neglect"]),
    ):
        assert "school_unknown" not in seated(facts).flags


def test_a_clinician_of_one_of_two_siblings_sits_beside_those_by_age() -> None:
    facts = case(child(), sibling("B1", "P12Y"), sibling("B2", "P2Y"), services=[works_with("camhs", "sibling")])
    assert {"school_nurse", "health_visitor", "camhs"} <= set(seated(facts).required_seats)


def test_whether_the_ward_stands_for_who_knows_the_child_is_the_partnerships_to_say(tmp_path: Path) -> None:
    facts = case(child(setting="inpatient"), services=[works_with("camhs")])
    mine = load_policies(council_folder(tmp_path, "[known_professional]\nplace_fills = true\n")).of("EXMP")
    assert "camhs" in seated(facts).required_seats
    assert "camhs" in seats_for(facts, mine, out_of_hours=False).advised_seats


def test_a_closed_service_may_be_left_out_and_is_still_needed_at_the_full_meeting(tmp_path: Path) -> None:
    facts = case(concerns=["fgm"], urgency="emergency")
    mine = load_policies(council_folder(tmp_path, '[out_of_hours]\nclosed = "left_out"\n')).of("EXMP")
    assert "legal" in seated(facts, night=True).advised_seats
    night = seats_for(facts, mine, out_of_hours=True)
    assert "legal" not in night.advised_seats
    assert "legal" in {need.seat for need in night.follow_up_required}
