"""The planner: P1 (masks warm), P2 (masks kept as bytes, and after a decline) and P4 (growth)."""

from __future__ import annotations

from benchmarks.figures import Figures
from benchmarks.plan.growth import growth
from benchmarks.plan.kept import kept
from benchmarks.plan.sizes import QUICK, SIZES
from benchmarks.plan.warm import warm


def measure(quick: bool) -> Figures:
    """The planner's figures; the quick form leaves out size L, and so gives no verdict on it."""
    rounds, sizes = (3, QUICK) if quick else (25, SIZES)
    return {"P1": warm(sizes, rounds), "P2": kept(sizes, rounds), "P4": growth(1 if quick else 3, rounds)}
