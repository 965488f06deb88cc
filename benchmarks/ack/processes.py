"""Other processes: started, waited for, and what they have used (Linux's own counts)."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx

from tests.contract.serve.ground import free_port
from tests.kit.nursery import ROOT, without_ours

READY_WITHIN = 60.0
MEBIBYTE = 1024 * 1024
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@contextmanager
def running(*words: str, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Python with these words, gone afterwards; what it says is thrown away."""
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**without_ours(), "PYTHONPATH": str(ROOT), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def bare(bot: Sequence[str] = ()) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A baseline's process, and its port."""
    port = free_port()
    with running("-m", "benchmarks.bare", str(port), *bot) as process:
        yield process, port


async def ready(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until `/readyz` says so. TimeoutError when it never does, RuntimeError when it has ended."""
    async with asyncio.timeout(READY_WITHIN), httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                if process.poll() is not None:
                    raise RuntimeError(f"A process ended with {process.poll()} before it was ready.") from None
            await asyncio.sleep(0.01)


def cpu(pid: int) -> float:
    """Seconds of CPU so far, of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def memory(pid: int) -> float:
    """Mebibytes in memory now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / MEBIBYTE


def forget_the_peak(pid: int) -> None:
    """From now on the peak is counted anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak(pid: int) -> float:
    """The most mebibytes in memory since."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmHWM")) / 1024


class Stopwatch:
    """Seconds by the clock since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def __call__(self) -> float:
        """So far."""
        return time.perf_counter() - self._began
