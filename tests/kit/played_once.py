"""What takes long to play is played once a test run, by the worker that asks first; the others read the result."""

from __future__ import annotations

import functools
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from tests.kit.postgres import alone

T = TypeVar("T")
# The run's own folder, which all its workers share; none outside a run.
SHARED: list[Path] = []


@pytest.fixture(autouse=True, scope="session")
def _what_was_played_is_shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    SHARED.append(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


def played_once(play: Callable[[], T]) -> Callable[[], T]:
    """The same, played once a run."""

    @functools.cache
    def played() -> T:
        if not SHARED:
            return play()
        name = f"{play.__module__}.{play.__name__}"
        kept = SHARED[0] / name
        with alone(SHARED[0] / f"{name}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(play()))
            came: T = pickle.loads(kept.read_bytes())  # this run wrote it
        return came

    return played
