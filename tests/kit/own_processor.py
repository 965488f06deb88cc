"""Each worker keeps to one processor, where the system lets it choose.

A word from one thread to another on another processor, which sleeps, takes several times what it takes here; a story
says a thousand such words, and half of its time went there. What is about things that happen at the same instant
(`AT_ONCE`) has every processor, and so has every process that a test starts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

AT_ONCE = (
    "tests/faults/slack/test_S1",
    "tests/faults/test_D",
    "tests/faults/test_F",
    "tests/faults/test_I6",
    "tests/faults/test_L",
    "tests/faults/test_P5_killed",
    "tests/faults/test_P9",
    "tests/stories/test_contention.py",
    "tests/stories/test_crowd.py",
    "tests/stories/test_two_processes.py",
    "tests/storage/test_at_once.py",
    "tests/storage/test_left_clean.py",
    "tests/unit/benchmarks/",
)
_CHOOSES = hasattr(os, "sched_setaffinity")
EVERY: frozenset[int] = frozenset(os.sched_getaffinity(0) if _CHOOSES else ())


def own(worker: str, every: frozenset[int]) -> frozenset[int]:
    """The processor of this xdist worker; all of them for a run that has no workers."""
    if not worker.startswith("gw") or not every:
        return every
    return frozenset({sorted(every)[int(worker.removeprefix("gw")) % len(every)]})


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two processors: while a fault waits, as it must, another test is played."""
    return -(-3 * len(EVERY or range(os.cpu_count() or 1)) // 2)


OWN = own(os.environ.get("PYTEST_XDIST_WORKER", ""), EVERY)


def keep_to(processors: frozenset[int], process: int = 0) -> None:
    """This thread (or that process) and what it starts from now on; one that is not ours or has ended stays."""
    if processors and _CHOOSES:
        with suppress(OSError):
            os.sched_setaffinity(process, processors)


def beside(process: int) -> None:
    """Have that process, which this thread talks with, on the same processors as this thread."""
    if _CHOOSES and OWN != EVERY:
        keep_to(frozenset(os.sched_getaffinity(0)), process)


@contextmanager
def everywhere() -> Iterator[None]:
    """What is started in here may run anywhere."""
    before = frozenset(os.sched_getaffinity(0)) if _CHOOSES else EVERY
    keep_to(EVERY)
    try:
        yield
    finally:
        keep_to(before)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything of the test is made: its threads inherit what this one has."""
    keep_to(EVERY if item.nodeid.startswith(AT_ONCE) else OWN)


@pytest.fixture(scope="session", autouse=True)
def _processes_run_everywhere() -> Iterator[None]:
    begin: Any = subprocess.Popen.__init__

    def anywhere(*arguments: Any, **named: Any) -> None:
        with everywhere():
            begin(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", anywhere)
        yield
