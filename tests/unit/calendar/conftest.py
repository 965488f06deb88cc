"""A server of feeds, and readers that are closed again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.calendar.fetching import Limits
from adapters.calendar.reader import FeedReader, open_reader
from adapters.calendar.workroom import WorkLimits
from tests.unit.calendar.feeds import FeedServer


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    """A server of feeds on loopback."""
    running = FeedServer()
    await running.server.start_server()
    yield running
    await running.server.close()


@pytest.fixture
async def reader(server: FeedServer) -> AsyncIterator[FeedReader]:
    """A reader that may fetch from that server, and is soon tired."""
    opened = open_reader([server.origin], limits=Limits(seconds=1.0), work=WorkLimits(seconds=3))
    yield opened
    await opened.close()
