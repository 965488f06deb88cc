from collections.abc import AsyncIterator

import pytest

from tests.contract.teams.ground import Ground, open_ground


@pytest.fixture
async def ground() -> AsyncIterator[Ground]:
    async with open_ground() as opened:
        yield opened
