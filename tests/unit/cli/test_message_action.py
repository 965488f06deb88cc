"""What administrators upload offers "Make this an action" only where a council's policy turns it on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.shell.manifests import slack_manifest
from bot.wiring import Configuration
from tests.unit.policy.builders import council_folder


@pytest.mark.parametrize(("more", "offered"), [("", False), ("\n[actions]\nmessage_to_action = true\n", True)])
def test_the_slack_manifest_follows_the_policy(more: str, offered: bool, tmp_path: Path) -> None:
    configuration = Configuration(Settings(policy_dir=council_folder(tmp_path, more)), ())
    text, _ = slack_manifest(configuration, "https://quorate.example", False)
    assert ("shortcuts" in json.loads(text)["features"]) is offered


def test_without_any_policy_yet_it_is_not_offered(tmp_path: Path) -> None:
    configuration = Configuration(Settings(policy_dir=tmp_path / "none"), ())
    text, _ = slack_manifest(configuration, "https://quorate.example", False)
    assert "shortcuts" not in json.loads(text)["features"]
