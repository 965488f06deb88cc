"""What every test may ask for."""

from __future__ import annotations

import pytest
import structlog

pytest_plugins = ["tests.kit.postgres", "tests.kit.databases"]


@pytest.fixture(autouse=True)
def _logs_as_they_begin() -> None:
    """A test that set the logs up leaves the next one as it would be alone."""
    structlog.reset_defaults()
