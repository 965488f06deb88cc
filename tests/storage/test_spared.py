"""What a start is spared: Alembic is a tenth of what a process reads, and nearly every database is up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.kit.databases import KEYS

PROBE = """
import asyncio, sys
import bot.main
from bot.storage import open_storage

async def start(url, *keys):
    storage = open_storage(url, keys)
    await storage.migrate()
    await storage.ready()
    await storage.close()

asyncio.run(start(*sys.argv[1:]))
print("alembic" in sys.modules)
"""
"""What `quorate serve` reads, and how it opens its database."""


def reads_alembic(url: str) -> bool:
    done = subprocess.run([sys.executable, "-c", PROBE, url, *KEYS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1] == "True"


def test_a_process_whose_database_is_up_to_date_never_reads_alembic(sqlite_url: str) -> None:
    assert not reads_alembic(sqlite_url)


def test_one_whose_database_is_behind_does(tmp_path: Path) -> None:
    assert reads_alembic(f"sqlite:///{tmp_path / 'new.db'}")
