"""The pages put together: a way in, with no way out (its people are written to by letter)."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Mount

from adapters.web.feed import Feeds
from adapters.web.flood import Flood
from adapters.web.pages import Pages
from adapters.web.settings import WebSettings
from bot.app.links import FEED, PAGE
from bot.app.ports import Channel, Finding, Front


class WebAdapter:
    """Everything below `/q/`, and people's own feeds below `/calendar/`. It keeps nothing."""

    channel: Channel | None = None

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        """The pages, and their look."""
        flood = Flood(self._settings.requests_a_minute)
        pages = Pages(front, flood, secure=self._settings.secure, visitor_header=self._settings.visitor_header)
        feeds = Feeds(front, flood, pages.visitor)
        return [Mount(PAGE.rstrip("/"), app=pages), Mount(FEED.rstrip("/"), app=feeds)]

    async def start(self, front: Front) -> None:
        """There is nothing to open."""

    async def stop(self) -> None:
        """There is nothing to close."""

    async def check(self) -> list[Finding]:
        """The settings; whether the address leads here can be seen from outside alone."""
        wrong = self._settings.unsafe()
        if wrong:
            return [Finding("Web pages", False, each, "Correct it in .env.") for each in wrong]
        return [Finding("Web pages", True, "People without an account can answer behind a link.")]
