"""How much of everything; the quick form says only whether it runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Requests in a round, rounds, people who send them, and seconds of idling."""

    people: int
    round: int
    rounds: int
    most: int
    due: int
    burst: int
    connections: int
    at_once: int
    starts: int
    idle: float


FULL = Size(
    people=1_000,
    round=2_500,
    rounds=3,
    most=5_000,
    due=10_000,
    burst=10_000,
    connections=1_000,
    at_once=64,
    starts=3,
    idle=30,
)
QUICK = Size(
    people=40, round=50, rounds=1, most=80, due=60, burst=200, connections=100, at_once=8, starts=1, idle=0.2
)
