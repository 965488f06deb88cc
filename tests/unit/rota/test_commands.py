"""`quorate rota` as a person types it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.domain.errors import QuorateError
from bot.shell.rota_file import day_of, name_of


def ends_with(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    monkeypatch.setattr(sys, "argv", ["quorate", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


@pytest.mark.parametrize("command", ["import", "list", "show"])
def test_each_command_explains_itself(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    assert ends_with(monkeypatch, "rota", command, "--help") == 0


def test_a_date_that_is_none_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ends_with(monkeypatch, "rota", "import", "x.csv", "--from", "soon") == 2
    assert capfd.readouterr().err == "--from is not a date: write it like 2026-04-05. Nothing was saved.\n"


def test_a_rota_has_its_files_name_unless_another_is_given() -> None:
    assert name_of(Path("On call_paediatrics.csv")) == "On-call-paediatrics"
    assert day_of(None, "--from") is None
    assert day_of("5/4/2026", "--from") == date(2026, 4, 5)
    with pytest.raises(QuorateError):
        day_of("5/13/2026", "--until")
