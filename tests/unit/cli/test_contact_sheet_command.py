"""`quorate contact-sheet` as somebody types it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.kit.databases import KEYS
from tests.kit.world import POLICY
from tests.unit.cli.test_commands import Shell, quorate

__all__ = ["quorate"]


@pytest.fixture
def settings(tmp_path: Path, sqlite_url: str) -> str:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "EXMP.toml").write_text(POLICY)
    file = tmp_path / "settings.env"
    file.write_text(
        f"QUORATE_DATABASE_URL={sqlite_url}\nQUORATE_KEYS={KEYS[0]}\nQUORATE_POLICY_DIR={tmp_path / 'policies'}\n"
    )
    return str(file)


def test_it_is_printed_for_the_day_asked(quorate: Shell, settings: str) -> None:
    assert quorate("contact-sheet", "--env-file", settings, "--day", "10/03/2026") == 0
    assert quorate.out.startswith("CONTACT SHEET: Exampleshire (EXMP), Tuesday 10 March 2026\n")
    assert "Quorate desk" in quorate.out


def test_it_is_written_for_this_account_alone(quorate: Shell, settings: str, tmp_path: Path) -> None:
    file = tmp_path / "sheet.txt"
    file.write_text("what was there before")
    assert quorate("contact-sheet", "--env-file", settings, "--council", "EXMP", "--out", str(file)) == 0
    assert file.read_text().startswith("CONTACT SHEET")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("words", [("--council", "NONE"), ("--day", "someday"), ("--out", "/nowhere/at/all.txt")])
def test_a_slip_is_told_in_a_sentence(quorate: Shell, settings: str, words: tuple[str, ...]) -> None:
    assert quorate("contact-sheet", "--env-file", settings, *words) == 2
    assert "Traceback" not in quorate.out
