"""P10: from nothing to ready, and what it holds in memory while nothing happens."""

from __future__ import annotations

import asyncio
import statistics
from pathlib import Path
from typing import Any

from benchmarks.ack import processes
from benchmarks.ack.served import Served
from benchmarks.ack.sizes import Size
from benchmarks.figures import Figure, Json
from tests.contract.serve.ground import free_port
from tests.kit.served import as_env

QUORATE = "from bot.cli import main; main()"
"""As the command of that name does."""
GOAL = "ready within 2 s; at most 160 MiB while idle"


async def p10(here: Served, size: Size) -> Figure:
    """The figure: `quorate serve` on a SQLite database that is up to date, beside a bare application."""
    # The first one also makes the database; the last one stays a while.
    ours = [await _ours(here, size.idle if turn == size.starts else 0) for turn in range(size.starts + 1)][1:]
    plain = [await _bare() for _ in range(size.starts)]
    seconds, bare = (statistics.median(each[0] for each in those) for those in (ours, plain))
    idle = ours[-1][2]
    further: dict[str, Json] = {
        "ready_mib": ours[-1][1],
        "idle_mib": idle,
        "idle_after_s": size.idle,
        "cpu_s": statistics.median(each[3] for each in ours),
        "baseline_mib": plain[0][1],
    }
    words = "`quorate serve` from its start to ready, Slack, Teams, e-mail and web, SQLite"
    return Figure(words, "s", seconds, bare, GOAL, seconds <= 2 and idle <= 160, further)


async def _ours(here: Served, idle: float) -> tuple[float, float, float, float]:
    """Seconds until ready, mebibytes then and after idling, seconds of CPU until ready."""
    port, folder = free_port(), here.ground.folder
    env_file = folder / "start.env"
    env_file.write_text(as_env(_settings(here, port, folder)), encoding="utf-8")
    clock = processes.Stopwatch()
    with processes.running("-c", QUORATE, "serve", "--env-file", str(env_file)) as process:
        await processes.ready(process, port)
        seconds, spent, at_first = clock(), processes.cpu(process.pid), processes.memory(process.pid)
        await asyncio.sleep(idle)
        return seconds, at_first, processes.memory(process.pid), spent


def _settings(here: Served, port: int, folder: Path) -> dict[str, dict[str, Any]]:
    address = f"http://127.0.0.1:{port}"
    own = {"port": port, "base_url": address, "database_url": f"sqlite:///{folder / 'start.db'}", "tick_seconds": 2}
    return {**here.ground.given, "core": {**here.ground.given["core"], **own}, "web": {"address": address}}


async def _bare() -> tuple[float, float]:
    clock = processes.Stopwatch()
    with processes.bare() as (process, port):
        await processes.ready(process, port)
        return clock(), processes.memory(process.pid)
