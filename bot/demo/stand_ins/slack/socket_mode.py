"""Socket Mode: a web socket on which Slack sends envelopes and the app acknowledges them."""

import asyncio
import json
import secrets
import uuid
from typing import Any
from urllib.parse import urlencode

from aiohttp import WSMsgType, web

from bot.demo.stand_ins.slack.records import Json
from bot.demo.stand_ins.slack.state import SlackState

PATH = "/link/"
_MOST_CONNECTIONS = 10


class SocketMode:
    """The open connections, and the envelopes that wait for an acknowledgement."""

    def __init__(self, state: SlackState) -> None:
        self._state = state
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = 0

    @property
    def connections(self) -> int:
        """How many connections the app has open."""
        return len(self._open)

    def ticket(self) -> str:
        """The path of a connection that may be opened once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return PATH + "?" + urlencode({"ticket": ticket, "app_id": self._state.app.app_id})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to close."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self._open) >= _MOST_CONNECTIONS:
            return web.Response(status=408 if ticket in self._tickets else 401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._open.append(socket)
        await socket.send_json(self._hello())
        self._state.changed()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(message.data)
        finally:
            self._open.remove(socket)
            self._state.changed()
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": self._state.app.app_id},
            "debug_info": {"host": "applink-0", "build_number": 1, "approximate_connection_time": 18060},
        }

    def _heard(self, text: str) -> None:
        try:
            told = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(told.get("envelope_id", "")) if isinstance(told, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(told.get("payload"))

    async def send(self, kind: str, payload: Json, within: float, *, answerable: bool, attempt: int = 0) -> Any:
        """Send one envelope and return the acknowledgement's payload; TimeoutError when none comes."""
        if not self._open:
            raise ConnectionError("the app has no web socket open")
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": answerable,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        heard: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = heard
        self._turn += 1
        try:
            await self._open[self._turn % len(self._open)].send_json(envelope)
            return await asyncio.wait_for(heard, within)
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to go: "warning", "refresh_requested" or "link_disabled"."""
        for socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-0"}})
            if reason != "warning":
                await socket.close()

    async def close(self) -> None:
        """End every connection at once."""
        for socket in list(self._open):
            await socket.close()
