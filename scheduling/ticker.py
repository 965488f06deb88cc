"""A few fixed periodic jobs in this process's event loop: the only importer of APScheduler.

What is due lives in the database, so the timer only ticks: nothing is stored, and missed ticks fold into one.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

Job = Callable[[], Awaitable[None]]

_log = structlog.get_logger("scheduling.ticker")


class Ticker:
    """Runs each named job at its interval, never twice at once; a job that fails is logged and ticks on.

    One of the two places that read the clock.
    """

    def __init__(self, jobs: Mapping[str, tuple[timedelta, Job]]) -> None:
        self._jobs = dict(jobs)
        self._last: dict[str, datetime] = {}
        self.failures: Counter[str] = Counter()
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler: AsyncIOScheduler | None = None

    def start(self) -> None:
        """Begin ticking in the running event loop; a second call does nothing."""
        if self._scheduler is not None:
            return
        scheduler = AsyncIOScheduler(timezone=UTC)
        for name, (every, _) in self._jobs.items():
            scheduler.add_job(
                self._tick,
                "interval",
                args=[name],
                id=name,
                seconds=every.total_seconds(),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        scheduler.start()
        self._scheduler = scheduler

    async def stop(self) -> None:
        """Stop ticking and wait for the jobs that are running."""
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is None:
            return
        scheduler.remove_all_jobs()
        while self._running:
            await asyncio.wait(self._running)
        # APScheduler's shutdown cancels what still runs, so it comes after the wait.
        scheduler.shutdown(wait=False)

    def last_tick(self, name: str) -> datetime | None:
        """When this job last finished without an error (UTC), or None."""
        return self._last.get(name)

    def intervals(self) -> dict[str, timedelta]:
        """Each job's name, and how often it is done."""
        return {name: every for name, (every, _) in self._jobs.items()}

    async def _tick(self, name: str) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        try:
            await self._jobs[name][1]()
            self._last[name] = datetime.now(UTC)
        except Exception as error:  # noqa: BLE001 - the timer's edge: one failing job must not stop the others
            self.failures[name] += 1
            # Only the kind of error: its text may hold what nobody may read in a log.
            _log.error("tick_failed", job=name, error=type(error).__name__)
        finally:
            if task is not None:
                self._running.discard(task)
