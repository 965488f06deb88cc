"""`quorate serve` with a clock that a test can put forward: `python -m tests.kit.serve_at CLOCK_FILE ENV_FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.main import serve
from bot.wiring import load
from tests.kit.shared_clock import SharedClock

if __name__ == "__main__":
    serve(load(Path(sys.argv[2])), SharedClock(Path(sys.argv[1])))
