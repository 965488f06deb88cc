"""How often one and the same may come: an even flow, with some in hand for a busy moment. In bounded memory alone."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

REMEMBERED = 10_000
"""How many are remembered; then whoever has been quiet longest is forgotten."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class EvenFlow:
    """`a_minute` of each on average, and up to `in_hand` at once. `at` is any clock's seconds.

    When the clock is put back, time goes on from there: nobody waits until it has caught up.
    """

    def __init__(self, a_minute: float, in_hand: float, remembered: int = REMEMBERED) -> None:
        self._a_second, self._in_hand, self._remembered = a_minute / 60, in_hand, remembered
        self._of: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, who: str, at: float) -> int:
        """0 when this one may come; else the whole seconds until it may. Counts nothing."""
        bucket = self._bucket(who, at)
        return 0 if bucket.left >= 1 else max(1, ceil((1 - bucket.left) / self._a_second))

    def count(self, who: str, at: float) -> None:
        """It has come."""
        bucket = self._bucket(who, at)
        bucket.left, bucket.told = bucket.left - 1, False

    def first_refusal(self, who: str, at: float) -> bool:
        """True for the first that is too many, so that a flood writes one line in a log."""
        bucket = self._bucket(who, at)
        first, bucket.told = not bucket.told, True
        return first

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._of)

    def _bucket(self, who: str, at: float) -> _Bucket:
        bucket = self._of.pop(who, None) or _Bucket(self._in_hand, at)
        self._of[who] = bucket
        if len(self._of) > self._remembered:
            self._of.popitem(last=False)
        bucket.left = min(self._in_hand, bucket.left + max(0.0, at - bucket.at) * self._a_second)
        bucket.at = at
        return bucket
