"""A ground on each database for whatever needs real processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.served import Ground, ground


@pytest.fixture
async def standing(tmp_path: Path, database_url: str) -> AsyncIterator[Ground]:
    """Stand-ins and a database with the directory imported; no process runs yet."""
    async with ground(tmp_path, database_url) as made:
        yield made
