"""How many requests came, and how long their answers took: a few additions a request, read by a thread meanwhile."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

# Seconds. The platforms wait three at most.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0)


@dataclass(slots=True)
class Latency:
    """One path's answers of one status. `counts` has one place for each bound, and one for what took longer."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


class Latencies:
    """By path (one of our own fixed ones, or "other") and status."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Latency] = {}

    def note(self, path: str, status: int, seconds: float) -> None:
        """One more answer."""
        found = self._known.get((path, status))
        if found is None:
            found = self._known[path, status] = Latency()
        found.counts[bisect_left(BOUNDS, seconds)] += 1
        found.seconds += seconds

    def all(self) -> dict[tuple[str, int], Latency]:
        """As they stand."""
        return self._known.copy()
