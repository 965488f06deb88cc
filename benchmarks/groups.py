"""The groups of figures. A new one is a module with `measure(quick) -> Figures`, and its line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from benchmarks.figures import Figures

GROUPS: Mapping[str, str] = {
    "ack": "benchmarks.ack",
    "plan": "benchmarks.plan",
    "sweep": "benchmarks.sweep",
    "timescale": "benchmarks.timescale",
}
"""By the name that `--only` takes. Imported when asked for: one group's baselines may be large packages."""


def measure(name: str, quick: bool) -> Figures:
    """The figures of one group, measured now."""
    group = cast(Callable[[bool], Figures], import_module(GROUPS[name]).measure)
    return group(quick)
