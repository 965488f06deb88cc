"""`quorate serve` with a clock that a test can put forward: `python -m tests.kit.serve_at CLOCK_FILE ENV_FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.main import serve
from bot.wiring import load
from tests.kit.shared_clock import SharedClock


def serve_at(clock: Path, env_file: Path) -> None:
    """Until it is stopped."""
    serve(load(env_file), SharedClock(clock))


if __name__ == "__main__":
    serve_at(Path(sys.argv[1]), Path(sys.argv[2]))
