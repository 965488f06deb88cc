"""A partnership with its usual people, on each database."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import Storage
from tests.kit.world import World


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """Social care in Slack, police and health in two Teams tenants."""
    return await World(storage, tmp_path).with_everybody()
