"""People's own meetings at `/calendar/<secret>.ics`, for calendars to fetch: nothing to see, and nothing to press."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from adapters.web import look
from adapters.web.flood import Flood
from bot.app.ports import Front

_END = ".ics"
_AN_HOUR = 3600


class Feeds:
    """An ASGI application. What leads nowhere is answered alike, whatever the reason."""

    def __init__(self, front: Front, flood: Flood, visitor: Callable[[Request], str]) -> None:
        self._front, self._flood, self._visitor = front, flood, visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        request = Request(scope, receive)
        await look.guarded(await self._answer(request))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        if wait := self._flood.wait(self._visitor(request)):
            return _later(wait)
        place = request.scope["path"].removeprefix(request.scope.get("root_path", "")).strip("/")
        found = await self._front.feed(place.removesuffix(_END)) if place.endswith(_END) else None
        if found is None:
            return Response(status_code=404)
        if found.busy:
            return _later(_AN_HOUR)
        headers = {"ETag": found.etag, "Cache-Control": "private, no-cache"}
        known = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
        if found.etag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        return Response(found.body, media_type="text/calendar", headers=headers)


def _later(seconds: int) -> Response:
    return Response(status_code=429, headers={"Retry-After": str(seconds)})
