"""The npm packages, once a run; a Slack that others wrote, once a test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.peers import node
from tests.peers.emulated import EmulatedSlack, emulated_slack


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the installed npm packages."""
    return node.install(tmp_path_factory.mktemp("npm"))


@pytest.fixture
async def slack(packages: Path, tmp_path: Path) -> AsyncIterator[EmulatedSlack]:
    """emulate's Slack, with a council's people in it and Quorate installed."""
    async with emulated_slack(packages, tmp_path) as running:
        yield running
