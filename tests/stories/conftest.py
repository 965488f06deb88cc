"""A partnership with its usual people, on each database."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import Storage
from tests.kit.world import World
from tests.stories.at_night import SATURDAY_NIGHT, partnership
from tests.stories.letters import GRACE, link_in


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """Social care in Slack, police and health in two Teams tenants."""
    return await World(storage, tmp_path).with_everybody()


@pytest.fixture
async def night(storage: Storage, tmp_path: Path) -> World:
    """Saturday, ten past two."""
    return await partnership(storage, tmp_path, SATURDAY_NIGHT)


@pytest.fixture
async def link(world: World) -> str:
    """Priya is reached by e-mail alone, and invited."""
    await world.has_mail("hv1", GRACE)
    await world.called()
    return link_in(world.letters(GRACE)[0])
