"""P5: a round that is killed goes on where it was; what it deleted is in no file, no log and no later copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app.bus import Bus
from bot.app.work import OPERATOR
from bot.domain.meeting import MeetingState
from bot.failpoints import EXIT_CODE
from bot.policy import load_policies
from bot.storage import Storage, StorageError, open_storage
from tests.faults.retention import CANARY, WORDS, old_cases, raw_bytes
from tests.kit.commanded import Ended, quorate, settings
from tests.kit.databases import KEYS
from tests.kit.world import POLICY

CASES = 3


@pytest.fixture
def policy_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "EXMP.toml").write_text(POLICY)
    return folder


async def purges(url: str, policy_dir: Path, *words: str, failpoint: str = "") -> Ended:
    """A real `quorate purge`, which dies where the failpoint says."""
    return await quorate("purge", *words, "--env-file", settings(policy_dir.parent, url), failpoint=failpoint)


async def counted(url: str) -> tuple[int, int, int, int]:
    storage = open_storage(url, KEYS)
    try:
        async with storage.units.read() as uow:
            meetings, receipts = await uow.meetings.where(), await uow.purge_receipts.where()
            actions, noted = await uow.actions.where(), await uow.audit.where(verb="purged")
    finally:
        await storage.close()
    return len(meetings), len(actions), len(receipts), len(noted)


@pytest.mark.parametrize("k", [1, CASES])
async def test_P5_a_round_killed_at_any_case_is_finished_by_the_next(
    database_url: str, policy_dir: Path, storage: Storage, k: int
) -> None:
    await old_cases(storage, CASES)
    await storage.close()
    killed = await purges(database_url, policy_dir, failpoint=f"purge_after_k:{k}")
    assert killed.code == EXIT_CODE, killed.err
    left = CASES - (k - 1)
    assert await counted(database_url) == (left, left, k - 1, k - 1), "whole cases, each with its receipt"
    again = await purges(database_url, policy_dir, "--json")
    assert again.code == 0, again.err
    told = json.loads(again.out.splitlines()[-1])
    assert len(told["deleted"]) == left
    assert all(each["key_destroyed"] for each in told["deleted"])
    assert await counted(database_url) == (0, 0, CASES, CASES)


async def test_P5_a_dry_run_deletes_nothing(database_url: str, policy_dir: Path, storage: Storage) -> None:
    await old_cases(storage, 1)
    await storage.close()
    dry = await purges(database_url, policy_dir, "--dry-run", "--json")
    assert dry.code == 0, dry.err
    told = json.loads(dry.out.splitlines()[-1])
    assert [each["meetings"] for each in told["due"]] == [["EXMP-SM-1"]]
    assert await counted(database_url) == (1, 1, 0, 0)


async def sealed_keys(url: str) -> list[str]:
    storage = open_storage(url, KEYS)
    try:
        async with storage.units.read() as uow:
            rows = await uow.transaction.rows(text("SELECT sealed FROM case_key"))  # type: ignore[attr-defined]
    finally:
        await storage.close()
    return [row.sealed for row in rows]


async def purged(storage: Storage, policy_dir: Path) -> None:
    done = await Bus(storage.units, load_policies(policy_dir), {}).purge(OPERATOR)
    assert len(done.receipts) == CASES


async def test_P5_nothing_of_it_is_left_in_sqlites_file_or_log(sqlite_url: str, policy_dir: Path) -> None:
    storage = open_storage(sqlite_url, KEYS)
    try:
        await old_cases(storage, CASES)
        keys = await sealed_keys(sqlite_url)
        before = raw_bytes(sqlite_url)
        assert CANARY.encode() in before, "who is kept out of a case is found by its reference"
        assert all(key.encode() in before for key in keys)
        await purged(storage, policy_dir)
        after = raw_bytes(sqlite_url)
    finally:
        await storage.close()
    assert CANARY.encode() not in after
    assert WORDS.encode() not in after
    assert len(keys) == CASES
    assert not [key for key in keys if key.encode() in after]
    assert b"old-1" in after, "but the audit still knows that it was there"


async def test_P5_what_a_copy_still_holds_cannot_be_read_once_the_key_is_gone(
    storage: Storage, policy_dir: Path
) -> None:
    """As after a restore of rows: the sealed words are back, and the key is not."""
    await old_cases(storage, CASES)
    async with storage.units.write() as uow:
        copy = await uow.transaction.rows(text("SELECT * FROM meeting WHERE id = 'old-1'"))  # type: ignore[attr-defined]
    await purged(storage, policy_dir)
    row = copy[0]._mapping
    names = ", ".join(row)
    async with storage.units.write() as uow:
        put_back = text(f"INSERT INTO meeting ({names}) VALUES ({', '.join(f':{name}' for name in row)})")
        await uow.transaction.change(put_back, dict(row))  # type: ignore[attr-defined]
        await uow.commit()
    async with storage.units.read() as uow:
        with pytest.raises(StorageError, match="destroyed"):
            await uow.meetings.get("old-1")
    assert row["state"] == MeetingState.CLOSED
