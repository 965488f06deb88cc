"""A disk runs full under a command: it says so, and leaves nothing that fills the disk or stands in the way."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import QuorateError
from bot.shell import first_settings
from bot.shell.edge import told_plainly
from bot.storage import StorageError
from bot.storage.backup import take, taking
from bot.wiring import settings_models
from tests.storage.things import NOON

FULL = OSError(errno.ENOSPC, "No space left on device")


def test_a_backup_that_does_not_fit_gives_the_disk_its_room_back(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be the disk that the database itself is on."""
    whole = take(sqlite_url, tmp_path / "kept", "0.1", NOON).folder

    def no_room(_file: Path) -> None:
        raise FULL

    monkeypatch.setattr(taking, "keep_file", no_room)
    with pytest.raises(StorageError, match="No space left"):
        take(sqlite_url, tmp_path / "kept", "0.1", NOON)
    assert [each for each in (tmp_path / "kept").iterdir() if each.is_dir()] == [whole]


def test_settings_that_do_not_fit_are_written_whole_by_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an empty file would be left as it is, and Quorate start without its key."""
    opens = os.fdopen

    class NoRoom:
        def __init__(self, opened: int, *_how: Any, **_more: Any) -> None:
            self._file = opens(opened, "w", encoding="utf-8")

        def __enter__(self) -> NoRoom:
            return self

        def __exit__(self, *_wrong: object) -> None:
            self._file.close()

        def write(self, text: str) -> None:
            self._file.write(text[:10])
            raise FULL

    with monkeypatch.context() as patched:
        patched.setattr(first_settings.os, "fdopen", NoRoom)
        with pytest.raises(QuorateError, match="No half of one was left"):
            first_settings.write_first_files(tmp_path, settings_models())
    first_settings.write_first_files(tmp_path, settings_models())
    assert "QUORATE_KEYS=" in (tmp_path / ".env").read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This system has no disk that is always full.")
def test_a_command_whose_output_finds_no_room_says_what_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    def shows() -> None:
        with Path("/dev/full").open("w") as full:
            full.write("The file was imported.")

    with pytest.raises(SystemExit) as ended:
        told_plainly(shows)
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("The disk is full")
