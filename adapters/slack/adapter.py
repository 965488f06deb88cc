"""Slack as one adapter: the way in, the way out, and its examination."""

from __future__ import annotations

from collections.abc import Sequence

from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from adapters.slack import sentences
from adapters.slack.admission import Admission
from adapters.slack.bolt import bolt_app
from adapters.slack.channel import SlackChannel
from adapters.slack.examination import examine
from adapters.slack.gate import SignatureGate, Turned, delivery, read_body
from adapters.slack.listener import Listener
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import Socket
from adapters.slack.web import SlackWeb
from bot.app.ports import Channel, Finding, Front


class SlackAdapter:
    """Made from settings that are safe."""

    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings
        self._web = SlackWeb(settings.api_base_url, settings.tokens())
        self._listener: Listener | None = None
        self._socket: Socket | None = None
        self._stopping = False
        self.channel: Channel = SlackChannel(self._web)

    def routes(self, front: Front) -> Sequence[BaseRoute]:
        """One address for commands, interactions and events; none in Socket Mode."""
        if self._settings.socket_mode:
            return []
        app = self._app(front)
        gate = SignatureGate(self._settings.signing_secret.get_secret_value())

        async def events(request: Request) -> Response:
            try:
                body = await read_body(request)
                told = delivery(gate.check(request, body), request.headers.get("content-type", ""))
            except Turned as turned:
                return turned.response
            if self._stopping:
                return PlainTextResponse(sentences.STOPPING, 503)
            return to_starlette_response(await app.async_dispatch(told))

        return [Route("/slack/events", events, methods=["POST"])]

    def _app(self, front: Front) -> AsyncApp:
        admission = Admission(self._web.workspaces, self._settings.enterprises)
        self._listener = Listener(front, self._web, admission, self._settings.command)
        return bolt_app(self._listener.hear)

    async def start(self, front: Front) -> None:
        """Connect, in Socket Mode."""
        self._stopping = False
        if self._settings.socket_mode:
            app = self._app(front)
            self._socket = Socket(app, self._web, self._settings.app_token.get_secret_value())
            await self._socket.open()

    async def stop(self) -> None:
        """Take nothing new, finish what was begun, close every connection."""
        self._stopping = True
        if self._listener is not None:
            await self._listener.background.finish()
        if self._socket is not None:
            await self._socket.close()
            self._socket = None
        await self._web.close()

    async def check(self) -> list[Finding]:
        """Credentials, workspaces and rights, for `quorate doctor`."""
        try:
            return await examine(self._web, self._settings)
        finally:
            if self._listener is None:
                await self._web.close()
