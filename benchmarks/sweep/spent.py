"""What a sweep cost: seconds of this process's CPU, and by the clock on the wall, for so many actions."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds for `count` actions."""

    count: int
    cpu: float
    wall: float

    @property
    def micros(self) -> float:
        """Microseconds of CPU an action."""
        return self.cpu / self.count * 1e6

    @property
    def wall_micros(self) -> float:
        """Microseconds by the clock an action."""
        return self.wall / self.count * 1e6


class Clock:
    """Begins to count when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def spent(self, count: int) -> Spent:
        """What has been spent since."""
        return Spent(count, time.process_time() - self._cpu, time.perf_counter() - self._wall)
