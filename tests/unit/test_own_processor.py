"""The tests' own: a worker keeps to one processor, and nothing that must happen at the same instant is kept to it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.own_processor import AT_ONCE, EVERY, OWN, everywhere, keep_to, own

ROOT = Path(__file__).parents[2]
WHERE = "import os; print(len(os.sched_getaffinity(0)))"
FOUR = frozenset({0, 1, 4, 5})


@pytest.mark.parametrize(("worker", "processors"), [("gw0", {0}), ("gw2", {4}), ("gw5", {1}), ("", FOUR)])
def test_each_worker_has_one_and_a_run_without_workers_has_all(worker: str, processors: set[int]) -> None:
    assert own(worker, FOUR) == processors


def test_where_the_system_does_not_say_there_is_nothing_to_choose() -> None:
    assert own("gw1", frozenset()) == frozenset()


def test_every_name_of_what_happens_at_once_is_the_name_of_a_test() -> None:
    for name in AT_ONCE:
        assert list(ROOT.glob(f"{name}*")), name


@pytest.mark.skipif(not EVERY, reason="the system does not let a process choose")
class TestHere:
    def test_this_test_keeps_to_its_workers_processor(self) -> None:
        assert os.sched_getaffinity(0) == OWN

    def test_what_a_test_starts_has_every_processor(self) -> None:
        keep_to(frozenset(sorted(EVERY)[:1]))
        done = subprocess.run([sys.executable, "-c", WHERE], capture_output=True, check=True)
        assert int(done.stdout) == len(EVERY)
        assert len(os.sched_getaffinity(0)) == 1, "and the test itself has its own again"

    async def test_what_it_starts_and_does_not_wait_for_has_too(self) -> None:
        keep_to(frozenset(sorted(EVERY)[:1]))
        started = await asyncio.create_subprocess_exec(sys.executable, "-c", WHERE, stdout=subprocess.PIPE)
        assert int((await started.communicate())[0]) == len(EVERY)

    def test_whoever_asks_has_every_processor_for_a_while(self) -> None:
        keep_to(frozenset(sorted(EVERY)[:1]))
        with everywhere():
            assert os.sched_getaffinity(0) == EVERY
        assert len(os.sched_getaffinity(0)) == 1
