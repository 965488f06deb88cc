"""Slack's stand-in and the real adapter; a partnership on each database."""

from __future__ import annotations

import pytest

from adapters.slack.channel import SlackChannel
from adapters.slack.web import SlackWeb
from tests.contract.slack.conftest import slack
from tests.contract.slack.ground import Slack
from tests.stories.conftest import world

__all__ = ["on_stopped_clock", "slack", "world"]


class StoppedClock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
async def on_stopped_clock(slack: Slack):
    clock = StoppedClock()
    web = SlackWeb(slack.stand_in.api_url, slack.settings.tokens(), clock)
    yield SlackChannel(web), clock
    await web.close()
