"""What the web host asks of every request around any channel: size, time, headers, one log line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.failpoints import reach

LARGEST_BODY = 2 * 1024 * 1024
LONGEST_REQUEST = 30.0

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)

log = structlog.get_logger()


class TooBig(Exception):
    """The body is larger than anything a platform sends."""


class Answer:
    """One answer on its way out: its status is remembered, and every answer carries the same safe headers."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass it on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            set_by_route = {name.lower() for name, _ in message.get("headers", ())}
            more = [each for each in _HEADERS if each[0] not in set_by_route]
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await self._send(message)

    async def plain(self, status: int, words: str) -> None:
        """Say this instead, unless an answer has begun."""
        if self.status:
            return
        body = words.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


class Limits:
    """The outermost layer: nothing gets in larger or slower than this, and no error's text gets out."""

    def __init__(self, app: ASGIApp, paths: Collection[str]) -> None:
        self._app, self._paths = app, frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return
        began, answer = time.perf_counter(), Answer(send)
        await self._answer(scope, receive, answer)
        if scope["method"] == "POST" and answer.status < 300:
            reach("acked")
        # Only our own fixed paths are written down: anybody may type an identifier into another.
        path = scope["path"] if scope["path"] in self._paths else "other"
        write = log.debug if answer.status < 400 else log.info if answer.status < 500 else log.warning
        took = round((time.perf_counter() - began) * 1000, 1)
        write("request", method=scope["method"], path=path, status=answer.status, ms=took)

    async def _answer(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if len(declared) > 12 or int(declared) > LARGEST_BODY:
            await answer.plain(413, "Too large.")
            return
        body = _Body(receive)
        try:
            async with asyncio.timeout(LONGEST_REQUEST):
                await self._app(scope, body.receive, answer.send)
        except TooBig:
            await answer.plain(413, "Too large.")
        except TimeoutError:
            status, words = (503, "Too busy. Try again.") if body.whole else (408, "Too slow.")
            await answer.plain(status, words)
        except Exception as error:  # noqa: BLE001 - the edge of the web host: no error's text may leave or be logged
            log.error("request_failed", error=type(error).__name__, where=_where(error))
            await answer.plain(500, "Something went wrong. Try again.")


class _Body:
    """Counts what comes in."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0
        self.whole = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self.whole = not message.get("more_body", False)
            if self._size > LARGEST_BODY:
                raise TooBig
        return message


def _where(error: BaseException) -> str:
    """The innermost file and line, without the message."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
