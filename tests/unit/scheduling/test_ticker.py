"""The timer: it ticks, it survives a failing job, and it stops cleanly."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import structlog

from scheduling.ticker import Ticker

QUICK = timedelta(milliseconds=20)


async def eventually(condition: Callable[[], bool]) -> None:
    for _ in range(300):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It did not happen within three seconds.")


async def test_a_job_runs_again_and_again_and_says_when_it_last_did() -> None:
    runs: list[int] = []

    async def job() -> None:
        runs.append(1)

    ticker = Ticker({"deliver": (QUICK, job)})
    assert ticker.last_tick("deliver") is None
    ticker.start()
    ticker.start()
    await eventually(lambda: len(runs) >= 3)
    await ticker.stop()
    last = ticker.last_tick("deliver")
    assert last is not None
    assert last.tzinfo is not None
    count = len(runs)
    await asyncio.sleep(0.1)
    assert len(runs) == count


async def test_a_job_that_raises_is_logged_without_its_words_and_ticks_on() -> None:
    runs: list[int] = []

    async def job() -> None:
        runs.append(1)
        raise RuntimeError("the child's name")

    with structlog.testing.capture_logs() as logs:
        ticker = Ticker({"chase": (QUICK, job)})
        ticker.start()
        await eventually(lambda: len(runs) >= 2)
        await ticker.stop()
    assert logs[0] == {"event": "tick_failed", "log_level": "error", "job": "chase", "error": "RuntimeError"}
    assert "name" not in str(logs)
    assert ticker.last_tick("chase") is None


async def test_a_slow_job_never_runs_twice_at_once_and_stop_waits_for_it() -> None:
    running, most, finished = 0, 0, 0

    async def job() -> None:
        nonlocal running, most, finished
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.2)
        running -= 1
        finished += 1

    ticker = Ticker({"digest": (QUICK, job)})
    ticker.start()
    await eventually(lambda: running == 1)
    await asyncio.sleep(0.1)
    await ticker.stop()
    assert (most, running, finished) == (1, 0, 1)


async def test_stopping_what_never_started_does_nothing() -> None:
    await Ticker({}).stop()
