"""The policies that directory files are read by."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.policy import Policies
from tests.unit.directory.files import two_councils


@pytest.fixture(scope="session")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    """Two councils."""
    folder: Path = tmp_path_factory.mktemp("policies")
    return two_councils(folder)
