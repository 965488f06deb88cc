"""One clock for several real processes: the wall's, put forward by as much as a file says."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_SECONDS = struct.Struct("d")


class SharedClock:
    """Reads like a clock in every process that has the file; whoever puts it forward does so for all at once."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_SECONDS.pack(0.0))
        with file.open("r+b") as opened:
            self._ahead = mmap.mmap(opened.fileno(), _SECONDS.size)

    def __call__(self) -> datetime:
        """The instant it is (UTC)."""
        (seconds,) = _SECONDS.unpack(self._ahead[:])
        return datetime.now(UTC) + timedelta(seconds=seconds)

    def put_to(self, at: datetime) -> None:
        """It is this instant now, and goes on from there."""
        self._ahead[:] = _SECONDS.pack((at - datetime.now(UTC)).total_seconds())

    def put_forward(self, **span: float) -> None:
        """So much later, at once."""
        self.put_to(self() + timedelta(**span))
