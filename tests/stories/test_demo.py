"""The demonstration is the main job, end to end: real host, real adapters, stand-ins that refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RESULT = {"meeting", "quorate", "channels", "tenants", "invited", "accepted", "actions"} | {
    "answered_through", "chased_without_timescale", "manager_nudges", "lost", "seconds"
}  # fmt: skip


# `.ci/run` plays it: it is the README's other command.
@pytest.mark.long
def test_the_demonstration_plays_the_whole_case_and_loses_nothing(tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    done = subprocess.run(
        [str(Path(sys.executable).with_name("quorate")), "demo", "--json", "--keep", str(keep)],
        capture_output=True,
        text=True,
        timeout=90,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *events, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(last) == RESULT
    assert last["quorate"] is True
    assert (last["channels"], last["tenants"], last["lost"]) == (["email", "slack", "teams"], 3, 0)
    assert last["answered_through"] == ["phone", "slack", "teams", "web"]
    assert last["chased_without_timescale"] >= 1
    assert last["manager_nudges"] >= 1
    assert {each["tool"] for each in events} >= {"slack", "teams"}
    assert (keep / "quorate.db").is_file()
    cards = [json.loads(file.read_text()) for file in (keep / "cards").iterdir()]
    assert len(cards) > 20
    assert "CSC-104233" not in json.dumps(
        [each for each in cards if isinstance(each, dict) and "attachments" in each]
    ), "no case in a Teams card"
