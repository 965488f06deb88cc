"""`python -m tests.faults.sweep`: prints the table; exit code 1 when anything was lost or came twice unmarked."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from bot.failpoints import SERVING
from bot.storage import open_storage
from tests.faults.sweep.day import ANSWERING, Day, Outcome, Trial
from tests.kit.databases import BOTH, KEYS, administer, fresh
from tests.kit.nursery import Nursery, the_nursery
from tests.kit.postgres import start
from tests.kit.served import ground


async def tried(trial: Trial, server: str, nursery: Nursery) -> Outcome:
    """One trial on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="quorate-sweep-") as name:
        folder = Path(name)
        async with ground(folder, await _database(trial, folder, server), nursery) as standing:
            return await Day(standing, trial).passes()


async def _database(trial: Trial, folder: Path, server: str) -> str:
    if trial.database == "sqlite":
        await (await fresh(folder)).close()
        return f"sqlite:///{folder / 'quorate.db'}"
    name = f"sweep_{trial.failpoint}_{trial.channel}_{trial.seed}"
    administer(server, f"CREATE DATABASE {name}")
    storage = open_storage(f"{server}/{name}", KEYS)
    await storage.migrate()
    await storage.close()
    return f"{server}/{name}"


def main() -> int:
    """Every trial that was asked for, one after another."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--failpoint", choices=SERVING)
    asked.add_argument("--channel", choices=ANSWERING)
    asked.add_argument("--database", choices=BOTH)
    wanted = asked.parse_args()
    server = "" if wanted.database == "sqlite" else start(os.getpid())
    bad = 0
    print(
        f"{'database':11}{'channel':8}{'failpoint':16}{'died':>7}{'lost':>6}{'repeats':>9}{'unmarked':>10}",
        flush=True,
    )
    for database, channel, failpoint in product(
        _of(wanted.database, BOTH), _of(wanted.channel, ANSWERING), _of(wanted.failpoint, SERVING)
    ):
        trials = [Trial(failpoint, channel, database, seed) for seed in range(1, wanted.seeds + 1)]
        outcomes = [asyncio.run(tried(each, server, the_nursery())) for each in trials]
        bad += _told(outcomes)
    return min(bad, 1)


def _told(outcomes: list[Outcome]) -> int:
    trial = outcomes[0].trial
    lost = [line for each in outcomes for line in each.lost]
    unmarked = [line for each in outcomes for line in each.unmarked]
    died = f"{sum(each.died for each in outcomes)}/{len(outcomes)}"
    repeated = sum(each.repeated for each in outcomes)
    print(
        f"{trial.database:11}{trial.channel:8}{trial.failpoint:16}{died:>7}{len(lost):>6}{repeated:>9}{len(unmarked):>10}",
        flush=True,
    )
    for line in (*lost, *unmarked):
        print(f"    {line}", flush=True)
    return len(lost) + len(unmarked)


def _of(one: str | None, every: object) -> Iterator[str]:
    return iter([one] if one else list(every))  # type: ignore[call-overload]


if __name__ == "__main__":
    raise SystemExit(main())
