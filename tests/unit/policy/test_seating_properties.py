"""Whatever the case, the seats make sense."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.age import Age
from bot.domain.case import ABOUT, CaseFacts, Child, KnownService
from bot.policy.seating import seats_for
from tests.unit.policy.builders import DEFAULT, TUESDAY_TEN

UNKNOWN = ["dietitian", "employer", "unheard_of"]
AGES = ["unborn:20w", "P3D", "P4M", "P4Y", "P5Y", "P8Y", "P8Y1D", "P12Y", "P17Y", "P19Y", "P40Y"]
CHILDREN = st.builds(
    Child,
    reference=st.uuids().map(str),
    age=st.none() | st.sampled_from(AGES).map(Age.parse),
    setting=st.none() | st.sampled_from([*DEFAULT.settings, "somewhere"]),
    mobile=st.none() | st.booleans(),
    school_known=st.none() | st.booleans(),
    home_authority=st.sampled_from([None, "this", "other"]),
    in_scope=st.booleans(),
    part=st.sampled_from(["subject", "sibling"]),
)
SERVICES = st.builds(
    KnownService, st.sampled_from([*DEFAULT.seats, *UNKNOWN]), st.sampled_from(ABOUT), st.booleans(), st.none()
)
CASES = st.builds(
    CaseFacts,
    children=st.lists(CHILDREN, max_size=4, unique_by=lambda child: child.reference).map(tuple),
    concerns=st.frozensets(st.sampled_from([*DEFAULT.concerns, "unheard_of"]), max_size=6),
    known_services=st.lists(SERVICES, max_size=6).map(tuple),
    referrer=st.none() | st.sampled_from([*DEFAULT.seats, *UNKNOWN, "police", "parent"]),
    received_at=st.just(TUESDAY_TEN),
    urgency=st.sampled_from([*DEFAULT.urgencies, "unheard_of"]),
)


@given(CASES, st.booleans())
def test_social_care_police_and_health_always_sit(facts: CaseFacts, night: bool) -> None:
    seats = seats_for(facts, DEFAULT, out_of_hours=night).required_seats
    assert {"social_care", "police"} <= {DEFAULT.seat(seat).agency for seat in seats}
    assert any(DEFAULT.seat(seat).health for seat in seats)


@given(CASES, st.booleans())
def test_no_seat_is_both_required_and_advised(facts: CaseFacts, night: bool) -> None:
    seating = seats_for(facts, DEFAULT, out_of_hours=night)
    assert not set(seating.required_seats) & set(seating.advised_seats)


@given(CASES, st.booleans())
def test_one_chair_and_one_police_seat_are_required(facts: CaseFacts, night: bool) -> None:
    seats = seats_for(facts, DEFAULT, out_of_hours=night).required_seats
    assert sum(seat.startswith("chair_") for seat in seats) == 1
    assert sum(DEFAULT.seat(seat).agency == "police" for seat in seats) == 1


@given(CASES)
def test_at_night_whoever_is_required_is_open_or_has_just_rung(facts: CaseFacts) -> None:
    seats = seats_for(facts, DEFAULT, out_of_hours=True).required_seats
    assert all(DEFAULT.seat(seat).always_open or seat == facts.referrer for seat in seats)


@given(CASES)
def test_at_night_nobody_needed_by_day_is_forgotten(facts: CaseFacts) -> None:
    day = seats_for(facts, DEFAULT, out_of_hours=False)
    night = seats_for(facts, DEFAULT, out_of_hours=True)
    assert night.follow_up_required == day.required
    stood_in_for = {"social_worker", "chair_team_manager", "chair_senior_manager"}
    assert set(day.required_seats) - stood_in_for <= {*night.required_seats, *night.advised_seats}


@given(CASES)
def test_every_child_in_scope_has_somebody_from_health(facts: CaseFacts) -> None:
    needs = seats_for(facts, DEFAULT, out_of_hours=False).required
    served = {need.child for need in needs if DEFAULT.seat(need.seat).health}
    minors = [each for each in facts.in_scope if each.age is None or each.age.unborn or each.age.years < 18]
    assert {each.reference for each in minors} <= served


@given(CASES, st.booleans())
def test_no_reason_or_prompt_holds_a_childs_reference_or_the_concern(facts: CaseFacts, night: bool) -> None:
    seating = seats_for(facts, DEFAULT, out_of_hours=night)
    words = " ".join(need.why for need in (*seating.required, *seating.advised)).lower()
    assert not any(each.reference in words for each in facts.children)
    assert not any(
        DEFAULT.concerns[each].label.lower() in words for each in facts.concerns if each in DEFAULT.concerns
    )
