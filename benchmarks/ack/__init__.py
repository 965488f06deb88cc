"""The way in: P6 (Slack), P7 (Teams), P10 (start and memory), and a burst; `quorate serve` itself, over loopback."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.ack.burst import Burst, burst, figure
from benchmarks.ack.served import served
from benchmarks.ack.sizes import FULL, QUICK, Size
from benchmarks.ack.slack_acks import Acks, acks, p6
from benchmarks.ack.starts import p10
from benchmarks.ack.teams_turns import p7
from benchmarks.figures import Figure, Figures
from benchmarks.sweep.ground import MORNINGS
from tests.kit.databases import administer
from tests.kit.nursery import Nursery
from tests.kit.postgres import start

QUIET_MORNING = MORNINGS[0] - timedelta(hours=1)


def measure(quick: bool) -> Figures:
    """The figures of the way in; the quick form, on little, says only whether it runs."""
    server = start(os.getpid())
    administer(server, "CREATE DATABASE ack")
    nursery = Nursery()
    try:
        with TemporaryDirectory() as folder:
            for name in ("sqlite", "postgresql"):
                Path(folder, name).mkdir()
            return asyncio.run(_measured(Path(folder), f"{server}/ack", nursery, QUICK if quick else FULL))
    finally:
        # On a machine that is busy it takes its time: nothing that was measured hangs on it.
        with contextlib.suppress(subprocess.TimeoutExpired):
            nursery.close()


async def _measured(folder: Path, server: str, nursery: Nursery, size: Size) -> Figures:
    found: dict[str, Acks] = {}
    bursts: dict[str, Burst] = {}
    alone: dict[str, Figure] = {}
    for name, url in (("sqlite", f"sqlite:///{folder}/ack.db"), ("postgresql", server)):
        async with served(folder / name, url, nursery, size.people, QUIET_MORNING) as here:
            if name == "sqlite":
                alone = {"P7": await p7(here, size), "P10": await p10(here, size)}
            # The burst before the sweep: what a sweep owes is being delivered for a while.
            bursts[name] = await burst(here, size)
            found[name] = await acks(here, size)
    return {"P6": p6(found), **alone, "burst": figure(bursts)}
