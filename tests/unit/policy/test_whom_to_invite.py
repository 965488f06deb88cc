"""Each rule of "Whom to invite", in working hours."""

from __future__ import annotations

import pytest

from bot.domain.case import CaseFacts
from bot.policy.seating import Seating, seats_for
from tests.unit.policy.builders import DEFAULT, case, child, sibling, works_with


def seated(facts: CaseFacts) -> Seating:
    return seats_for(facts, DEFAULT, out_of_hours=False)


def required(facts: CaseFacts) -> set[str]:
    return set(seated(facts).required_seats)


def advised(facts: CaseFacts) -> set[str]:
    return set(seated(facts).advised_seats)


def test_with_nothing_known_the_four_who_always_sit_are_asked() -> None:
    assert required(case(child(age=None))) == {
        "chair_team_manager",
        "social_worker",
        "police_child_abuse",
        "mash_health",
    }


@pytest.mark.parametrize(
    ("concern", "seats"),
    [
        ("physical_injury", {"paediatrician_on_call"}),
        ("ingestion", {"paediatrician_on_call"}),
        ("non_mobile_infant", {"paediatrician_on_call"}),
        ("sexual_abuse", {"sarc"}),
        ("unborn", {"midwife", "safeguarding_midwife"}),
        ("fabricated_or_induced_illness", {"responsible_consultant", "named_doctor", "gp", "chair_senior_manager"}),
        ("domestic_abuse", {"police_domestic_abuse", "idva", "school_nurse"}),
        ("parental_mental_health", {"adult_mental_health"}),
        ("parental_substance_misuse", {"substance_misuse"}),
        ("sexual_exploitation", {"police_exploitation"}),
        ("online_abuse", {"police_exploitation"}),
        ("missing", {"police_missing"}),
        ("fgm", {"fgm_lead", "legal"}),
        ("disabled_child", {"community_paediatrician", "special_school_nurse", "social_worker_disabilities"}),
        ("professional_allegation", {"lado", "chair_senior_manager"}),
        ("looked_after", {"home_manager"}),
        ("out_of_area", {"home_authority"}),
    ],
)
def test_a_concern_asks_for_its_row(concern: str, seats: set[str]) -> None:
    always = {"social_worker", "chair_team_manager", "police_child_abuse", "school_nurse"}
    found = required(case(concerns=[concern]))
    assert seats <= found
    assert found <= seats | always


@pytest.mark.parametrize(
    "concern", ["self_harm", "radicalisation", "child_on_child", "open_case", "not_in_the_policy"]
)
def test_a_concern_without_a_row_adds_nothing(concern: str) -> None:
    assert required(case(concerns=[concern])) == required(case())


@pytest.mark.parametrize(
    ("age", "seat"),
    [
        ("unborn:30w", "midwife"),
        ("P2W", "health_visitor"),
        ("P4Y11M", "health_visitor"),
        ("P5Y", "school_nurse"),
        ("P17Y", "school_nurse"),
    ],
)
def test_the_health_professional_follows_age(age: str, seat: str) -> None:
    assert seat in required(case(child(age=age)))


def test_a_service_that_treats_the_child_now_outranks_age() -> None:
    found = required(case(services=[works_with("camhs")]))
    assert "camhs" in found
    assert "school_nurse" not in found


@pytest.mark.parametrize("universal", ["gp", "health_visitor", "school_nurse", "midwife"])
def test_a_universal_service_never_outranks_age(universal: str) -> None:
    assert "school_nurse" in required(case(services=[works_with(universal)]))


def test_a_service_that_has_ended_outranks_nothing_and_is_not_invited() -> None:
    facts = case(services=[works_with("camhs", active=False)])
    assert "school_nurse" in required(facts)
    assert "camhs" not in required(facts) | advised(facts)


def test_one_health_professional_a_child_the_others_are_advised() -> None:
    facts = case(services=[works_with("camhs"), works_with("specialist_nurse")])
    assert "specialist_nurse" in advised(facts)


def test_a_seat_required_anyway_that_treats_the_child_fills_it() -> None:
    facts = case(concerns=["disabled_child"], services=[works_with("camhs"), works_with("community_paediatrician")])
    assert "school_nurse" not in required(facts)
    assert "camhs" in advised(facts)


def test_every_sibling_in_scope_brings_its_own() -> None:
    facts = case(child(), sibling("B1", "P2Y"), sibling("B2", "unborn:12w"), sibling("B3", "P9Y", in_scope=False))
    needs = {(need.seat, need.child) for need in seated(facts).required}
    assert {("school_nurse", "CSC-10001"), ("health_visitor", "B1"), ("midwife", "B2")} <= needs
    assert not [need for need in seated(facts).required if need.child == "B3"]
    assert "siblings" in seated(facts).flags


def test_two_children_of_one_age_need_somebody_each_who_may_be_the_same() -> None:
    seating = seated(case(child(), sibling("B1", "P9Y")))
    assert [need.child for need in seating.required if need.seat == "school_nurse"] == ["CSC-10001", "B1"]
    assert seating.required_seats.count("school_nurse") == 1


def test_a_sibling_out_of_scope_raises_no_flag() -> None:
    assert "siblings" not in seated(case(child(), sibling("B1", "P2Y", in_scope=False))).flags


def test_a_service_of_one_of_two_siblings_is_needed_beside_those_by_age() -> None:
    facts = case(child(), sibling("B1", "P2Y"), sibling("B2", "P12Y"), services=[works_with("camhs", "sibling")])
    assert {"camhs", "health_visitor", "school_nurse"} <= required(facts)


def test_the_health_visitor_sits_for_an_injured_baby_even_when_another_service_treats() -> None:
    facts = case(child(age="P4M"), concerns=["physical_injury"], services=[works_with("specialist_nurse")])
    assert "health_visitor" in required(facts)


def test_when_the_age_is_not_known_the_nurse_who_is_known_sits() -> None:
    assert "school_nurse" in required(case(child(age=None), services=[works_with("school_nurse")]))


def test_an_adult_listed_as_a_sibling_brings_nobody_but_a_prompt() -> None:
    seating = seated(case(child(), sibling("B1", "P19Y")))
    assert not [need for need in seating.required if need.child == "B1"]
    assert "adult_listed" in {prompt.code for prompt in seating.prompts}


def test_one_police_seat_and_the_other_units_advised() -> None:
    facts = case(concerns=["missing", "sexual_exploitation", "domestic_abuse", "neglect"])
    assert {seat for seat in required(facts) if seat.startswith("police")} == {"police_missing"}
    assert {"police_exploitation", "police_domestic_abuse", "police_child_abuse"} <= advised(facts)


def test_perinatal_mental_health_counts_for_parental_mental_health() -> None:
    facts = case(concerns=["parental_mental_health"], services=[works_with("perinatal_mental_health", "mother")])
    assert "perinatal_mental_health" in required(facts)
    assert "adult_mental_health" not in required(facts)


def test_a_parents_service_is_advised_when_that_difficulty_is_no_concern() -> None:
    facts = case(concerns=["neglect"], services=[works_with("substance_misuse", "father")])
    assert "substance_misuse" in advised(facts)


def test_neglect_brings_the_clinicians_who_treat_the_child_and_the_nurses_who_know_it() -> None:
    services = [works_with(each) for each in ("dentist", "camhs", "health_visitor", "gp", "housing")]
    facts = case(concerns=["neglect"], services=services)
    assert {"dentist", "camhs", "health_visitor"} <= required(facts)
    assert {"gp", "housing"} <= advised(facts)


@pytest.mark.parametrize("service", ["sexual_health", "camhs"])
def test_exploitation_brings_those_who_treat_the_child(service: str) -> None:
    concerns = ["criminal_exploitation"]
    assert service in required(case(concerns=concerns, services=[works_with(service)]))
    assert service not in required(case(concerns=concerns, services=[works_with(service, "mother")]))


def test_a_home_manager_sits_for_a_child_missing_from_a_home_not_from_its_family() -> None:
    assert "home_manager" in required(case(child(setting="residential"), concerns=["missing"]))
    assert "home_manager" not in required(case(child(setting="home"), concerns=["missing"]))


@pytest.mark.parametrize("setting", ["inpatient", "emergency_department"])
def test_in_hospital_the_consultant_and_the_ward_sit_and_nobody_goes_home(setting: str) -> None:
    seating = seated(case(child(setting=setting)))
    assert {"responsible_consultant", "ward_nurse"} <= set(seating.required_seats)
    assert "hospital_safeguarding" in seating.advised_seats
    assert "discharge_blocks" in seating.flags


def test_home_and_host_both_sit_for_a_child_of_another_council() -> None:
    seating = seated(case(child(home_authority="other")))
    assert "home_authority" in seating.required_seats
    assert "home_and_host" in seating.flags


def test_with_domestic_abuse_the_school_sits_or_is_looked_up() -> None:
    known = seated(case(child(school_known=True), concerns=["domestic_abuse"]))
    unknown = seated(case(child(school_known=False), concerns=["domestic_abuse"]))
    assert "school" in known.required_seats
    assert "school_unknown" not in known.flags
    assert "school" in unknown.advised_seats
    assert {"school_unknown", "encompass", "safe_contact"} <= unknown.flags
    assert "school_unknown" in {prompt.code for prompt in unknown.prompts}


def test_an_unborn_child_has_no_school_to_look_up() -> None:
    facts = case(child(age="unborn:20w", school_known=False), concerns=["domestic_abuse"])
    assert "school_unknown" not in seated(facts).flags


def test_a_baby_has_no_school_to_ask() -> None:
    facts = case(child(age="P4M", school_known=True), concerns=["domestic_abuse"])
    assert "school" not in required(facts)


@pytest.mark.parametrize(("age", "tool"), [("P8Y", False), ("P9Y", True), ("P15Y", True)])
def test_a_missing_child_over_eight_gets_the_exploitation_tool(age: str, tool: bool) -> None:
    seating = seated(case(child(age=age), concerns=["missing"]))
    assert ("exploitation_tool" in seating.flags) is tool


def test_an_older_sibling_of_a_missing_child_gets_no_tool() -> None:
    assert (
        "exploitation_tool" not in seated(case(child(age="P6Y"), sibling("B1", "P12Y"), concerns=["missing"])).flags
    )


def test_an_allegation_against_a_professional_is_restricted_and_the_employer_left_to_the_lado() -> None:
    facts = case(
        concerns=["professional_allegation"], services=[works_with("employer", "suspect")], referrer="employer"
    )
    seating = seated(facts)
    assert seating.restricted
    assert "employer_via_lado" in seating.flags
    assert "employer" not in (*seating.required_seats, *seating.advised_seats)
    assert not DEFAULT.delegates_allowed(facts)
    assert not DEFAULT.desks_allowed(facts)


@pytest.mark.parametrize("referrer", ["school", "gp", "dentist", "charity_worker"])
def test_the_referrer_sits(referrer: str) -> None:
    assert referrer in required(case(referrer=referrer))


@pytest.mark.parametrize("referrer", ["police", "police_missing", "social_worker", "chair_team_manager"])
def test_a_referrer_whose_agency_sits_already_adds_no_seat(referrer: str) -> None:
    assert required(case(referrer=referrer)) == required(case())


@pytest.mark.parametrize("referrer", ["parent", "neighbour", "anonymous", "public", "self"])
def test_family_and_public_are_never_invited(referrer: str) -> None:
    seating = seated(case(referrer=referrer))
    assert referrer not in (*seating.required_seats, *seating.advised_seats)


def test_a_service_without_a_seat_of_its_own_takes_a_seat_of_its_own_name() -> None:
    assert "dietitian" in advised(case(services=[works_with("dietitian")]))
    assert DEFAULT.seat("dietitian").label == "Dietitian"


def test_a_thin_referral_is_asked_about_and_never_refused() -> None:
    codes = {prompt.code for prompt in seated(case(child(age=None))).prompts}
    assert codes == {
        "missing_age",
        "missing_concerns",
        "missing_services",
        "missing_referrer",
        "missing_setting",
        "missing_home_authority",
    }


def test_an_injured_baby_of_whom_it_is_not_known_whether_it_moves_is_asked_about() -> None:
    codes = {prompt.code for prompt in seated(case(child(age="P5M"), concerns=["physical_injury"])).prompts}
    assert "missing_mobility" in codes
