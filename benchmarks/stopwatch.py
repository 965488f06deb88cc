"""Times what competes in one run, turn by turn, so that the machine's noise falls on all alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

Action = Callable[[], object]

_SHORTEST = 0.002
_SLOW = 0.25
_SLOW_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for one call, a sample a round: of this process's CPU, and by the clock on the wall.

    Where nothing waits, both are the same on a quiet machine; on a shared one only the first is about the code.
    """

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    @property
    def micros(self) -> float:
        """The median in microseconds of CPU."""
        return statistics.median(self.cpu) * 1e6

    @property
    def wall_micros(self) -> float:
        """The median in microseconds by the clock."""
        return statistics.median(self.wall) * 1e6

    def over(self, other: Timing) -> float:
        """How many times the other's CPU: the median over the rounds that both ran."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.cpu, other.cpu, strict=False))

    def shared_by(self, count: int) -> Timing:
        """The same for one of `count` things that a call did."""
        return Timing(tuple(sample / count for sample in self.cpu), tuple(sample / count for sample in self.wall))


def race(actions: Mapping[str, Action], rounds: int) -> dict[str, Timing]:
    """Each action in turn, `rounds` times; one whose single call takes over 0.25 s at most three times.

    What is short is called often enough for 2 ms a round. The cyclic garbage collector runs before each round and is
    off within it, so that nothing pays for another's rubbish.
    """
    calls = {name: _calls_a_round(action) for name, action in actions.items()}
    samples: dict[str, list[tuple[float, float]]] = {name: [] for name in actions}
    for turn in range(rounds):
        with _no_collector():
            for name, action in actions.items():
                if calls[name] or turn < _SLOW_ROUNDS:
                    samples[name].append(_once(action, max(1, calls[name])))
    return {
        name: Timing(tuple(cpu for cpu, _ in found), tuple(wall for _, wall in found))
        for name, found in samples.items()
    }


def significant(value: float) -> float:
    """A number to three significant figures."""
    return float(f"{value:.3g}")


def _calls_a_round(action: Action) -> int:
    """How many calls make a round; 0 for what is slow."""
    first, _ = _once(action, 1)
    if first > _SLOW:
        return 0
    warm = _once(action, 10)[0] if first < _SHORTEST else first
    return max(1, round(_SHORTEST / warm))


def _once(action: Action, calls: int) -> tuple[float, float]:
    """Seconds a call: of CPU, and by the clock."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(calls):
        action()
    spent, passed = time.process_time() - cpu, time.perf_counter() - wall
    return spent / calls, passed / calls


@contextmanager
def _no_collector() -> Iterator[None]:
    gc.collect()
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
