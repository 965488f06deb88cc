"""SQLite's file: what a power cut leaves (D5), and a file that is damaged (D11)."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import StorageError, open_storage
from bot.storage.engines import open_engines
from tests.kit.commanded import quorate, settings
from tests.kit.databases import KEYS
from tests.kit.nursery import ROOT, without_ours

SHIM = Path(__file__).with_name("durable.c")
WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 2000}


async def test_D5_every_connection_to_a_file_keeps_what_was_saved(sqlite_url: str) -> None:
    engines = open_engines(sqlite_url)
    for engine in (engines.writer, engines.reader):
        for _again in range(2):
            open_now = [await engine.connect() for _ in range(engine.pool.size())]  # type: ignore[attr-defined]
            for connection in open_now:
                for pragma, value in WANTED.items():
                    assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value
                # The next round looks at those that took their places.
                await connection.invalidate()
                await connection.close()
        await engine.dispose()


async def test_D5_everything_said_to_be_saved_outlives_a_power_cut(migrated_file: Path, tmp_path: Path) -> None:
    """The disk is taken to hold what had been synced, and nothing that was only written."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("There is no C compiler here to build the model of a disk with.")
    shim, live, after = tmp_path / "durable.so", tmp_path / "live", tmp_path / "after"
    building = await asyncio.create_subprocess_exec(compiler, "-shared", "-fPIC", "-o", shim, SHIM, "-ldl")
    assert await building.wait() == 0
    live.mkdir()
    after.mkdir()
    shutil.copyfile(migrated_file, live / "quorate.db")
    shutil.copyfile(migrated_file, live / "quorate.db.durable")
    writer = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.writer", f"sqlite:///{live / 'quorate.db'}"),
        env={**without_ours(), "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(shim)},
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 22,
    )
    assert writer.stdout is not None
    said = 0
    async with asyncio.timeout(60):
        while said < 25:
            said = int(await writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        said = max([said, *map(int, (await writer.stdout.read()).split())])
        await writer.wait()
    for name in ("quorate.db", "quorate.db-wal"):
        shutil.copyfile(live / f"{name}.durable", after / name)
    with closing(sqlite3.connect(after / "quorate.db")) as disk:
        (kept,) = disk.execute("SELECT coalesce(max(number), 0) FROM counter WHERE council = 'WRIT'").fetchone()
        assert disk.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert disk.execute("SELECT count(*) FROM audit").fetchone() == (kept,)
    assert kept >= said


def damage(file: Path, copy: Path) -> Path:
    """A copy with one page's header overwritten."""
    pages = bytearray(file.read_bytes())
    pages[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    copy.write_bytes(pages)
    return copy


async def test_D11_a_damaged_file_is_refused_and_points_to_the_backup(migrated_file: Path, tmp_path: Path) -> None:
    damaged = damage(migrated_file, tmp_path / "damaged.db")
    storage = open_storage(f"sqlite:///{damaged}", KEYS)
    with pytest.raises(StorageError, match="restore the last backup"):
        await storage.migrate()
    await storage.close()


async def test_D11_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear colleague, " * 400)
    storage = open_storage(f"sqlite:///{tmp_path / 'letter.db'}", KEYS)
    with pytest.raises(StorageError, match="damaged"):
        await storage.migrate()
    await storage.close()


async def test_D11_neither_serve_nor_doctor_goes_on_with_a_damaged_file(migrated_file: Path, tmp_path: Path) -> None:
    env_file = settings(tmp_path, f"sqlite:///{damage(migrated_file, tmp_path / 'damaged.db')}")
    with env_file.open("a") as more:
        slack = {
            "SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
            "BOT_TOKENS": '{"T0COUNCIL1": "xoxb-1234567890-a"}',
        }
        more.write("".join(f"QUORATE_SLACK_{name}='{value}'\n" for name, value in slack.items()))
    serve, doctor = await asyncio.gather(
        quorate("serve", "--env-file", env_file), quorate("doctor", "--json", "--env-file", env_file)
    )
    assert serve.code == 2, serve.err
    assert "`quorate restore`" in serve.err
    findings = json.loads(doctor.out)["findings"]
    assert any(not each["ok"] and "quorate restore" in each["words"] + each["mend"] for each in findings)
