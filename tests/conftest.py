"""What every test may ask for."""

from __future__ import annotations

import pytest
import structlog
from hypothesis import settings

pytest_plugins = ["tests.kit.postgres", "tests.kit.databases"]
# No test is timed: a machine that is busy with something else must not fail one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _logs_as_they_begin() -> None:
    """A test that set the logs up leaves the next one as it would be alone."""
    structlog.reset_defaults()
