"""Socket Mode: the same deliveries over a connection that we open, for networks that let nothing in."""

from __future__ import annotations

import asyncio

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from adapters.slack.quiet import QUIET
from adapters.slack.web import SlackWeb

_AGAIN_AFTER = 30.0

_log = structlog.get_logger(__name__)


class Socket:
    """The connection, kept open."""

    def __init__(self, app: AsyncApp, web: SlackWeb, app_token: str) -> None:
        client = web.open_client()
        self._handler = AsyncSocketModeHandler(app, app_token, logger=QUIET, web_client=client, proxy=client.proxy)
        self._trying: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect; when Slack refuses, go on trying and say so, while everything else runs."""
        if not await self._connect():
            self._trying = asyncio.create_task(self._keep_trying())

    async def _keep_trying(self) -> None:
        while True:
            await asyncio.sleep(_AGAIN_AFTER)
            if await self._connect():
                return

    async def _connect(self) -> bool:
        try:
            # Not connect(): that one retries for ever with the address it has, and only logs.
            await asyncio.wait_for(self._handler.client.connect_to_new_endpoint(), timeout=_AGAIN_AFTER)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.error("slack_socket_not_connected", error=type(error).__name__)
            return False
        _log.info("slack_socket_connected")
        return True

    async def close(self) -> None:
        """Disconnect."""
        if self._trying is not None:
            self._trying.cancel()
        client = self._handler.client
        await client.close()  # type: ignore[no-untyped-call]  # slack_sdk left it untyped
        await asyncio.gather(client.message_processor, return_exceptions=True)
