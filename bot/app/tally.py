"""How often things happened in this process, for whoever watches it: names and codes, never a case or a person."""

from __future__ import annotations

from collections import Counter


class Tally:
    """Counts by name and labels. One addition costs less than a microsecond; a thread may read meanwhile."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, ...]] = Counter()

    def add(self, name: str, *labels: str) -> None:
        """It happened once more."""
        self._counts[name, *labels] += 1

    def of(self, name: str) -> dict[tuple[str, ...], int]:
        """How often, by labels."""
        return {key[1:]: count for key, count in self._counts.copy().items() if key[0] == name}
