"""A load generator in a process of its own: prepared requests over connections that stay open.

`python -m benchmarks.generator FILE` reads pickled fields of `Load` and writes the answers to `FILE.answers`.
"""

from __future__ import annotations

import asyncio
import pickle
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

LONGEST_WAIT = 40.0
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_AFTER = re.compile(rb"retry-after: *(\d+)", re.IGNORECASE)
NOT_SAVED = re.compile(rb"nothing was saved|not saved", re.IGNORECASE)
SAVED = re.compile(rb"Saved\.|microsoft\.card\.adaptive")


@dataclass(frozen=True, slots=True)
class Load:
    """What to send to a port: so many a second, each at its own moment, or (0) as fast as the connections answer."""

    port: int
    requests: Sequence[bytes]
    connections: int
    a_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `seconds` runs from the moment at which it should have been sent; status 0 is no answer."""

    status: int
    seconds: float
    retry_after: bool
    not_saved: bool
    saved: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """In the order of the requests, and how long all of it took by the clock."""

    each: Sequence[Answer]
    seconds: float


async def send(load: Load, requests: Sequence[bytes]) -> Answers:
    """Let another process send these requests (in place of `load.requests`)."""
    return await asyncio.to_thread(_sent, (load.port, list(requests), load.connections, load.a_second))


def _sent(load: tuple[int, list[bytes], int, float]) -> Answers:
    with TemporaryDirectory() as folder:
        file = Path(folder, "load")
        file.write_bytes(pickle.dumps(load))
        subprocess.run([sys.executable, "-m", "benchmarks.generator", str(file)], check=True)
        each, seconds = pickle.loads(Path(f"{file}.answers").read_bytes())
    return Answers([Answer(*one) for one in each], seconds)


async def _play(load: Load) -> Answers:
    answers: dict[int, Answer] = {}
    ways = min(load.connections, len(load.requests))
    lines = [await asyncio.open_connection("127.0.0.1", load.port) for _ in range(ways)]
    began = time.perf_counter()
    await asyncio.gather(*(_one_line(load, line, first, ways, began, answers) for first, line in enumerate(lines)))
    return Answers([answers[number] for number in range(len(load.requests))], time.perf_counter() - began)


async def _one_line(
    load: Load,
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    first: int,
    ways: int,
    began: float,
    answers: dict[int, Answer],
) -> None:
    """Every so-manieth request, one after the other. A line that is cut is opened again."""
    reader, writer = line
    for number in range(first, len(load.requests), ways):
        due = began + number / load.a_second if load.a_second else time.perf_counter()
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                writer.write(load.requests[number])
                status, head, body = await _answer(reader)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            answers[number] = Answer(0, time.perf_counter() - due, False, False, False)
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
            continue
        said = [found is not None for found in (_AFTER.search(head), NOT_SAVED.search(body), SAVED.search(body))]
        answers[number] = Answer(status, time.perf_counter() - due, *said)
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return int(head[9:12]), head, await reader.readexactly(int(length[1])) if length else b""


if __name__ == "__main__":
    given = Path(sys.argv[1])
    asked = Load(*pickle.loads(given.read_bytes()))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        played = runner.run(_play(asked))
    plain = [(one.status, one.seconds, one.retry_after, one.not_saved, one.saved) for one in played.each]
    Path(f"{given}.answers").write_bytes(pickle.dumps((plain, played.seconds)))
