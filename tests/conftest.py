"""What every test may ask for."""

from __future__ import annotations

import gc
import sys

import pytest
import structlog
from hypothesis import settings

pytest_plugins = [
    "tests.kit.own_processor",
    "tests.kit.postgres",
    "tests.kit.kept_lines",
    "tests.kit.databases",
    "tests.kit.by_turns",
    "tests.kit.played_once",
]
# Every process that a test starts reads our code: once compiled, it is kept, whatever the environment says.
sys.dont_write_bytecode = False
# No test is timed: a machine that is busy with something else must not fail one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# Begun first, so that no worker is left alone with one of them at the end; those that share what was played together.
LONG = (
    "tests/contract/cards/",
    "tests/browser/",
    "tests/contract/email/test_rendering.py",
    "tests/quarter/",
    "tests/stories/test_access.py",
    "tests/faults/test_I_invariants.py",
    "tests/stories/test_crowd.py",
    "tests/stories/test_two_processes.py",
)


# After so many new objects Python looks for those that only point at one another. It looks at the many thousands of
# each worker's imports and tests every time, unless told that they stay: that took a sixth of the whole run.
BETWEEN_LOOKS = (50_000, 20, 20)


def pytest_collection_finish() -> None:
    """What is here now stays to the end. What a test leaves unclosed is found by a later look, or the last."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*BETWEEN_LOOKS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, in the order of the table."""
    items.sort(key=lambda item: next((n for n, name in enumerate(LONG) if item.nodeid.startswith(name)), len(LONG)))


@pytest.fixture(autouse=True)
def _logs_as_they_begin() -> None:
    """A test that set the logs up leaves the next one as it would be alone."""
    structlog.reset_defaults()
