"""Health is enough when somebody who accepted knows each child, or every known service has told what it knows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.domain.case import CaseFacts
from bot.domain.meeting import Seat
from bot.policy.sufficiency import Accepting, Sufficiency, sufficiency, sufficiency_of_meeting
from tests.unit.policy.builders import DEFAULT, SUNDAY_NIGHT, case, child, sibling, works_with

ANN = "CSC-10001"
CASELOAD, COVERING, RECORD, ROTA = range(4)


def judged(
    facts: CaseFacts, *accepting: Accepting, informed: Iterable[str] = (), out_of_hours: bool = False
) -> Sufficiency:
    return sufficiency(facts, DEFAULT, accepting, informed, out_of_hours=out_of_hours)


def nurse(*knows: str, seat: str = "school_nurse") -> Accepting:
    return Accepting(seat, frozenset(knows))


def seat(name: str, tier: int, child_reference: str = "") -> Seat:
    return Seat(name, "EXMP", "m1", name, required=True, child=child_reference, tier=tier)


def test_the_nurse_who_knows_the_child_is_enough() -> None:
    assert judged(case(), nurse(ANN)) == Sufficiency(True)


def test_a_rota_nurse_alone_is_not_and_the_cure_is_said() -> None:
    found = judged(case(services=[works_with("gp"), works_with("camhs")]), nurse())
    assert not found.enough
    assert found.codes == ("rota_only_health",)
    assert found.missing == ("Nobody from health who knows the child is coming.",)
    assert found.cure == (
        "Ask the child mental health (CAMHS) who knows the child, or first get the information of: GP, "
        "Child mental health (CAMHS).",
    )


def test_a_rota_nurse_with_no_known_service_to_make_up_for_it_is_not_enough() -> None:
    assert not judged(case(), nurse()).enough


def test_a_rota_nurse_and_the_information_of_every_known_service_are_enough_and_flagged() -> None:
    facts = case(services=[works_with("gp"), works_with("camhs"), works_with("dentist", active=False)])
    assert not judged(facts, nurse(), informed=["gp"]).enough
    found = judged(facts, nurse(), informed=["gp", "camhs"])
    assert found.enough
    assert found.codes == ("rota_only_health",)


def test_information_without_anybody_from_health_is_not_enough() -> None:
    found = judged(case(services=[works_with("gp")]), informed=["gp"])
    assert not found.enough
    assert found.codes == ("no_health",)


def test_information_of_the_school_does_not_make_up_for_health() -> None:
    assert not judged(case(services=[works_with("school")]), nurse(), informed=["school"]).enough


def test_every_child_needs_somebody_and_the_one_who_lacks_is_named_by_its_place() -> None:
    facts = case(child(), sibling("B1", "P2Y"), sibling("B2", "unborn:12w"))
    found = judged(facts, nurse(ANN))
    assert found.missing == (
        "Nobody from health who knows child 2 is coming.",
        "Nobody from health who knows child 3 is coming.",
    )
    assert found.cure == ("Ask the health visitor who knows child 2.", "Ask the midwife who knows child 3.")
    assert judged(facts, nurse(ANN), nurse("B1", "B2", seat="mash_health")).enough


@pytest.mark.parametrize("name", ["school", "police_child_abuse", "adult_mental_health", "substance_misuse"])
def test_only_those_who_speak_for_a_childs_health_count(name: str) -> None:
    assert not judged(case(), nurse(ANN, seat=name)).enough


@pytest.mark.parametrize("on_call", ["sarc", "paediatrician_on_call"])
def test_at_night_the_doctor_on_call_is_enough_and_flagged_by_day_not(on_call: str) -> None:
    assert judged(case(), nurse(seat=on_call), out_of_hours=True) == Sufficiency(True, ("health_on_call",))
    assert not judged(case(), nurse(seat=on_call)).enough


def test_at_night_a_rota_nurse_is_no_more_enough_than_by_day() -> None:
    assert not judged(case(), nurse(), out_of_hours=True).enough


def test_at_night_with_nobody_from_health_the_doctor_on_call_is_to_be_rung() -> None:
    assert judged(case(), out_of_hours=True).cure == ("Ring: Paediatrician on call.",)


def test_a_midwifes_information_counts_for_an_unborn_child() -> None:
    facts = case(child(age="unborn:24w"), services=[works_with("midwife", "mother")])
    assert judged(facts, nurse(seat="safeguarding_midwife"), informed=["midwife"]).enough


def test_with_no_child_in_scope_health_cannot_be_judged() -> None:
    found = judged(case(child(in_scope=False)), nurse(ANN))
    assert (found.enough, found.codes) == (False, ("no_child",))


@pytest.mark.parametrize(("tier", "enough"), [(CASELOAD, True), (COVERING, True), (RECORD, True), (ROTA, False)])
def test_how_a_person_was_chosen_says_whether_they_know_the_child(tier: int, enough: bool) -> None:
    assert sufficiency_of_meeting(case(), DEFAULT, [seat("school_nurse", tier)], ()).enough is enough


def test_a_seat_for_one_child_does_not_know_the_other() -> None:
    facts = case(child(), sibling("B1", "P12Y"))
    one, other = seat("school_nurse", CASELOAD, ANN), seat("school_nurse", CASELOAD, "B1")
    assert not sufficiency_of_meeting(facts, DEFAULT, [one], ()).enough
    assert sufficiency_of_meeting(facts, DEFAULT, [one, other], ()).enough


def test_one_row_may_stand_for_several_children_of_one_nurse() -> None:
    facts = case(child(), sibling("B1", "P12Y"), sibling("B2", "P13Y"))
    both = seat("school_nurse", CASELOAD, f"{ANN},B1")
    found = sufficiency_of_meeting(facts, DEFAULT, [both], ())
    assert found.missing == ("Nobody from health who knows child 3 is coming.",)


def test_whoever_holds_the_record_knows_every_child() -> None:
    facts = case(child(), sibling("B1", "P2Y"))
    assert sufficiency_of_meeting(facts, DEFAULT, [seat("named_nurse", RECORD)], ()).enough


def test_a_case_holder_without_a_named_child_is_not_taken_to_know_all_of_them() -> None:
    facts = case(child(), sibling("B1", "P2Y"), services=[works_with("gp")])
    found = sufficiency_of_meeting(facts, DEFAULT, [seat("gp", CASELOAD)], ())
    assert found.missing == ("Nobody from health who knows child 2 is coming.",)


def test_the_hour_of_a_meeting_is_read_from_its_facts() -> None:
    facts = case(urgency="emergency", at=SUNDAY_NIGHT)
    assert sufficiency_of_meeting(facts, DEFAULT, [seat("paediatrician_on_call", ROTA)], ()).enough
