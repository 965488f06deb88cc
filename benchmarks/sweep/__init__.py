"""The sweep: P5 (what is due among a million open) and P8 (ten thousand nudges at nine)."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figures
from benchmarks.sweep.figures_of_p5 import p5
from benchmarks.sweep.ground import Size
from benchmarks.sweep.nine_o_clock import p8
from benchmarks.sweep.through_deliver import morning
from tests.kit.databases import administer
from tests.kit.postgres import start

FULL = Size(open=1_000_000, due=10_000, people=2_000)
QUICK = Size(open=20_000, due=1_000, people=200)


def measure(quick: bool) -> Figures:
    """The sweep's figures; the quick form, on little, says only whether it runs."""
    server = start(os.getpid())
    administer(server, "CREATE DATABASE sweep")
    with TemporaryDirectory() as folder:
        five = p5(Path(folder), f"{server}/sweep", QUICK if quick else FULL, 100 if quick else 1_000)
    real = morning(*((30, 5) if quick else (200, 20)))
    return {"P5": five, "P8": p8(1_000, 200, real) if quick else p8(10_000, 2_000, real)}
