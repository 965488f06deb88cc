"""A ground on each database for whatever needs real processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contract.slack.conftest import slack  # noqa: F401  a fixture
from tests.contract.teams.conftest import ground as teams  # noqa: F401  a fixture
from tests.kit.nursery import Nursery, the_nursery
from tests.kit.served import Ground, ground
from tests.stories.conftest import world  # noqa: F401  a fixture


@pytest.fixture(scope="session")
def nursery() -> Nursery:
    """From which every process of this test run comes."""
    return the_nursery()


@pytest.fixture
async def standing(tmp_path: Path, database_url: str, nursery: Nursery) -> AsyncIterator[Ground]:
    """Stand-ins and a database with the directory imported; no process runs yet."""
    async with ground(tmp_path, database_url, nursery) as made:
        yield made


@pytest.fixture
async def several(tmp_path: Path, postgres_url: str, nursery: Nursery) -> AsyncIterator[Ground]:
    """The same on PostgreSQL alone, where several processes may run at once."""
    async with ground(tmp_path, postgres_url, nursery) as made:
        yield made
