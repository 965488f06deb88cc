"""`quorate doctor`: what it finds, and how to mend it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.app.current_directory import CurrentDirectory
from bot.app.ports import Finding
from bot.domain.people import Address, Desk, Person
from bot.policy import load_policies
from bot.shell import doctor
from bot.shell.directory_findings import directory_findings, tenant_findings
from bot.wiring import load, open_core
from tests.contract.serve.ground import KEY
from tests.kit.world import COUNCIL, POLICY
from tests.unit.cli.test_commands import Shell, quorate

__all__ = ["quorate"]

SEATS = ("chair_team_manager", "social_worker", "health_visitor", "school_nurse", "midwife")
NIGHT = Person("eds", "Ed Night", "social_care", (COUNCIL,), ("chair_emergency_duty",), manager_id="tm")
BOSS = Person("tm", "Tess Manager", "social_care", (COUNCIL,), SEATS, manager_id="eds")
DESK = Desk("pd", "Police desk", "police", (COUNCIL,), ("police_child_abuse",))


@pytest.fixture
def policy_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "policy"
    folder.mkdir(exist_ok=True)
    (folder / "EXMP.toml").write_text(POLICY)
    return folder


def wrong(findings: list[Finding]) -> dict[str, str]:
    assert all(each.mend for each in findings if not each.ok)
    return {each.about: each.words for each in findings if not each.ok}


def current(*people: Person, channel: str = "slack", state: str = "live") -> CurrentDirectory:
    addresses = {each.id: (Address(f"a-{each.id}", each.id, channel, "T1", state=state),) for each in people}
    return CurrentDirectory({each.id: each for each in people}, {DESK.id: DESK}, addresses=addresses)


def test_a_whole_directory_has_nothing_wrong(policy_dir: Path) -> None:
    findings = directory_findings(current(BOSS, NIGHT), load_policies(policy_dir), ["slack"])
    assert wrong(findings) == {}
    assert len(findings) == 5


def test_an_empty_directory_is_told(policy_dir: Path) -> None:
    assert list(wrong(directory_findings(CurrentDirectory(), load_policies(policy_dir), []))) == ["directory"]


def test_people_without_anybody_above_them_are_named(policy_dir: Path) -> None:
    lost = Person("x", "Xan Alone", "health", (COUNCIL,), manager_id="gone")
    found = wrong(directory_findings(current(BOSS, NIGHT, lost), load_policies(policy_dir), ["slack"]))
    assert found == {"managers": "Without a manager or agency contact: Xan Alone (x)."}


def test_a_manager_who_has_left_is_nobody(policy_dir: Path) -> None:
    left = Person("m", "Mo Left", "health", (COUNCIL,), manager_id="tm", left_at=datetime(2026, 1, 1, tzinfo=UTC))
    theirs = Person("x", "Xan Alone", "health", (COUNCIL,), manager_id="m")
    found = wrong(directory_findings(current(BOSS, NIGHT, left, theirs), load_policies(policy_dir), ["slack"]))
    assert list(found) == ["managers"]


@pytest.mark.parametrize(("channel", "state"), [("teams", "live"), ("slack", "dead")])
def test_people_nobody_can_reach_are_named(policy_dir: Path, channel: str, state: str) -> None:
    found = directory_findings(
        current(BOSS, NIGHT, channel=channel, state=state), load_policies(policy_dir), ["slack"]
    )
    assert wrong(found) == {"reachable": "Nobody can reach: Tess Manager (tm), Ed Night (eds)."}


def test_a_seat_that_nobody_fills_is_named_by_its_label(policy_dir: Path) -> None:
    found = wrong(directory_findings(current(BOSS), load_policies(policy_dir), ["slack"]))
    assert found["EXMP seats"] == "Nobody fills: Emergency duty manager (chair)."


def test_a_council_without_rooms_is_told(policy_dir: Path) -> None:
    (policy_dir / "EXMP.toml").write_text(POLICY.partition("[[rooms]]")[0])
    found = wrong(directory_findings(current(BOSS, NIGHT), load_policies(policy_dir), ["slack"]))
    assert list(found) == ["EXMP rooms"]


def test_an_organisation_that_may_not_use_quorate_is_named() -> None:
    assert wrong(tenant_findings(current(BOSS), "slack", ["T1"])) == {}
    assert "T1" in wrong(tenant_findings(current(BOSS), "slack", ["T2"]))["slack tenants"]


@contextmanager
def platform(*, ahead: timedelta) -> Iterator[str]:
    """A platform whose clock is so far from ours, and which takes no token."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response_only(200)
            self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, usegmt=True))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(b'{"ok": false, "error": "invalid_auth"}')

        do_GET = do_POST = do_HEAD = answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/api/"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("ahead", "right"), [(timedelta(0), True), (timedelta(minutes=4), False)])
def test_a_clock_that_is_wrong_is_told(ahead: timedelta, right: bool) -> None:
    with platform(ahead=ahead) as url:
        assert [each.ok for each in doctor._clock("Slack", url)] == [right]


def test_a_platform_that_does_not_answer_says_nothing_about_the_clock() -> None:
    assert doctor._clock("Slack", "http://127.0.0.1:9/") == []
    assert doctor._clock("Slack", "no address") == []


def write_env(folder: Path, **more: str) -> None:
    lines = {"KEYS": KEY, "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyy", "SLACK_TEAM": "T0COUNCIL1", **more}
    (folder / ".env").write_text("".join(f"QUORATE_{name}={value}\n" for name, value in lines.items()))


def test_the_command_says_what_is_wrong_and_ends_with_one(quorate: Shell, tmp_path: Path, policy_dir: Path) -> None:
    with platform(ahead=timedelta(0)) as url:
        write_env(tmp_path, SLACK_BOT_TOKEN="xoxb-1234567890-a", SLACK_API_BASE_URL=url)
        assert quorate("migrate") == 0
        assert quorate("doctor", "--json") == 1
    (told,) = quorate.json()
    assert told["ok"] is False
    bad = {each["about"]: each for each in told["findings"] if not each["ok"]}
    assert set(bad) == {"directory", "Slack workspace T0COUNCIL1"}
    assert "xoxb" not in quorate.out
    good = {each["about"] for each in told["findings"] if each["ok"]}
    assert {"settings", "database", "database writing", "time zones", "bank holidays", "Slack clock"} <= good


def test_settings_that_cannot_be_read_are_findings(quorate: Shell, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("QUORATE_PORT=many\n")
    assert quorate("doctor") == 1
    assert "NOT OK   settings: QUORATE_PORT cannot be used" in quorate.out
    assert "To mend it: " in quorate.out


def test_a_database_that_was_never_made_is_told(quorate: Shell, tmp_path: Path, policy_dir: Path) -> None:
    write_env(tmp_path, SLACK_BOT_TOKEN="")
    assert quorate("doctor") == 1
    assert "quorate migrate" in quorate.out
    assert "No workspace is allowed" in quorate.out


PEOPLE = """id,name,agency,councils,seats,manager,agency_contact,phone,email,slack
tm,Tess Manager,social_care,EXMP,chair_team_manager,,tm,01632 960101,tess@council.example,T0COUNCIL1
sam,Sam Carter,social_care,EXMP,social_worker,tm,,01632 960102,sam@council.example,T0COUNCIL1
"""


def test_people_are_imported_after_a_look_and_one_leaves(quorate: Shell, tmp_path: Path, policy_dir: Path) -> None:
    write_env(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert quorate("directory", "import", "people.csv", "--dry-run") == 0
    assert "Sam Carter" in quorate.out
    assert quorate.out.endswith("A dry run: nothing was saved.\n")
    assert quorate("directory", "import", "people.csv") == 0
    assert quorate.out.endswith("Saved.\n")
    assert quorate("directory", "import", "people.csv") == 0
    assert "Nothing changes." in quorate.out
    assert quorate("directory", "leave", "sam") == 0
    assert quorate("directory", "leave", "sam") == 2
    assert quorate.err.startswith("Nobody of that id is in the directory.")


def test_a_wrong_row_is_named_and_nothing_is_saved(quorate: Shell, tmp_path: Path, policy_dir: Path) -> None:
    write_env(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE + "x,Xan,health,NOPE,,,,,,\n")
    assert quorate("directory", "import", "people.csv") == 2
    assert quorate.err.startswith("Row 4 (x): ")
    assert quorate.err.endswith("Nothing was saved.\n")
    assert quorate("directory", "import", "gone.csv") == 2


def test_a_change_of_account_needs_a_second_person(
    quorate: Shell, tmp_path: Path, policy_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUDO_USER", "ann")
    write_env(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    assert quorate("directory", "import", "people.csv") == 0
    (tmp_path / "people.csv").write_text(PEOPLE.replace("sam@council", "sam.carter@council"))
    assert quorate("directory", "import", "people.csv") == 2
    assert "Needs a second person:" in quorate.out
    assert "quorate directory confirm people.csv" in quorate.err
    assert quorate("directory", "confirm", "people.csv") == 2
    assert "You asked for this change yourself" in quorate.err
    monkeypatch.setenv("SUDO_USER", "bo")
    assert quorate("directory", "confirm", "people.csv") == 2
    assert "are being told first" in quorate.err
    monkeypatch.setattr("bot.app.directory_holds.WARNED_WITHIN", timedelta(0))
    assert quorate("directory", "confirm", "people.csv") == 0
    assert quorate("directory", "import", "people.csv", "--dry-run") == 0
    assert "Nothing changes." in quorate.out


async def test_the_shell_refuses_to_touch_a_database_without_a_key(tmp_path: Path, policy_dir: Path) -> None:
    with pytest.raises(Exception, match="QUORATE_KEYS is empty"):
        open_core(load())


def test_the_doctor_tells_whether_the_contact_sheet_is_kept(tmp_path: Path) -> None:
    off = doctor.contact_sheet_finding("")
    assert off.ok
    assert "QUORATE_CONTACT_SHEET_DIR" in off.words
    folder = tmp_path / "sheets"
    none_yet = doctor.contact_sheet_finding(str(folder))
    assert wrong([none_yet]) == {"contact sheet": "On, and none has been written yet."}
    folder.mkdir()
    (folder / "EXMP-2020-03-10.txt").write_text("old")
    assert wrong([doctor.contact_sheet_finding(str(folder))]) == {"contact sheet": "The newest is of 10 March 2020."}
    (folder / f"EXMP-{datetime.now(UTC):%Y-%m-%d}.txt").write_text("new")
    assert doctor.contact_sheet_finding(str(folder)).ok
