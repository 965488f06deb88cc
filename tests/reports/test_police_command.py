"""`quorate report police` as somebody types it, of requests that a story has made; and what it reads of them."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.world import World, at


async def _story(url: str, folder: Path) -> None:
    """One taken after ten minutes; one acknowledged and then refused; one that was cancelled."""
    storage = open_storage(url, KEYS)
    try:
        world = await World(storage, folder).with_everybody()
        pat = world.people["pc1"]
        sam = await world.called()
        await world.until(at(10, 10, 30))
        await pat.presses("I'll take it")
        await world.called("planned", "CSC-104234")
        await pat.presses("We have it")
        await pat.presses("We can't")
        await pat.fills(code="no_officer", words="Kanarie")
        await world.called("planned", "CSC-104235")
        await sam.presses("Cancel the meeting")
        await sam.fills(reason="")
    finally:
        await storage.close()


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Path:
    (tmp_path / "policies").mkdir()
    asyncio.run(_story(sqlite_url, tmp_path / "policies"))
    file = tmp_path / "settings.env"
    file.write_text(
        f"QUORATE_DATABASE_URL={sqlite_url}\nQUORATE_KEYS={KEYS[0]}\nQUORATE_POLICY_DIR={tmp_path / 'policies'}\n"
    )
    return file


def test_the_report_is_read_by_people_programs_and_spreadsheets(
    settings: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def typed(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["quorate", "report", "police", "--env-file", str(settings), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capfdbinary.readouterr().out.decode()

    code, words = typed()
    assert code == 0
    assert words.startswith("All: 3 requests, 1 accepted, 1 refused, 0 open; median: acknowledged after 5 min")
    whole = json.loads(typed("--json")[1])["groups"]
    assert [(each["by"], each["name"]) for each in whole] == [
        ("all", ""),
        ("desk", "Police referral desk"),
        ("council", "EXMP"),
        ("urgency", "planned"),
        ("urgency", "same_day"),
    ]
    same_day = whole[-1]
    assert (same_day["minutes_to_accepted"], same_day["accepted_in_time"]) == (10.0, 1.0)
    assert whole[0]["closed"] == 1
    assert whole[0]["reasons"] == {"no_officer": 1}
    table = list(csv.DictReader(io.StringIO(typed("--csv", "--council", "EXMP")[1])))
    assert [each["refused_no_officer"] for each in table] == ["1", "1", "1", "1", "0"]
    everything = words + json.dumps(whole) + json.dumps(table)
    for private in ("CSC-", "SM-", "Kanarie", "Constable", "Carter"):
        assert private not in everything
    assert json.loads(typed("--json", "--from", "2026-04-01")[1])["groups"][0]["requests"] == 0
    assert typed("--json", "--csv")[0] == 2
