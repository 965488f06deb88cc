"""A fresh stand-in with a tiny app behind it for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.unit.stand_ins.slack_app import Desk, desk


@pytest.fixture
async def slack_desk() -> AsyncIterator[Desk]:
    async with desk() as one:
        yield one
