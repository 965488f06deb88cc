"""`quorate plan --directory`: the same as the core would plan, the full meeting after a night included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.test_commands import CASES, PEOPLE, Shell, quorate

__all__ = ["quorate"]
CHILD = {"reference": "CSC-104310", "age": "P12Y", "setting": "home", "school_known": True, "home_authority": "this"}
CASE = {
    "id": "one", "received_at": "2026-03-10T10:20:00+00:00", "urgency": "planned", "child": CHILD,
    "concerns": ["neglect"], "known_services": [], "referrer": "school",
}  # fmt: skip


def planned(quorate: Shell, *words: str) -> dict[str, Any]:
    assert quorate("plan", *words, "--directory", str(PEOPLE), "--json") == 0, quorate.err
    plan: dict[str, Any]
    (plan,) = quorate.json()
    return plan


def seats(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["seat"]: each for each in plan["seats"]}


def test_the_school_that_has_just_rung_sits_though_it_is_closed_and_is_marked(quorate: Shell) -> None:
    plan = planned(quorate, "--case", str(CASES), "--id", "S02")
    school = seats(plan)["school"]
    assert (school["person"], school["unsure"]) == ("dsl-01", True)
    assert plan["start"] == "2026-03-13T17:00:00+00:00"
    assert seats(plan)["gp"]["person"] is None, "a surgery that has not rung is closed"


def test_the_full_meeting_after_one_at_night_is_planned_in_the_same_act(quorate: Shell) -> None:
    plan = planned(quorate, "--case", str(CASES), "--id", "S02")
    full = plan["follow_up"]
    assert plan["end"] < full["start"] < full["end"] <= plan["follow_up_deadline"]
    assert seats(full)["chair_team_manager"]["person"] == "tm-01"
    assert seats(full)["school_nurse"]["required"]
    assert "follow_up" not in planned(quorate, "--case", str(CASES), "--id", "S01")


def test_whoever_holds_the_case_by_the_directory_is_known_though_the_case_does_not_say_so(
    quorate: Shell, tmp_path: Path
) -> None:
    (tmp_path / "case.json").write_text(json.dumps(CASE))
    plan = planned(quorate, "--case", "case.json")
    camhs, worker = seats(plan)["camhs"], seats(plan)["social_worker"]
    assert "camhs" in plan["required"]
    assert (camhs["person"], camhs["tier"], camhs["known"]) == ("camhs-01", "caseload", True)
    assert (worker["person"], worker["tier"]) == ("sw-02", "caseload")


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ([CASE, 5, None], ["Case 2 of case.json is not a case", "Case 3 of case.json"]),
        (
            [CASE | {"id": "\ud800"}, CASE | {"id": ["x"]}],
            ["Case 1 of case.json: its id", "Case 2 of case.json: its"],
        ),
        ([CASE, CASE], ["Several cases have the same id: one."]),
        (
            [CASE | {"urgency": 5}, CASE | {"id": "two"}, CASE | {"id": "three", "concerns": "x"}],
            ["Case one cannot be read: urgency", "Case three cannot be read: concerns"],
        ),
    ],
)
def test_every_malformed_case_of_a_file_is_named_and_none_is_planned(
    quorate: Shell, tmp_path: Path, cases: list[Any], said: list[str]
) -> None:
    (tmp_path / "case.json").write_text(json.dumps(cases))
    assert quorate("plan", "--case", "case.json", "--json") == 2
    lines = quorate.err.splitlines()
    assert len(lines) == len(said)
    assert all(line.startswith(words) for line, words in zip(lines, said, strict=True)), lines


def test_a_case_in_another_encoding_is_told(quorate: Shell, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_bytes(json.dumps(CASE).encode("utf-16"))
    assert quorate("plan", "--case", "case.json") == 2
    assert quorate.err == "case.json is not UTF-8 text. Save it as UTF-8.\n"


FEW = """id,name,agency,councils,seats,caseload,manager,agency_contact,phone,hours
boss,Bo Head,social_care,EXMP,chair_senior_manager,,,boss,01632 960001,
tm,Tam Team,social_care,EXMP,chair_team_manager,,boss,,01632 960002,
sw,Sam Worker,social_care,EXMP,social_worker,,boss,,01632 960003,
pc,Pat Police,police,EXMP,police_child_abuse,,boss,,01632 960004,always
hv-a,Ann Visitor,health,EXMP,health_visitor,CSC-104233,boss,,01632 960005,
hv-b,Ben Visitor,health,EXMP,health_visitor,CSC-200001,boss,,01632 960006,
"""
TODDLERS = CASE | {
    "referrer": "police",
    "child": CHILD | {"reference": "CSC-104233", "age": "P3Y"},
    "siblings": [{"reference": "CSC-200001", "age": "P2Y"}],
}


def planned_with_few(quorate: Shell, case: dict[str, Any]) -> dict[str, Any]:
    Path("case.json").write_text(json.dumps(case))
    Path("people.csv").write_text(FEW)
    assert quorate("plan", "--case", "case.json", "--directory", "people.csv", "--json") == 0, quorate.err
    plan: dict[str, Any]
    (plan,) = quorate.json()
    return plan


def test_each_sibling_brings_the_one_who_holds_its_own_case(quorate: Shell) -> None:
    plan = planned_with_few(quorate, TODDLERS)
    visitors = {each["child"]: each["person"] for each in plan["seats"] if each["seat"] == "health_visitor"}
    assert visitors == {"CSC-104233": "hv-a", "CSC-200001": "hv-b"}


@pytest.mark.parametrize("raised", ["15:35", "15:45", "16:00"])
def test_the_notice_is_shortened_before_the_deadline_is_missed(quorate: Shell, raised: str) -> None:
    case = TODDLERS | {"urgency": "same_day", "received_at": f"2026-03-10T{raised}:00+00:00"}
    plan = planned_with_few(quorate, case)
    assert plan["start"] == "2026-03-10T16:00:00+00:00"
    assert plan["end"] == plan["deadline"] == "2026-03-10T17:00:00+00:00"
    assert all(each["person"] for each in plan["seats"] if each["required"])
