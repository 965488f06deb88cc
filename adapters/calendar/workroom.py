"""The other side of the process that reads feeds: started when needed, ended when it takes too long."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import adapters
from adapters.calendar.fetching import Feed
from adapters.calendar.troubles import NotRead

_ROOT = Path(adapters.__file__).parent.parent
_LONGEST_ANSWER = 4_000_000
_FEEDS_EACH = 500
_STARTS_WITHIN = 15.0
# What ended it, by the signal's number: its own alarm, the system that is out of memory, whoever stops Quorate.
_ENDED_BY = {14: "too_slow", 9: "too_big", 2: "stopped", 15: "stopped"}


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What reading one feed may take: seconds, bytes of memory of the whole process, bytes once unpacked."""

    seconds: int = 20
    memory: int = 768_000_000
    size: int = 5_000_000


class Workroom:
    """One process, one feed at a time, so that however much there is to read one core stays free."""

    def __init__(self, limits: WorkLimits) -> None:
        self._limits = limits
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._done = 0

    async def read(self, feed: Feed, start: datetime, end: datetime) -> dict[str, Any]:
        """The busy minutes of a feed. NotRead when it cannot be read, or not within the limits."""
        request = {
            "length": len(feed.body),
            "packed": feed.packed,
            "size": self._limits.size,
            "seconds": self._limits.seconds,
            "start": start.timestamp(),
            "end": end.timestamp(),
        }
        async with self._turn:
            process = await self._ready()
            answered = False
            try:
                async with asyncio.timeout(self._limits.seconds + _STARTS_WITHIN):
                    answer = await _exchange(process, json.dumps(request).encode() + b"\n" + feed.body)
                answered = True
            except TimeoutError:
                raise NotRead("too_slow") from None
            finally:
                # Also when we are called off: half a request in the pipe would spoil the next.
                if not answered or self._done >= _FEEDS_EACH:
                    await self._end()
        if "trouble" in answer:
            raise NotRead(str(answer["trouble"]))
        return answer

    async def close(self) -> None:
        """End the process."""
        await self._end()

    async def _ready(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "adapters.calendar.worker",
                str(self._limits.memory),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                cwd=_ROOT,
                # Our own environment holds keys and passwords; this process needs none of them.
                env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ},
                limit=_LONGEST_ANSWER,
                # What stops Quorate from a terminal reaches this process through us.
                start_new_session=True,
            )
            self._done = 0
        self._done += 1
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.kill()
        except ProcessLookupError:
            pass
        await process.wait()


async def _exchange(process: Process, request: bytes) -> dict[str, Any]:
    if process.stdin is None or process.stdout is None:
        raise NotRead("broken")
    try:
        process.stdin.write(request)
        await process.stdin.drain()
        line = await process.stdout.readline()
    except (ConnectionError, ValueError):
        # It fell over while we wrote, or its answer has no end.
        raise NotRead("broken") from None
    if not line:
        raise NotRead(_ENDED_BY.get(-await process.wait(), "broken"))
    answer: dict[str, Any] = json.loads(line)
    return answer
