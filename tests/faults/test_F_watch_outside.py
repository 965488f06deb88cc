"""F12 and F13: a process that is stuck says so, and one that is dead is missed by whoever listens outside."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.self_audit import Audited
from bot.settings import Settings
from bot.wiring import build
from tests.contract.serve.ground import SEAL, free_port, with_paper
from tests.contract.serve.test_running import status
from tests.faults.receiver import Receiver
from tests.kit.paper import PaperPlug

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def running(folder: Path, receiver: Receiver) -> Iterator[tuple[subprocess.Popen[bytes], int, int]]:
    """The process, its port and its health port."""
    port, health = free_port(), free_port()
    command = [sys.executable, "-m", "tests.faults.stuck", str(folder), str(port), str(health), receiver.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: asked(health, "readyz") == 200, 30)
            yield process, port, health
        finally:
            process.kill()
    receiver.close()


def until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def asked(port: int, path: str) -> int:
    try:
        return status(f"http://127.0.0.1:{port}/{path}")
    except OSError:
        return 0


def test_F12_F13_a_stuck_process_says_so_and_a_dead_one_is_missed_outside(tmp_path: Path) -> None:
    receiver = Receiver(alarm_after=3)
    with running(tmp_path, receiver) as (process, port, health):
        until(lambda: len(receiver.beats) >= 2, 15)
        assert not receiver.alarmed
        beat = receiver.beats[-1][1]
        assert set(beat) == {"release", "position", "head"}
        letter = json.dumps({"account": "nobody", "text": "sleep"}).encode()
        asking = urllib.request.Request(f"http://127.0.0.1:{port}/paper", letter, {"x-seal": SEAL})
        with contextlib.suppress(OSError):
            urllib.request.urlopen(asking, timeout=0.3)
        # F12: the event loop sleeps; a thread answers, and says that nobody should send it work.
        until(lambda: asked(health, "readyz") == 503, 10)
        assert asked(health, "healthz") == 200
        assert asked(health, "metrics") == 200
        until(lambda: receiver.alarmed, 10)
        # F13: it is killed, and nothing starts it again.
        process.kill()
        process.wait(10)
        assert asked(health, "healthz") == 0
        assert receiver.alarmed


async def test_F13_the_heartbeat_is_withheld_while_something_is_amiss(
    tmp_path: Path,
) -> None:
    receiver = Receiver(alarm_after=3)
    receiver.answers = 500
    runtime = build(with_paper(tmp_path, PaperPlug(), heartbeat_url=receiver.url, heartbeat_seconds=1))
    try:
        await runtime.start()
        await _more(receiver)
        await _more(receiver)
        assert await runtime.not_ready() == []
        runtime.bus.watch.audited = Audited(datetime.now(UTC), {"no_cause": 1})
        await asyncio.sleep(0.2)
        before = len(receiver.beats)
        await asyncio.sleep(2.2)
        assert len(receiver.beats) == before
        runtime.bus.watch.audited = Audited(datetime.now(UTC))
        await _more(receiver)
    finally:
        await runtime.stop()
        receiver.close()


async def _more(receiver: Receiver) -> None:
    before = len(receiver.beats)
    async with asyncio.timeout(10):
        while len(receiver.beats) == before:  # noqa: ASYNC110 - it comes from another thread
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("", True),
        ("https://watch.example.org/quorate", True),
        ("http://127.0.0.1:9/beat", True),
        ("http://watch.example.org/quorate", False),
        ("ftp://127.0.0.1/", False),
        ("https://", False),
        ("http://[::1", False),
    ],
)
def test_a_heartbeat_goes_out_encrypted_or_stays_on_this_machine(url: str, safe: bool) -> None:
    found = [each for each in Settings(heartbeat_url=url).unsafe() if "HEARTBEAT" in each]
    assert bool(found) != safe
