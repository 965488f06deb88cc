"""How many requests one address, and everybody together, may make: an even flow with some in hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

ADDRESSES = 10_000
"""How many addresses are remembered; then the one that has been quiet longest is forgotten."""
ALL_TOGETHER = 10
"""Everybody together may make this many times what one address may."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Flood:
    """Counts requests in memory alone; an address is written down nowhere."""

    def __init__(self, a_minute: int, seconds: Callable[[], float] = monotonic) -> None:
        self._a_minute, self._seconds = a_minute, seconds
        self._of: OrderedDict[str, _Bucket] = OrderedDict()
        self._all = _Bucket(a_minute * ALL_TOGETHER, seconds())

    def wait(self, address: str) -> int:
        """0 when this request may be answered, which counts it; else the whole seconds until one may."""
        now = self._seconds()
        mine = self._of.pop(address, None) or _Bucket(self._a_minute, now)
        self._of[address] = mine
        if len(self._of) > ADDRESSES:
            self._of.popitem(last=False)
        wait = max(_wait(mine, self._a_minute, now), _wait(self._all, self._a_minute * ALL_TOGETHER, now))
        if not wait:
            mine.left -= 1
            self._all.left -= 1
        return wait


def _wait(bucket: _Bucket, a_minute: int, now: float) -> int:
    bucket.left = min(a_minute, bucket.left + (now - bucket.at) * a_minute / 60)
    bucket.at = now
    return 0 if bucket.left >= 1 else ceil((1 - bucket.left) * 60 / a_minute)
