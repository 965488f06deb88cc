"""The six worked cases: seats, flags, prompts, deadline and the sufficiency of health, as the domain expects."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.case import CaseFacts
from bot.policy.seating import Seating, seats_for
from bot.policy.sufficiency import Accepting, sufficiency
from tests.unit.policy.builders import DEFAULT

WORKED = json.loads(Path(__file__).with_name("worked_cases.json").read_text(encoding="utf-8"))
CASES = {each["id"]: each for each in WORKED["scenarios"]}
by_case = pytest.mark.parametrize("name", CASES)


def _seating(name: str) -> tuple[Seating, CaseFacts, dict[str, Any]]:
    facts = CaseFacts.from_json(CASES[name])
    return seats_for(facts, DEFAULT, out_of_hours=DEFAULT.out_of_hours(facts)), facts, CASES[name]["expected"]


@by_case
def test_every_required_seat_is_asked_and_none_needlessly(name: str) -> None:
    seating, _, expected = _seating(name)
    assert sorted(seating.required_seats) == sorted(expected["required"])


@by_case
def test_every_advised_seat_is_invited(name: str) -> None:
    seating, _, expected = _seating(name)
    assert set(expected["advised"]) <= set(seating.advised_seats)


@by_case
def test_flags_are_exact(name: str) -> None:
    seating, _, expected = _seating(name)
    assert seating.flags == frozenset(expected["flags"])
    assert seating.restricted == ("restricted" in expected["flags"])
    assert ("encompass" in seating.flags) == expected["encompass"]


@by_case
def test_the_adults_prompt_is_shown_when_an_adult_is_part_of_it(name: str) -> None:
    seating, _, expected = _seating(name)
    codes = {prompt.code for prompt in seating.prompts}
    assert ("adult_services" in codes) == expected["adult_services_prompt"]


@by_case
def test_no_prompt_asks_for_what_the_case_says(name: str) -> None:
    seating, _, _ = _seating(name)
    assert not [prompt.code for prompt in seating.prompts if prompt.code.startswith("missing_")]


@by_case
def test_deadlines_are_exact(name: str) -> None:
    _, facts, expected = _seating(name)
    found = DEFAULT.deadline(facts)
    assert found.due == datetime.fromisoformat(expected["deadline"])
    follow_up = expected.get("follow_up_deadline")
    assert found.follow_up_due == (datetime.fromisoformat(follow_up) if follow_up else None)


@by_case
def test_the_referrer_and_every_seat_carry_a_reason(name: str) -> None:
    seating, _, expected = _seating(name)
    assert expected["outcome_to"] in {*seating.required_seats, "police"}
    assert all(need.why and need.rule for need in (*seating.required, *seating.advised))


@by_case
def test_a_rota_nurse_alone_never_satisfies_health(name: str) -> None:
    _, facts, _ = _seating(name)
    night = DEFAULT.out_of_hours(facts)
    found = sufficiency(facts, DEFAULT, [Accepting("school_nurse")], (), out_of_hours=night)
    assert not found.enough
    assert "rota_only_health" in found.codes
    assert found.missing
    assert found.cure


def test_the_vocabulary_is_the_policys_own() -> None:
    words = WORKED["vocabulary"]
    assert set(words["seats"]) <= set(DEFAULT.seats)
    assert set(words["concerns"]) <= set(DEFAULT.concerns)
    assert set(words["settings"]) <= set(DEFAULT.settings)
    assert set(words["urgencies"]) == set(DEFAULT.urgencies)


def test_at_night_the_day_seats_are_needed_at_the_full_meeting() -> None:
    seating, _, _ = _seating("S02")
    follow_up = [need.seat for need in seating.follow_up_required]
    assert {"chair_team_manager", "social_worker", "school_nurse", "sarc", "school"} <= set(follow_up)
    assert "chair_emergency_duty" not in follow_up
