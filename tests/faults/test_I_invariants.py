"""I1 to I8 and I10, after every step of whatever people, time, tools and crashes do; in every channel."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.machine.partnership import Partnership, play
from tests.kit.kept_lines import empty


def on_sqlite(migrated: Path) -> type[Partnership]:
    class OnSqlite(Partnership):
        def database(self) -> str:
            shutil.copyfile(migrated, self.folder / "quorate.db")
            return f"sqlite:///{self.folder / 'quorate.db'}"

    return OnSqlite


def on_postgresql(address: str) -> type[Partnership]:
    class OnPostgresql(Partnership):
        def database(self) -> str:
            empty(address)
            return address

    return OnPostgresql


def test_I1_what_must_always_hold_holds_on_sqlite(migrated_file: Path) -> None:
    play(on_sqlite(migrated_file), 5, 12)


def test_I1_what_must_always_hold_holds_on_postgresql(postgres_url: str) -> None:
    play(on_postgresql(postgres_url), 2, 8)


@pytest.mark.long
def test_I1_what_must_always_hold_holds_for_long(migrated_file: Path) -> None:
    play(on_sqlite(migrated_file), 60, 40)
