"""Who sits when offices are closed until the deadline."""

from __future__ import annotations

from bot.domain.case import CaseFacts
from bot.policy.seating import Seating, seats_for
from tests.unit.policy.builders import DEFAULT, SUNDAY_NIGHT, case, child, works_with


def at_night(facts: CaseFacts) -> Seating:
    return seats_for(facts, DEFAULT, out_of_hours=True)


def test_emergency_duty_chairs_and_sits_for_the_social_worker() -> None:
    seating = at_night(case(concerns=["fabricated_or_induced_illness"]))
    everybody = {*seating.required_seats, *seating.advised_seats}
    assert "chair_emergency_duty" in seating.required_seats
    assert not everybody & {"social_worker", "chair_team_manager", "chair_senior_manager"}


def test_a_closed_service_is_asked_for_information_and_needed_at_the_full_meeting() -> None:
    seating = at_night(case(concerns=["domestic_abuse"]))
    assert "idva" in seating.advised_seats
    assert "idva" not in seating.required_seats
    assert "idva" in {need.seat for need in seating.follow_up_required}


def test_the_paediatrician_on_call_sits_when_no_health_seat_is_open() -> None:
    seating = at_night(case())
    assert "paediatrician_on_call" in seating.required_seats
    assert "health_on_call" in seating.flags
    assert "paediatrician_on_call" not in {need.seat for need in seating.follow_up_required}


def test_on_a_ward_the_ward_is_open_and_nobody_else_is_called_out() -> None:
    seating = at_night(case(child(setting="inpatient")))
    assert {"ward_nurse", "responsible_consultant"} <= set(seating.required_seats)
    assert "paediatrician_on_call" not in seating.required_seats
    assert "health_on_call" not in seating.flags


def test_the_referrer_who_has_just_rung_is_open() -> None:
    seating = at_night(case(referrer="school", services=[works_with("school_nurse")]))
    assert "school" in seating.required_seats


def test_homes_and_other_councils_answer_at_night() -> None:
    facts = case(child(setting="residential", home_authority="other"), concerns=["missing", "looked_after"])
    assert {"home_manager", "home_authority", "police_missing"} <= set(at_night(facts).required_seats)


def test_an_emergency_is_followed_by_a_full_meeting_at_any_hour_others_only_at_night() -> None:
    day = seats_for(case(urgency="emergency"), DEFAULT, out_of_hours=False)
    assert day.follow_up_required == day.required
    assert not seats_for(case(urgency="24h"), DEFAULT, out_of_hours=False).follow_up_required
    assert at_night(case(urgency="24h")).follow_up_required


def test_a_sunday_night_emergency_is_out_of_hours_and_a_planned_meeting_never_is() -> None:
    assert DEFAULT.out_of_hours(case(urgency="emergency", at=SUNDAY_NIGHT))
    assert not DEFAULT.out_of_hours(case(urgency="planned", at=SUNDAY_NIGHT))
