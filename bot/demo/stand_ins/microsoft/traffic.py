"""The front door of the stand-in: every request is recorded, may be made to fail, and is answered."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from .people import Json
from .refusals import Refusal

Clock = Callable[[], datetime]


@dataclass
class Sent:
    """One request that the bot made: what it asked, about whom, and how it was answered."""

    at: datetime
    method: str
    kind: str
    path: str
    payload: Any
    person: str | None = None
    conversation_id: str = ""
    activity_id: str = ""
    status: int = 0
    code: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the service did what was asked and said so."""
        return 200 <= self.status < 300

    def as_json(self) -> Json:
        """The record in a form that can be written to a file."""
        return {**asdict(self), "at": self.at.isoformat()}


@dataclass
class Fault:
    """A failure arranged for the next requests of one kind (`any`: whichever comes next)."""

    kind: str
    status: int | None = None
    code: str = ""
    delay: float = 0.0
    retry_after: float | None = None
    accepted: bool = False
    drop: bool = False
    drop_after_accept: bool = False
    person: str | None = None
    times: int = 1

    def meets(self, kind: str, person: str | None) -> bool:
        """Whether this request is one that was meant to fail."""
        family = {"reply": "send"}.get(kind, kind)
        right_kind = self.kind in ("any", kind, family)
        return self.times > 0 and right_kind and self.person in (None, person)


@dataclass
class Exchange:
    """One request on its way through the stand-in."""

    request: web.Request
    body: str
    sent: Sent

    @property
    def payload(self) -> Json:
        """The request's JSON object; anything else is refused."""
        if not isinstance(self.sent.payload, dict):
            raise Refusal(400, "BadSyntax", "Invalid or missing activity in request body")
        return self.sent.payload

    def part(self, name: str) -> str:
        """A variable part of the path, decoded."""
        return self.request.match_info.get(name, "")


Work = Callable[[Exchange], Awaitable[web.Response]]


class FrontDoor:
    """Records, fails on purpose, and turns refusals into answers."""

    def __init__(self, now: Clock, whose: Callable[[Exchange], str | None]) -> None:
        self._now = now
        self._whose = whose
        self.sent: list[Sent] = []
        self.faults: list[Fault] = []

    def route(self, kind: str, work: Work) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A handler for requests of this kind."""

        async def handler(request: web.Request) -> web.Response:
            exchange = await self._read(kind, request)
            try:
                response = await self._answer(exchange, work)
            except Refusal as refusal:
                exchange.sent.code = refusal.code
                response = refusal.response()
            exchange.sent.status = exchange.sent.status or response.status
            return response

        return handler

    async def _read(self, kind: str, request: web.Request) -> Exchange:
        body = (await request.read()).decode(errors="replace")
        sent = Sent(self._now(), request.method, kind, request.path, _parsed(request, body))
        sent.conversation_id = request.match_info.get("conversation", "")
        sent.activity_id = request.match_info.get("activity", "")
        exchange = Exchange(request, body, sent)
        sent.person = self._whose(exchange)
        self.sent.append(sent)
        return exchange

    async def _answer(self, exchange: Exchange, work: Work) -> web.Response:
        fault = next((f for f in self.faults if f.meets(exchange.sent.kind, exchange.sent.person)), None)
        if fault is None:
            return await work(exchange)
        fault.times -= 1
        await asyncio.sleep(fault.delay)
        response = web.Response()
        if not fault.drop and (fault.status is None or fault.accepted):
            response = await work(exchange)
        if fault.drop or fault.drop_after_accept:
            exchange.sent.status, exchange.sent.code = -1, "dropped"
            if exchange.request.transport is not None:
                exchange.request.transport.close()
        elif fault.status is not None:
            raise Refusal(fault.status, fault.code, retry_after=fault.retry_after)
        return response


def _parsed(request: web.Request, body: str) -> Any:
    """The body as JSON or form fields, without secrets: it is kept on disk by `quorate demo --keep`."""
    if request.content_type == "application/x-www-form-urlencoded" or not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body
