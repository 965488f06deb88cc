"""APScheduler's SQLAlchemy job store, a job for each reminder: what is due is read, stepped and kept, one by one."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from benchmarks.sweep.ground import LATER
from benchmarks.sweep.spent import Clock, Spent

SEEDED = 20_000


def remind(action: str) -> None:
    """What each job would do."""


class JobStore:
    """The store on a database of its own, `seeded` jobs, of which so many fall due at each morning."""

    def __init__(self, url: str, seeded: int, mornings: tuple[datetime, ...], due: int) -> None:
        self._engine = sa.create_engine(url)
        if url.startswith("sqlite"):
            sa.event.listen(self._engine, "connect", _durable)
        self._store: Any = SQLAlchemyJobStore(engine=self._engine)
        scheduler = BackgroundScheduler(timezone="UTC")
        self._store.start(scheduler, "default")
        self._outbox = sa.Table("outbox", sa.MetaData(), sa.Column("id", sa.String, primary_key=True))
        self._outbox.metadata.create_all(self._engine)
        times = [mornings[n // due] if n // due < len(mornings) else LATER for n in range(seeded)]
        with self._engine.begin() as connection:
            rows = [_row(number, at, scheduler) for number, at in enumerate(times)]
            connection.execute(self._store.jobs_t.insert(), rows)

    def sweep(self, morning: datetime) -> Spent:
        """What fell due this morning: as the scheduler does it, and a row into an outbox for each."""
        clock = Clock()
        due = self._store.get_due_jobs(morning)
        for job in due:
            with self._engine.begin() as connection:
                connection.execute(self._outbox.insert(), {"id": f"{job.id}{morning}"})
            job._modify(next_run_time=LATER + timedelta(days=1))
            self._store.update_job(job)
        return clock.spent(len(due))

    def close(self) -> None:
        """Let go."""
        self._engine.dispose()


def _row(number: int, at: datetime, scheduler: BackgroundScheduler) -> dict[str, Any]:
    """As the store's own `add_job` writes a job, many at a time."""
    job: Any = Job(
        scheduler,
        id=f"{(number * 2654435761) % 2**32:08x}",
        func=remind,
        args=(f"a{number}",),
        kwargs={},
        trigger=DateTrigger(run_date=at),
        executor="default",
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
        name="remind",
        next_run_time=at,
    )
    return {"id": job.id, "next_run_time": at.timestamp(), "job_state": pickle.dumps(job.__getstate__())}


def _durable(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
