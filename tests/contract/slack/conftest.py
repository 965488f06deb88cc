"""Fixtures of the Slack contract."""

from collections.abc import AsyncIterator

import pytest

from tests.contract.slack.ground import Slack, slack_with


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with slack_with() as one:
        yield one
