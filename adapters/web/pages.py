"""Everything below `/q/`: which page a request is for, and the plain pages for what cannot be answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from adapters.web import look
from adapters.web.coming import Coming
from adapters.web.cookies import Cookies, is_token
from adapters.web.flood import Flood
from adapters.web.sent import NotTaken, same_site, sent_by
from adapters.web.visit import Visiting
from adapters.web.wording import PLAIN
from bot.app.ports import Front
from bot.domain.errors import QuorateError

log = structlog.get_logger("web")

Get = Callable[[Request], Awaitable[Response]]


class Pages:
    """An ASGI application. A GET changes nothing; every POST carries our seal."""

    def __init__(self, front: Front, flood: Flood, *, secure: bool, visitor_header: str = "") -> None:
        self._flood, self._visitor_header = flood, visitor_header
        cookies = Cookies(secure)
        coming, visiting = Coming(front, cookies), Visiting(front, cookies)
        self._arrive, self._see = coming.arrive, visiting.see
        self._gets: dict[str, Get] = {
            "open": coming.opened,
            "code": coming.code,
            "message": visiting.message,
            "home": visiting.home,
            "finished": coming.finished,
        }
        self._posts = {
            "send-code": coming.send_code,
            "prove": coming.prove,
            "again": coming.send_again,
            "do": visiting.do,
            "answer": visiting.answer,
            "finish": visiting.finish,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except NotTaken as wrong:
            log.info("web.refused", status=wrong.status)
            response = plain(wrong.status)
        except QuorateError as wrong:
            log.warning("web.failed", error=type(wrong).__name__)
            response = plain(503)
        await look.guarded(response)(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        place = request.scope["path"].removeprefix(request.scope.get("root_path", "")).strip("/")
        if place == look.STYLE_NAME:
            return look.style()
        wait = self._flood.wait(self.visitor(request))
        if wait:
            response = plain(429)
            response.headers["Retry-After"] = str(wait)
            return response
        if request.method == "POST" and place in self._posts:
            if not same_site(request):
                raise NotTaken(403)
            return await self._posts[place](request, await sent_by(request))
        if request.method in ("GET", "HEAD"):
            return await self._shown(request, place)
        response = plain(405)
        response.headers["Allow"] = "POST" if place in self._posts else "GET, HEAD"
        return response

    async def _shown(self, request: Request, place: str) -> Response:
        if place in self._gets:
            return await self._gets[place](request)
        first, _, rest = place.partition("/")
        if first == "see" and is_token(rest[:1000]) and len(rest) < 4000:
            return await self._see(request, rest)
        if place in self._posts:
            # A page that was sent is loaded anew, or its address was typed: there is nothing to show here.
            return await self._gets["message"](request)
        return self._arrive(request, place) if "." in place and is_token(place) else plain(404)

    def visitor(self, request: Request) -> str:
        """Where a request comes from, as far as the way in says."""
        named = request.headers.get(self._visitor_header, "") if self._visitor_header else ""
        return named[:100] or (request.client.host if request.client else "")


def plain(status: int) -> Response:
    """A page that says what happened, whether anything was saved, and what to do."""
    title, words = PLAIN.get(status, PLAIN[400])
    return look.page("plain", status, title=title, words=words)
