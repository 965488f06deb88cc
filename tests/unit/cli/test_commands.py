"""The `quorate` command as a person uses it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.app import directory_file
from bot.cli import app, main
from bot.domain.errors import QuorateError
from bot.shell import edge as shell_edge

CASES = Path(__file__).parents[1] / "policy" / "worked_cases.json"
PEOPLE = Path(directory_file.__file__).with_name("directory.example.csv")
TIMESCALES = Path(__file__).parents[1] / "scheduling" / "timescales.csv"
BOT = "aa0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a04"


class Shell:
    """Runs one command and keeps what it said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = monkeypatch, capfd
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        self._patch.setattr(sys, "argv", ["quorate", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        self.out, self.err = self._capture.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else 0

    def json(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def quorate(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capfd)


def test_the_version_is_told(quorate: Shell) -> None:
    assert quorate("--version") == 0
    assert quorate.out.startswith("quorate 0.")


def test_help_imports_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "slack_bolt", "starlette", "pydantic")
    probe = f"import sys, bot.cli; print([each for each in {heavy} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("words", [["nonsense"], ["serve", "--nonsense"], ["plan"], ["policy", "check", "gone.toml"]])
def test_a_mistake_ends_with_two_and_no_traceback(quorate: Shell, words: list[str]) -> None:
    assert quorate(*words) == 2
    assert quorate.err
    assert "Traceback" not in quorate.err


def test_what_nobody_foresaw_is_a_sentence_without_its_message(capfd: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise KeyError("Jamie Doe")

    with pytest.raises(SystemExit) as ended:
        shell_edge.told_plainly(broken)
    err = capfd.readouterr().err
    assert ended.value.code == 1
    assert shell_edge.UNFORESEEN in err
    assert "KeyError" in err
    assert "Jamie" not in err


@pytest.mark.parametrize("error", [QuorateError("Do this instead."), KeyboardInterrupt()])
def test_what_was_foreseen_is_its_own_sentence(error: BaseException, capfd: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        shell_edge.told_plainly(command)
    assert ended.value.code in (2, 130)
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_timescale_is_read_at_a_london_time(quorate: Shell) -> None:
    assert quorate("timescale", "within 3 working days", "--at", "2026-03-11T14:00", "--json") == 0
    (found,) = quorate.json()
    assert list(found) == ["kind", "expected", "due", "echo", "span", "ask"]
    assert (found["kind"], found["expected"], found["due"]) == ("working_days", "WD:3", "2026-03-16T17:00:00+00:00")


def test_a_file_of_timescales_gives_one_line_each_in_order(quorate: Shell) -> None:
    assert quorate("timescale", "--csv", str(TIMESCALES), "--at", "2026-03-11T14:00:00+00:00", "--json") == 0
    assert [each["expected"] for each in quorate.json()[:3]] == ["DATE:2026-03-11", "WD:1", "PT24H"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["timescale"], "Give either a text or --csv FILE."),
        (["timescale", "x", "--csv", "y"], "Give either a text or --csv FILE."),
        (["timescale", "x", "--at", "tomorrow"], "--at cannot be read."),
        (["timescale", "x", "--at", "2026-03-29T01:30"], "The clocks change then"),
        (["timescale", "--csv", "gone.csv"], "gone.csv cannot be read"),
        (["timescale", "--csv", "other.csv"], "other.csv has no column named text."),
    ],
)
def test_a_timescale_asked_wrongly_is_told(quorate: Shell, tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "other.csv").write_text("words\nx\n")
    assert quorate(*words) == 2
    assert quorate.err.startswith(said)


def test_a_case_is_planned_without_a_directory(quorate: Shell) -> None:
    assert quorate("plan", "--case", str(CASES), "--id", "S04", "--json") == 0
    (plan,) = quorate.json()
    assert plan["deadline"] == "2026-03-30T01:30:00+01:00"
    assert plan["follow_up_deadline"] == "2026-03-30T17:00:00+01:00"
    assert {"chair_emergency_duty", "police_missing", "home_authority"} <= set(plan["required"])
    assert plan["health_sufficient"] == {"now": False, "needs": ["Ring: Paediatrician on call."]}
    assert set(plan["flags"]) == {"exploitation_tool", "home_and_host", "health_on_call"}
    assert {"rule", "advised", "seats", "alternatives", "prompts", "policy"} <= set(plan)
    assert all(each["why"] for each in plan["seats"])


def test_every_case_of_a_file_is_planned(quorate: Shell) -> None:
    expected = {each["id"]: each["expected"] for each in json.loads(CASES.read_text())["scenarios"]}
    assert quorate("plan", "--case", str(CASES), "--json") == 0
    for plan in quorate.json():
        assert plan["deadline"] == expected[plan["id"]]["deadline"]
        assert set(expected[plan["id"]]["required"]) <= set(plan["required"])


def test_a_case_is_planned_with_the_people_of_a_directory_file(quorate: Shell) -> None:
    asked = ("plan", "--case", str(CASES), "--directory", str(PEOPLE), "--json")
    assert quorate(*asked) == 0
    plans = {each["id"]: each for each in quorate.json()}
    first = plans["S01"]
    assert first["start"] == "2026-03-10T10:50:00+00:00"
    assert first["start"] < first["end"] <= first["deadline"]
    seats = {each["seat"]: each for each in first["seats"]}
    assert seats["social_worker"]["person"] == "sw-01"
    assert seats["police_child_abuse"]["person"] or seats["police_child_abuse"]["desk"] == "police-referral-desk"
    assert seats["health_visitor"]["tier"] in ("caseload", "covering", "record", "rota")
    assert len(first["alternatives"]) <= 5
    assert all(each["reason"] and "late" in each and "missing" in each for each in first["alternatives"])
    assert all(each["start"] for each in plans.values())
    assert all(each["person"] or each.get("desk") for each in seats.values() if each["required"])


def test_it_can_be_asked_later_than_the_case_was_received_and_the_deadline_stays(quorate: Shell) -> None:
    asked = ("plan", "--case", str(CASES), "--id", "S01", "--directory", str(PEOPLE), "--json", "--at")
    assert quorate(*asked, "2026-03-10T14:00") == 0
    (plan,) = quorate.json()
    assert plan["deadline"] == "2026-03-10T17:00:00+00:00"
    assert plan["start"] == "2026-03-10T14:30:00+00:00"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "The first row must hold the headers."),
        ("id,name,agency,councils\na,A,police,EXMP\n", "Row 2 (a)"),
        ("id,name,agency,councils\n", "The file has headers, but nobody in it."),
        ("id,name,agency,councils\na,A,police,EXMP OTHR\n", "The directory names EXMP, OTHR. Say which one"),
    ],
)
def test_a_malformed_directory_is_told_row_by_row(quorate: Shell, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "people.csv").write_text(content)
    assert quorate("plan", "--case", str(CASES), "--directory", "people.csv") == 2
    assert quorate.err.startswith(said), quorate.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "case.json is not JSON."),
        ("[" * 100_000, "case.json is not JSON."),
        ("[]", "There is no case in case.json."),
        ('{"urgency": "planned"}', "The case cannot be read: "),
        (
            '{"received_at": "2026-03-10T10:20:00+00:00", "urgency": "soon"}',
            "The case cannot be planned. Choose how soon from",
        ),
    ],
)
def test_a_malformed_case_is_told(quorate: Shell, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "case.json").write_text(content)
    assert quorate("plan", "--case", "case.json", "--json") == 2
    assert quorate.err.startswith(said)


def test_a_seat_is_explained_with_its_source(quorate: Shell) -> None:
    assert quorate("policy", "show", "--why", "sarc") == 0
    assert "[concerns.sexual_abuse] required" in quorate.out
    assert quorate("policy", "show", "--why", "nobody") == 2
    assert quorate.err.startswith("No seat is called nobody.")


def test_a_councils_policy_is_shown_and_checked(quorate: Shell, tmp_path: Path) -> None:
    assert quorate("init") == 0
    assert quorate("policy", "show", "--council", "EXMP") == 0
    assert quorate.out.startswith("EXMP  Exampleshire  policy ")
    assert quorate("policy", "show", "--council", "NONE") == 2
    assert quorate("policy", "check", "policy/EXMP.toml") == 0
    (tmp_path / "BAD.toml").write_text('[council]\ncode = "BAD"\nname = 3\n')
    assert quorate("policy", "check", "BAD.toml") == 2
    assert quorate.err.startswith("BAD.toml: council.name")


def test_the_slack_manifest_names_our_address(quorate: Shell) -> None:
    assert quorate("manifest", "slack", "--base-url", "https://quorate.example.org/") == 0
    made = json.loads(quorate.out)
    assert made["settings"]["interactivity"]["request_url"] == "https://quorate.example.org/slack/events"
    assert quorate("manifest", "slack", "--socket-mode") == 0
    assert json.loads(quorate.out)["settings"]["socket_mode_enabled"] is True
    assert quorate("manifest", "slack") == 0
    assert quorate.err.startswith("No address was given")
    assert quorate("manifest", "slack", "--base-url", "http://quorate.example.org") == 2


def test_the_teams_package_is_made_for_our_bot(
    quorate: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert quorate("manifest", "teams") == 2
    assert quorate.err.startswith("Set QUORATE_TEAMS_APP_ID first")
    monkeypatch.setenv("QUORATE_TEAMS_APP_ID", BOT)
    assert quorate("manifest", "teams", "--base-url", "https://quorate.example.org", "--out", "app.zip") == 0
    with zipfile.ZipFile(io.BytesIO((tmp_path / "app.zip").read_bytes())) as package:
        assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert json.loads(package.read("manifest.json"))["bots"][0]["botId"] == BOT


def test_every_command_explains_itself(quorate: Shell) -> None:
    names = [each.name or (each.callback.__name__ if each.callback else "") for each in app.registered_commands]
    for name in [*names, "manifest", "directory", "policy"]:
        assert quorate(name, "--help") == 0, name
        assert quorate.out
