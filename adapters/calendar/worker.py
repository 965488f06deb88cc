"""The process that reads feeds: one request a time on its standard input, one line of numbers as the answer.

A feed can make any reader slow, or large, or fall over. Here it can do no more than end this process, which holds no
key, knows no address, and says nothing but minutes and codes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from adapters.calendar.feed import busy_times, unpacked
from adapters.calendar.troubles import NotRead


def serve() -> None:
    """Answer until the input ends. What nobody foresaw ends the process: the other side starts a new one."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        asked = json.loads(line)
        body = requests.read(asked["length"])
        if hasattr(signal, "alarm"):
            # Without a handler this ends the process, whatever it is doing, even when nobody is left to kill it.
            signal.alarm(asked["seconds"])
        answers.write(json.dumps(answer(asked, body)).encode() + b"\n")
        answers.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def answer(asked: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Minutes since 1970 that are busy, those that are unsure, and how far ahead; or a trouble's code."""
    start, end = (datetime.fromtimestamp(asked[name], UTC) for name in ("start", "end"))
    try:
        found = busy_times(unpacked(body, asked["packed"], asked["size"]), start, end)
    except NotRead as trouble:
        return {"trouble": trouble.code}
    except (MemoryError, RecursionError):
        return {"trouble": "too_big"}
    return {"busy": found.busy, "unsure": found.unsure, "until": found.until}


def keep_small(size: int) -> None:
    """Take no more than so many bytes of memory, and give way to whoever answers people."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(5)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):
        # Not every system has this limit; the limit in time holds everywhere.
        return


if __name__ == "__main__":
    keep_small(int(sys.argv[1]))
    serve()
