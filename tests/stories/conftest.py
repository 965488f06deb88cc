"""A partnership with its usual people, on each database."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import Storage
from tests.kit.world import World
from tests.stories.at_night import SATURDAY_NIGHT, partnership


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """Social care in Slack, police and health in two Teams tenants."""
    return await World(storage, tmp_path).with_everybody()


@pytest.fixture
async def night(storage: Storage, tmp_path: Path) -> World:
    """Saturday, ten past two."""
    return await partnership(storage, tmp_path, SATURDAY_NIGHT)
