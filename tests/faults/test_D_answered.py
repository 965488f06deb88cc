"""A database that stands still while people work: signed commands to a real `quorate serve` are answered in words
and in time, nothing is lost, and all goes on without a restart."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.demo.stand_ins.slack import read
from bot.storage import open_storage
from tests.kit.databases import KEYS
from tests.kit.loopback import visitor
from tests.kit.nursery import Nursery
from tests.kit.postgres import start
from tests.kit.served import Ground, Process, ground

AWAY = "away until 20 March"
NOT_SAVED = "Nothing was saved. Try again"
ONE_MOMENT = "One moment"
AT_ONCE = 3.0
CAUGHT_UP = 30.0


@pytest.fixture(scope="module")
def own_server() -> str:
    """A PostgreSQL that nobody else uses, so that it may be stopped."""
    return start(os.getpid())


@pytest.fixture
async def own_ground(own_server: str, tmp_path: Path, nursery: Nursery) -> AsyncIterator[Ground]:
    name = f"quorate_{uuid.uuid4().hex}"
    with psycopg.connect(f"{own_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    storage = open_storage(f"{own_server}/{name}", KEYS)
    await storage.migrate()
    await storage.close()
    async with ground(tmp_path, f"{own_server}/{name}", nursery) as made:
        yield made


@contextmanager
def standing_still(server: str) -> Iterator[None]:
    """Every process of the server is stopped (SIGSTOP): connections are taken, and nothing is answered."""
    with psycopg.connect(f"{server}/postgres") as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    keeper = int(Path(row[0], "postmaster.pid").read_text().split()[0])
    stopped: list[int] = []
    # The keeper first: it makes no more of them while the others are looked for.
    while running := [each for each in (keeper, *_children(keeper)) if each not in stopped]:
        for each in running:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGSTOP)
        stopped += running
    try:
        yield
    finally:
        for each in stopped:
            # One of them may have been at its end already.
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)


def _children(parent: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(each.parent.name))
    return found


async def told(standing: Ground, text: str) -> tuple[str, float]:
    """What Sam is answered, in the chat or in a window that says at first that it takes a moment; after how many
    seconds."""
    sam = standing.in_slack("sam")
    if sam.modals:
        await sam.close_view(everything=True)
    began, before = time.monotonic(), len(sam.ephemerals)
    answer = await sam.type_command("/strategy-meeting", text)
    if answer is not None:
        return read(answer), time.monotonic() - began
    # Slack was told at once that it has arrived; the answer follows.
    await sam.until(lambda: len(sam.ephemerals) > before or _answered(sam.modals), 3 * AT_ONCE)
    took = time.monotonic() - began
    return read(sam.modals[-1] if _answered(sam.modals) else sam.ephemerals[-1]), took


def _answered(windows: Sequence[Any]) -> bool:
    return bool(windows) and ONE_MOMENT not in read(windows[-1])


async def not_ready(process: Process) -> None:
    """Wait until whoever watches over it is told that it does not do its work."""
    async with asyncio.timeout(CAUGHT_UP), visitor() as client:
        while (await client.get(f"{process.address}/readyz")).status_code == 200:  # noqa: ASYNC110  # as a watcher does
            await asyncio.sleep(0.1)


async def chased_late(standing: Ground, process: Process) -> None:
    """Sam works again, and what fell due meanwhile is done."""
    async with asyncio.timeout(CAUGHT_UP):
        while NOT_SAVED in (await told(standing, AWAY))[0]:  # noqa: ASYNC110  # the database is well when it is well
            await asyncio.sleep(0.1)
        await standing.until("audit", within=CAUGHT_UP, verb="chased")
    assert await standing.rows("leave")
    assert process.running.poll() is None, "the same process, never restarted"


@contextmanager
def taking_no_writes(server: str, database: str) -> Iterator[None]:
    """As a standby does, or a hosted server whose disk is nearly full. Connections of that time stay so."""
    with psycopg.connect(f"{server}/{database}", autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        yield
        connection.execute(f"ALTER DATABASE {database} RESET default_transaction_read_only".encode())


async def test_D1_with_a_server_that_takes_no_writes_people_are_told_and_what_is_due_comes_after(
    own_ground: Ground, own_server: str
) -> None:
    process = await own_ground.serve()
    await own_ground.convenes()
    await own_ground.until("obligations", kind="answer")
    database = str(own_ground.given["core"]["database_url"]).rpartition("/")[2]
    with taking_no_writes(own_server, database):
        own_ground.clock.put_to(own_ground.clock() + timedelta(minutes=30))
        words = ""
        async with asyncio.timeout(CAUGHT_UP):
            # Whoever met the end of a connection is told that the database could not be reached.
            while "read-only" not in words:
                words, took = await told(own_ground, AWAY)
                assert NOT_SAVED in words
                assert took < AT_ONCE
        await not_ready(process)
    await chased_late(own_ground, process)


@pytest.mark.parametrize("seconds", [4, pytest.param(60, marks=pytest.mark.long)])
async def test_D1_with_the_server_stopped_people_are_told_in_time_and_what_is_due_comes_after(
    own_ground: Ground, own_server: str, seconds: float
) -> None:
    process = await own_ground.serve()
    await own_ground.convenes()
    await own_ground.until("obligations", kind="answer")
    with standing_still(own_server):
        ends = time.monotonic() + seconds
        own_ground.clock.put_to(own_ground.clock() + timedelta(minutes=30))
        answers = [await told(own_ground, AWAY)]
        while time.monotonic() < ends:
            answers += [await told(own_ground, text) for text in ("mine", AWAY)]
    for words, took in answers:
        assert NOT_SAVED in words
        assert took < AT_ONCE
    await chased_late(own_ground, process)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_D3_with_the_file_locked_people_are_told_after_two_seconds_and_what_is_due_comes_after(
    standing: Ground, database_url: str
) -> None:
    process = await standing.serve()
    await standing.convenes()
    await standing.until("obligations", kind="answer")
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        standing.clock.put_to(standing.clock() + timedelta(minutes=30))
        for _ in range(3):
            words, took = await told(standing, AWAY)
            assert NOT_SAVED in words
            assert took < AT_ONCE
        assert NOT_SAVED not in (await told(standing, "mine"))[0], "reading goes on"
        waits = asyncio.create_task(told(standing, AWAY))
        await asyncio.sleep(1)
        other.execute("ROLLBACK")
        assert NOT_SAVED not in (await waits)[0], "one second is waited for"
    await chased_late(standing, process)
    assert "Traceback" not in process.log()


async def test_D3_one_who_reads_first_is_never_refused_the_lock(sqlite_url: str) -> None:
    """The deferred upgrade: a transaction that began by reading and is overtaken cannot write any more, at once and
    however long it waits. Ours that may write take the lock before they read.
    """
    storage, file = open_storage(sqlite_url, KEYS), sqlite_url.removeprefix("sqlite:///")
    async with storage.units.write() as unit:
        assert await unit.people.where() == []
        with (
            closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("INSERT INTO counter (council, number) VALUES ('RBWM', 7)")
        assert await unit.next_number("RBWM") == 1
        await unit.commit()
    await storage.close()
