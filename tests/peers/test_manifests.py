"""What administrators upload, judged by the platforms' own packages: Microsoft's schemas, Slack's types."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from adapters.slack.manifest import manifest as slack_manifest
from adapters.teams import teams_package
from tests.peers import node

pytestmark = pytest.mark.peers

APP = "6f2d9c1e-4b0a-4f57-9f3e-2a1b8c7d6e5f"
TEAMS = [
    ("Quorate", "https://quorate.council.example"),
    ("Quorate", "https://quorate.council.example:8443/"),
    ("A very long name of an app that somebody chose", "https://q.example/below"),
]


def _judged_by_microsoft(manifest: dict, packages: Path, folder: Path) -> list[str]:
    """The errors that Microsoft's own validator finds, with the schema that the manifest names."""
    (folder / "manifest.json").write_text(json.dumps(manifest))
    script = Path(__file__).with_name("teams_manifest.cjs")
    told = node.run([script, packages, folder / "manifest.json"], folder)
    assert told.returncode == 0, told.stderr
    found: list[str] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize(("name", "address"), TEAMS)
def test_the_teams_manifest_is_valid(name: str, address: str, packages: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(teams_package(APP, APP, address, name))) as package:
        manifest = json.loads(package.read("manifest.json"))
        assert {manifest["icons"]["color"], manifest["icons"]["outline"]} <= set(package.namelist())
    assert _judged_by_microsoft(manifest, packages, tmp_path) == []
    assert _judged_by_microsoft({**manifest, "bots": [{"scopes": ["everywhere"]}]}, packages, tmp_path)


def _judged_by_slack(manifest: dict, packages: Path) -> str:
    """What the compiler says of the manifest as a value of Slack's own type; empty when it is one."""
    source = packages.parent / "manifest.ts"
    found = "@slack/web-api/dist/types/request/manifest"
    source.write_text(
        f'import type {{ Manifest }} from "{found}";\nexport const made: Manifest = {json.dumps(manifest)};\n'
    )
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--types", "node"]
    told = node.run([packages / "typescript" / "bin" / "tsc", *options, source.name], packages.parent)
    return told.stdout + told.stderr


@pytest.mark.parametrize("socket_mode", [False, True])
def test_the_slack_manifest_is_one(socket_mode: bool, packages: Path) -> None:
    made = slack_manifest("https://quorate.council.example", socket_mode, "/strategy-meeting")
    assert _judged_by_slack(made, packages) == ""
    made["oauth_config"]["scopes"]["bot"].append("everything")
    assert "everything" in _judged_by_slack(made, packages)


@pytest.mark.parametrize("socket_mode", [False, True])
def test_the_slack_manifest_keeps_to_the_lengths_that_its_types_do_not_tell(socket_mode: bool) -> None:
    made = slack_manifest("https://quorate.council.example", socket_mode, "/strategy-meeting")
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    (command,) = made["features"]["slash_commands"]
    assert len(command["command"]) <= 32
    assert len(made["features"]["bot_user"]["display_name"]) <= 80
    called = [
        command.get("url"),
        *(made["settings"][each].get("request_url") for each in ("event_subscriptions", "interactivity")),
    ]
    assert all(each is None if socket_mode else each.startswith("https://") for each in called)
