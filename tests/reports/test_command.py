"""`quorate report actions` as somebody types it."""

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
from tests.reports.test_counted import filled


class Typed:
    """Types a command and keeps what came of it, byte for byte."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], settings: Path
    ) -> None:
        self.patch, self.capture, self.settings = monkeypatch, capfdbinary, settings
        self.out = self.err = b""

    def __call__(self, *words: str) -> int:
        argv = ["quorate", "report", "actions", "--env-file", str(self.settings), *words]
        self.patch.setattr(sys, "argv", argv)
        with pytest.raises(SystemExit) as ended:
            main()
        self.out, self.err = self.capture.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else 0


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], sqlite_url: str, tmp_path: Path
) -> Typed:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    settings = tmp_path / "settings.env"
    settings.write_text(
        f"QUORATE_DATABASE_URL={sqlite_url}\nQUORATE_KEYS={KEYS[0]}\nQUORATE_POLICY_DIR={tmp_path / 'policies'}\n"
    )
    return Typed(monkeypatch, capfdbinary, settings)


async def fill(url: str) -> None:
    storage = open_storage(url, KEYS)
    try:
        await filled(storage, 7, 8, 60)
    finally:
        await storage.close()


def test_a_council_that_was_mistyped_is_no_council_without_actions(typed: Typed, tmp_path: Path) -> None:
    lines = ("[council]", 'code = "EXMP"', 'name = "E"', 'contact_name = "MASH"', 'contact_phone = "01632 960100"')
    (tmp_path / "policies" / "EXMP.toml").write_text("\n".join(lines))
    assert typed("--council", "EXMP") == 0
    assert typed("--council", "EXPM") == 2
    assert b"There is no policy file for EXPM. There are: EXMP." in typed.err


def test_an_empty_council_is_an_empty_report(typed: Typed) -> None:
    assert typed("--json", "--council", "NONE") == 0
    report = json.loads(typed.out)
    assert report["meetings"] == report["teams"] == report["agencies"] == []
    assert report["all"]["actions"] == 0
    assert typed("--csv") == 0
    assert typed.out.count(b"\r\n") == 2
    assert typed() == 0
    assert typed.out.startswith(b"All: 0 actions")


def test_the_table_and_the_object_tell_the_same(typed: Typed, sqlite_url: str) -> None:
    asyncio.run(fill(sqlite_url))
    assert typed("--csv", "--at", "2026-05-01T09:00") == 0
    rows = list(csv.DictReader(io.StringIO(typed.out.decode(), newline="")))
    assert typed("--json", "--at", "2026-05-01T09:00") == 0
    report = json.loads(typed.out)
    assert report["at"].startswith("2026-05-01T09:00")
    assert [int(row["actions"]) for row in rows if row["by"] == "meeting"] == [
        each["actions"] for each in report["meetings"]
    ]
    assert [row["team"] for row in rows if row["by"] == "team"] == [
        f"'{each['team']}" if each["team"].startswith("=") else each["team"] for each in report["teams"]
    ]
    assert int(rows[0]["actions"]) == report["all"]["actions"] > 0


def test_a_file_for_a_spreadsheet_has_a_mark_and_a_pipe_has_none(typed: Typed, tmp_path: Path) -> None:
    assert typed("--csv", "--out", "report.csv") == 0
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfby,council,")
    assert typed.out == b""
    assert typed("--csv") == 0
    assert typed.out.startswith(b"by,council,")
    assert typed("--csv", "--out", "nowhere/report.csv") == 2
    assert typed.err == b"report.csv could not be written (No such file or directory).\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "soon"), "--from is not a date: write it like 2026-04-05.\n"),
        (("--to", "31/02/2026"), "--to is not a date: write it like 2026-04-05.\n"),
        (("--from", "2026-04-05", "--to", "2026-04-04"), "--to is before --from: write the earlier day first.\n"),
        (("--json", "--csv"), "Give either --json or --csv.\n"),
        (("--at", "later"), "--at cannot be read. Write the time as 2026-03-11T14:00 (London), or with an offset.\n"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(typed: Typed, words: tuple[str, ...], told: str) -> None:
    assert typed(*words) == 2
    assert typed.err.decode() == told
    assert typed.out == b""


def test_the_days_are_londons_and_the_last_one_counts(typed: Typed) -> None:
    for words in (("--from", "29/3/2026", "--to", "29/3/2026"), ("--to", "9999-12-30"), ("--from", "1900-01-01")):
        assert typed("--json", *words) == 0
