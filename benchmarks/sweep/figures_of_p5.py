"""P5: a sweep of what is due among a million open, on both databases, against two other ways."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, Json
from benchmarks.sweep.acks import waits
from benchmarks.sweep.ground import MORNINGS, Ground, Size
from benchmarks.sweep.job_store import SEEDED, JobStore
from benchmarks.sweep.ours import Sweeper
from benchmarks.sweep.raw import fill_raw, raw_sweep
from benchmarks.sweep.spent import Spent

BATCHES = (1000, 100)
GOAL = (
    "SQLite at most 5 us an action in batches of 1,000 and 12 in batches of 100, and 0.2 times raw; 100 times"
    " APScheduler's store; PostgreSQL at most 2 times raw"
)


def p5(folder: Path, server: str, size: Size, jobs_due: int) -> Figure:
    """The figure of the goal P5."""
    lite = _race(Ground(f"sqlite:///{folder}/sweep.db"), size)
    server_side = _race(Ground(server), size)
    jobs = _job_store(folder, jobs_due)
    best, small, raw = lite["ours_1000"], lite["ours_100"], lite["raw_1000"]
    ratio = best.micros / raw.micros
    apscheduler = jobs.micros / best.micros
    pg = server_side["ours_1000"].wall / server_side["raw_1000"].wall
    met = best.micros <= 5 and small.micros <= 12 and ratio <= 0.2 and apscheduler >= 100 and pg <= 2
    further: dict[str, Json] = {
        "open": size.open,
        "due": size.due,
        "people": size.people,
        "sqlite": _told(lite),
        "postgresql": _told(server_side),
        "of_raw_sqlite": ratio,
        "of_raw_postgresql": pg,
        "apscheduler_store": {"jobs": SEEDED, "due": jobs.count, "cpu_us": jobs.micros, "wall_us": jobs.wall_micros},
        "times_apscheduler": apscheduler,
        "ack_ms": _acks(folder),
    }
    return Figure(
        "one due action of a sweep, its digest, audit and next rung included: CPU, SQLite, batches of 1,000",
        "us",
        best.micros,
        raw.micros,
        GOAL,
        met,
        further,
    )


def _race(ground: Ground, size: Size) -> dict[str, Spent]:
    """Ours and raw by turns, a morning each; the first is to get warm. The median of each."""
    rounds = [many for _ in range(3) for many in BATCHES]
    ground.build()
    ground.fill(size, len(MORNINGS))
    fill_raw(ground, size, len(MORNINGS))
    found: dict[str, list[Spent]] = {}
    ours = Sweeper(ground)
    ours.sweep(MORNINGS[0], BATCHES[0])
    raw_sweep(ground, MORNINGS[0], BATCHES[0])
    for morning, many in zip(MORNINGS[1:], rounds, strict=False):
        found.setdefault(f"ours_{many}", []).append(ours.sweep(morning, many))
        found.setdefault(f"raw_{many}", []).append(raw_sweep(ground, morning, many))
    ours.close()
    for name, each in found.items():
        if any(one.count != size.due for one in each):
            raise RuntimeError(f"{name} did not take all that was due")
    return {name: _middle(each) for name, each in found.items()}


def _middle(each: Sequence[Spent]) -> Spent:
    count = each[0].count
    return Spent(count, statistics.median(one.cpu for one in each), statistics.median(one.wall for one in each))


def _told(found: dict[str, Spent]) -> dict[str, Json]:
    return {name: {"cpu_us": each.micros, "wall_us": each.wall_micros} for name, each in found.items()}


def _job_store(folder: Path, due: int) -> Spent:
    store = JobStore(f"sqlite:///{folder}/jobs.db", SEEDED, MORNINGS[:2], due)
    try:
        return _middle([store.sweep(morning) for morning in MORNINGS[:2]])
    finally:
        store.close()


def _acks(folder: Path) -> dict[str, Json]:
    """The wait of the 99th of a hundred clicks, on the SQLite file, with the mornings that are left."""
    ground = Ground(f"sqlite:///{folder}/sweep.db")
    told: dict[str, Json] = {}
    for morning, many in zip(MORNINGS[7:], (100, 1000), strict=False):
        quiet, busy = waits(ground, morning, many)
        told[f"quiet_p99_before_{many}"] = _p99(quiet)
        told[f"sweep_p99_batch_{many}"] = _p99(busy)
    return told


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * 99 // 100)] * 1000
