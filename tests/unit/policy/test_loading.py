"""One default, one file per council laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import bot.policy
from bot.domain.errors import Refusal
from bot.policy import PolicyError, load_policies
from bot.policy.loader import load_council, merge
from bot.policy.seats_named import why_seat
from tests.unit.policy.builders import DEFAULT, council_folder

EXAMPLE = Path(bot.policy.__file__).with_name("council.example.toml")


def test_without_a_folder_there_is_the_default_and_no_council() -> None:
    policies = load_policies(None)
    assert policies.councils == ()
    assert policies.default.version.startswith("2026.1+")


def test_an_unknown_council_is_refused_in_plain_words() -> None:
    with pytest.raises(Refusal, match="isn't set up for that council"):
        load_policies(None).of("SLOU")


def test_a_council_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    more = '[working_time]\ncloses = "17:30"\n[concerns.neglect]\nadvised = ["gp"]\n'
    policies = load_policies(council_folder(tmp_path, more))
    mine = policies.of("EXMP")
    assert policies.councils == ("EXMP",)
    assert mine.working_time_rule.closes.isoformat() == "17:30:00"
    assert mine.working_time_rule.opens == DEFAULT.working_time_rule.opens
    assert mine.concerns["neglect"].advised == ("gp",)
    assert mine.concerns["neglect"].treating_clinicians
    assert mine.seats == DEFAULT.seats


def test_councils_do_not_change_one_another(tmp_path: Path) -> None:
    council_folder(tmp_path, "[meeting]\nalternatives = 3\n")
    council_folder(
        tmp_path, code="TWOO", base='[council]\ncode = "TWOO"\ncontact_name = "x"\ncontact_phone = "01632 960200"\n'
    )
    policies = load_policies(tmp_path)
    assert policies.councils == ("EXMP", "TWOO")
    assert [policies.of(code).meeting.alternatives for code in policies.councils] == [3, 5]


def test_tables_merge_and_everything_else_is_replaced() -> None:
    base = {"a": {"x": 1, "y": [1, 2]}, "b": 3, "c": {"z": 1}}
    assert merge(base, {"a": {"y": [9]}, "b": {"now": "a table"}, "c": 4}) == {
        "a": {"x": 1, "y": [9]},
        "b": {"now": "a table"},
        "c": 4,
    }
    assert base == {"a": {"x": 1, "y": [1, 2]}, "b": 3, "c": {"z": 1}}


def test_the_version_changes_with_the_content_and_with_nothing_else(tmp_path: Path) -> None:
    first = load_policies(council_folder(tmp_path)).of("EXMP").version
    again = load_policies(council_folder(tmp_path, "# a comment\n")).of("EXMP").version
    changed = load_policies(council_folder(tmp_path, "[meeting]\nalternatives = 3\n")).of("EXMP").version
    assert first == again != changed


def test_the_example_that_ships_can_be_used_as_it_is(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "EXMP.toml")
    mine = load_policies(tmp_path).of("EXMP")
    assert load_council(EXAMPLE) == mine
    assert len(mine.rooms) == 2
    assert all(room.join_url and room.dial_in for room in mine.rooms)
    assert mine.room("room_2") == mine.rooms[1]
    assert mine.room("gone") is None
    assert mine.working_time_rule == load_policies(None).default.working_time_rule, "an example changes no deadline"


def test_examples_in_the_folder_are_not_councils(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path)
    assert load_policies(tmp_path).councils == ()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="councils: is not a folder"):
        load_policies(tmp_path / "councils")


@pytest.mark.parametrize("reference", ["CSC-104233", "1234567", "LAS/12345", "EHM123456"])
def test_case_references_are_taken(reference: str) -> None:
    assert DEFAULT.case_reference_ok(reference)


@pytest.mark.parametrize(
    "reference",
    [
        "Ann Smith",
        "ANN",
        "Smith 12345",
        "smith12345",
        "ANNSMITH12345",
        "943 476 5919",
        "9434765919",
        "",
        "1" * 65,
        "1234567\n",
        "١٢٣٤٥٦",
    ],
)
def test_names_and_nhs_numbers_are_refused(reference: str) -> None:
    assert not DEFAULT.case_reference_ok(reference)


def test_why_a_seat_is_asked_can_be_explained() -> None:
    assert why_seat(DEFAULT, "sarc") == (
        "concerns.sexual_abuse.required",
        "out_of_hours.on_call_health",
        "concerns.neglect.treating_clinicians",
        "seats.treats",
    )


def test_the_policy_cannot_be_changed_while_it_is_used() -> None:
    with pytest.raises(ValueError, match="frozen"):
        DEFAULT.meeting.alternatives = 0  # type: ignore[misc]  # that is the point
