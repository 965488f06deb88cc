"""`python -m tests.quarter --seed N`: play the quarter and print what came of it; 1 when something did not hold."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bot.storage import open_storage
from tests.kit.databases import KEYS, administer
from tests.kit.postgres import start
from tests.quarter.run import Quarter, Size
from tests.quarter.table import table_of


async def play(address: str, folder: Path, size: Size, seed: int) -> int:
    """One quarter, from an empty database to its table."""
    storage = open_storage(address, KEYS)
    await storage.migrate()
    quarter, began = Quarter(storage, address, folder, size, seed), perf_counter()
    try:
        await quarter.play()
        for line in await table_of(quarter):
            sys.stdout.write(f"{line}\n")
    finally:
        await quarter.storage.close()
    sys.stdout.write(f"took {perf_counter() - began:.0f} s\n")
    for wrong in quarter.watch.wrong[:40]:
        sys.stdout.write(f"WRONG {wrong}\n")
    return 1 if quarter.watch.wrong else 0


def main() -> int:
    """Read the arguments."""
    asked = argparse.ArgumentParser(prog="python -m tests.quarter", description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--meetings", type=int, default=200)
    asked.add_argument("--actions", type=int, default=1000)
    asked.add_argument("--weeks", type=int, default=13)
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = asked.parse_args()
    size = Size(given.meetings, given.actions, given.weeks)
    with tempfile.TemporaryDirectory(prefix="quorate-quarter-") as name:
        folder = Path(name)
        if given.database == "sqlite":
            return asyncio.run(play(f"sqlite:///{folder / 'quarter.db'}", folder, size, given.seed))
        # Its keeper stops it when this process ends.
        server = start(os.getpid())
        administer(server, "CREATE DATABASE quarter")
        return asyncio.run(play(f"{server}/quarter", folder, size, given.seed))


if __name__ == "__main__":
    sys.exit(main())
