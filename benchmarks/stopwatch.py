"""Times what competes in one run, turn by turn, so that the machine's noise falls on all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Action = Callable[[], object]

_SHORTEST = 0.002
_SLOW = 0.25
_SLOW_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for one call, a sample a round."""

    samples: tuple[float, ...]

    @property
    def micros(self) -> float:
        """The median in microseconds."""
        return statistics.median(self.samples) * 1e6

    def over(self, other: Timing) -> float:
        """How many times as long as the other: the median over the rounds that both ran."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.samples, other.samples, strict=False))

    def shared_by(self, count: int) -> Timing:
        """The same for one of `count` things that a call did."""
        return Timing(tuple(sample / count for sample in self.samples))


def race(actions: Mapping[str, Action], rounds: int) -> dict[str, Timing]:
    """Each action in turn, `rounds` times; one whose single call takes over 0.25 s at most three times.

    What is short is called often enough for 2 ms a round. The cyclic garbage collector runs before each sample and
    is off within it, so that nothing pays for another's rubbish.
    """
    calls = {name: _calls_a_round(action) for name, action in actions.items()}
    samples: dict[str, list[float]] = {name: [] for name in actions}
    for turn in range(rounds):
        for name, action in actions.items():
            if calls[name] or turn < _SLOW_ROUNDS:
                samples[name].append(_once(action, max(1, calls[name])))
    return {name: Timing(tuple(found)) for name, found in samples.items()}


def significant(value: float) -> float:
    """A number to three significant figures."""
    return float(f"{value:.3g}")


def _calls_a_round(action: Action) -> int:
    """How many calls make a round; 0 for what is slow."""
    first = _once(action, 1)
    if first > _SLOW:
        return 0
    warm = _once(action, 10) if first < _SHORTEST else first
    return max(1, round(_SHORTEST / warm))


def _once(action: Action, calls: int) -> float:
    gc.collect()
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.perf_counter()
        for _ in range(calls):
            action()
        return (time.perf_counter() - began) / calls
    finally:
        if was_on:
            gc.enable()
