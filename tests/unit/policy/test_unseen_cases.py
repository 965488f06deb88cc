"""Over a hundred cases worked out by hand from the domain: every row, flag, setting, age border and hour."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.case import CaseFacts
from bot.policy.seating import Seating, seats_for
from tests.unit.policy.builders import DEFAULT

FILES = sorted(Path(__file__).parent.glob("cases_*.json"))
CASES: dict[str, dict[str, Any]] = {
    each["id"]: each for file in FILES for each in json.loads(file.read_text(encoding="utf-8"))["scenarios"]
}
TOLERATED = 2
by_case = pytest.mark.parametrize("name", CASES)


def _read(name: str) -> tuple[CaseFacts, Seating, dict[str, Any]]:
    facts = CaseFacts.from_json(CASES[name])
    return facts, seats_for(facts, DEFAULT, out_of_hours=DEFAULT.out_of_hours(facts)), CASES[name]["expected"]


def test_there_are_cases_of_every_kind() -> None:
    assert len(CASES) > 100
    assert len(FILES) == 6


@by_case
def test_the_deadline_and_the_full_meeting_are_exact(name: str) -> None:
    facts, _, expected = _read(name)
    found = DEFAULT.deadline(facts)
    assert found.due == datetime.fromisoformat(expected["deadline"])
    follow_up = expected.get("follow_up_deadline")
    assert found.follow_up_due == (datetime.fromisoformat(follow_up) if follow_up else None)


@by_case
def test_every_required_seat_is_there_and_hardly_another(name: str) -> None:
    _, seating, expected = _read(name)
    required = set(seating.required_seats)
    assert not set(expected.get("required", ())) - required
    assert not required & set(expected.get("not_required", ()))
    if "required" in expected:
        assert len(required - set(expected["required"])) <= TOLERATED


@by_case
def test_every_advised_seat_is_invited(name: str) -> None:
    _, seating, expected = _read(name)
    assert set(expected.get("advised", ())) <= {*seating.advised_seats, *seating.required_seats}


@by_case
def test_the_flags_are_exact(name: str) -> None:
    _, seating, expected = _read(name)
    assert seating.flags == frozenset(expected.get("flags", seating.flags))


@by_case
def test_the_prompts_are_there(name: str) -> None:
    _, seating, expected = _read(name)
    codes = {prompt.code for prompt in seating.prompts}
    assert set(expected.get("prompts", ())) <= codes
    if "adult_services_prompt" in expected:
        assert ("adult_services" in codes) == expected["adult_services_prompt"]


@by_case
def test_what_is_closed_now_is_required_at_the_full_meeting(name: str) -> None:
    _, seating, expected = _read(name)
    if "follow_up_deadline" not in expected:
        assert not seating.follow_up_required
        return
    full = {need.seat for need in seating.follow_up_required}
    assert {"social_worker"} <= full
    assert "chair_emergency_duty" not in full
