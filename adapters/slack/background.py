"""Work that goes on after Slack has had its answer, waited for when the process ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

T = TypeVar("T")

_log = structlog.get_logger(__name__)


class Background:
    """Running tasks, none of them forgotten."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run it on; an exception in it is logged by its kind."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("slack_background_failed", error=type(task.exception()).__name__)

    async def finish(self, seconds: float = 20.0) -> None:
        """Wait for all, those included that they start; what is not done by then is cancelled."""
        deadline = asyncio.get_running_loop().time() + seconds
        while self._running:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(self._running, timeout=left)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
