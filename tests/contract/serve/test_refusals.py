"""What `quorate serve` refuses to start on, and the sentence it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.running import NotStarted
from bot.wiring import Unreadable, build, load
from tests.contract.serve.ground import KEY, SLACK, configured, core
from tests.kit.paper import PaperPlug

TEAMS = {
    "app_id": "aa0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a04",
    "app_password": "k3J~something-long",
    "home_tenant": "1f0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a01",
    "tenants": "1f0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a01",
}


def refusal(folder: Path, channels: dict[str, Any], **more: Any) -> str:
    with pytest.raises(NotStarted) as refused:
        build(configured(folder, channels, **more))
    return str(refused.value)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"keys": ""}, "QUORATE_KEYS is empty"),
        ({"keys": "change-me"}, "still holds an example"),
        ({"keys": "A" * 43 + "="}, "still holds an example"),
        ({"keys": f"{KEY},nonsense"}, "no key"),
        ({"host": "0.0.0.0"}, "open to the network without TLS"),
        ({"policy_dir": Path("nowhere")}, "is not a folder"),
    ],
)
def test_an_unsafe_setting_of_the_process_is_refused_in_words(
    tmp_path: Path, setting: dict[str, Any], words: str
) -> None:
    assert words in refusal(tmp_path, {"slack": SLACK}, **setting)


@pytest.mark.parametrize(
    ("channel", "setting", "words"),
    [
        ("slack", {"signing_secret": ""}, "QUORATE_SLACK_SIGNING_SECRET is empty"),
        ("slack", {"bot_tokens": {}}, "No workspace is allowed"),
        ("teams", {"app_password": ""}, "QUORATE_TEAMS_APP_PASSWORD is empty"),
        ("teams", {"tenants": ""}, "TENANTS"),
    ],
)
def test_an_unsafe_setting_of_a_channel_is_refused_in_words(
    tmp_path: Path, channel: str, setting: dict[str, Any], words: str
) -> None:
    safe = SLACK if channel == "slack" else TEAMS
    assert words in refusal(tmp_path, {channel: {**safe, **setting}})


def test_no_channel_is_refused(tmp_path: Path) -> None:
    assert "No channel is set up" in refusal(tmp_path, {})


def test_no_council_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "No council has a policy file" in refusal(tmp_path, {"slack": SLACK}, policy_dir=empty)


def test_a_wrong_policy_file_is_refused_with_its_place(tmp_path: Path) -> None:
    given = core(tmp_path)
    (given["policy_dir"] / "EXMP.toml").write_text('[council]\ncode = "EXMP"\nnam = "Exampleshire"\n')
    with pytest.raises(NotStarted, match=r"EXMP.toml: council.nam: .*did you mean name"):
        build(load(None, given={"core": given, "slack": SLACK}))


def test_one_unsafe_channel_stops_the_other_from_starting_too(tmp_path: Path) -> None:
    words = refusal(tmp_path, {"slack": SLACK, "teams": {**TEAMS, "tenants": ""}})
    assert "QUORATE_TEAMS_TENANTS" in words


def test_a_public_host_is_allowed_when_somebody_says_so(tmp_path: Path) -> None:
    assert configured(tmp_path, {"slack": SLACK}, host="0.0.0.0", allow_public_host=True).refusals() == []


def test_a_channel_of_one_folder_says_what_is_unsafe_itself(tmp_path: Path) -> None:
    configuration = configured(tmp_path, {"paper": {"seal": "example"}}, plugs=[PaperPlug()])
    assert configuration.refusals() == ["QUORATE_PAPER_SEAL is an example."]


def test_a_value_of_the_wrong_kind_is_told_without_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_PORT", "secret-port")
    monkeypatch.setenv("QUORATE_SLACK_BOT_TOKENS", "xoxb-secret")
    with pytest.raises(Unreadable) as unreadable:
        load()
    words = str(unreadable.value)
    assert "QUORATE_PORT cannot be used" in words
    assert "QUORATE_SLACK_BOT_TOKENS cannot be read: write it as JSON" in words
    assert "secret" not in words


def test_a_slip_in_a_name_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUORATE_SLACK_SIGNIN_SECRET", "x")
    (tmp_path / ".env").write_text("QUORATE_PROT=1\nOTHER=1\n")
    assert load().warnings == (
        "QUORATE_PROT is not a setting of Quorate, so it does nothing. Did you mean QUORATE_PORT?",
        "QUORATE_SLACK_SIGNIN_SECRET is not a setting of Quorate, so it does nothing. "
        "Did you mean QUORATE_SLACK_SIGNING_SECRET?",
    )


def test_a_channel_that_nobody_mentions_is_not_even_read(tmp_path: Path) -> None:
    core(tmp_path)
    (tmp_path / ".env").write_text("QUORATE_SLACK_TEAM=T0COUNCIL1\n")
    probe = "from bot.wiring import load; load(); import sys; print([*map(sys.modules.__contains__, sys.argv[1:])])"
    words = [sys.executable, "-c", probe, "slack_sdk", "botbuilder"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["[True,", "False]"]


def test_every_setting_that_is_described_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_TEAMS_TENANTS", TEAMS["tenants"])
    monkeypatch.setenv("QUORATE_LOG_JSON", "false")
    assert load().warnings == ()


def test_a_settings_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is not there"):
        load(tmp_path / "other.env")


def test_settings_are_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.env").write_text("QUORATE_PORT=9001\n")
    assert load(tmp_path / "other.env").settings.port == 9001
