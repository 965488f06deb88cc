"""A nurse without any tool, a police officer likewise, and a meeting that both are asked to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests.contract.web.ground import GRACE, browsing, link_in, served
from tests.contract.web.paper_browser import PaperBrowser
from tests.kit.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a page does is the same on each database: the stories hold both to it."""
    return sqlite_url


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    """The usual people."""
    return await World(storage, tmp_path).with_everybody()


@pytest.fixture
async def link(world: World) -> str:
    """Priya is reached by e-mail alone, and invited."""
    await world.has_mail("hv1", GRACE)
    await world.called()
    return link_in(world.letters(GRACE)[0])


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    async with served(world) as found:
        yield found


@pytest.fixture
async def browser(address: str) -> AsyncIterator[PaperBrowser]:
    async with browsing(address) as found:
        yield found
