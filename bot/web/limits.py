"""What the web host asks of every request around any channel: size, time, headers, one log line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from contextlib import suppress

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.domain.errors import came_from
from bot.failpoints import reach
from bot.turned_away import COUNTS
from bot.web.crowd import RETRY_AFTER, Crowd, Crowded, Place
from bot.web.latencies import Latencies

LARGEST_BODY = 2 * 1024 * 1024
LONGEST_REQUEST = 30.0
NEVER_REFUSED = frozenset({"/healthz", "/readyz", "/metrics"})
"""Whoever watches over the process must hear from it above all when it has too much to do."""
TOO_BUSY = "Quorate took too long. It may not have been saved. Look whether it was, then try again if not."
TOO_SLOW = "That came too slowly. Nothing was saved. Try again."
TOO_MUCH = "Quorate has too much to do just now. Nothing was saved. Try again in a few seconds."

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)

log = structlog.get_logger()

WENT_WRONG = "Something went wrong. It may not have been saved. Look whether it was, then try again if not."


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

    async def plain(self, status: int, words: str, *more: tuple[bytes, bytes]) -> None:
        """Say this instead, unless an answer has begun."""
        if self.status:
            return
        body = words.encode()
        size = (b"content-length", str(len(body)).encode())
        headers = [(b"content-type", b"text/plain; charset=utf-8"), size, *more]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


class Limits:
    """The outermost layer: nothing gets in larger or slower than this, and no error's text gets out."""

    def __init__(self, app: ASGIApp, paths: Collection[str], requests: Latencies | None = None) -> None:
        self._app, self._paths = app, frozenset(paths)
        self.crowd = Crowd()
        self._requests = requests or Latencies()

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
        took = time.perf_counter() - began
        self._requests.note(path, answer.status, took)
        write("request", method=scope["method"], path=path, status=answer.status, ms=round(took * 1000, 1))

    async def _answer(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if len(declared) > 12 or int(declared) > LARGEST_BODY:
            await answer.plain(413, "Too large.")
            return
        if scope["path"] in NEVER_REFUSED:
            await self._within(scope, _Body(receive), answer, asyncio.timeout(LONGEST_REQUEST))
            return
        limit = asyncio.timeout(LONGEST_REQUEST)
        try:
            place = self.crowd.comes(lambda: _end(limit))
        except Crowded:
            await _too_much(answer)
            return
        try:
            await self._within(scope, _Body(receive, place), answer, limit)
        finally:
            place.leaves()

    async def _within(self, scope: Scope, body: _Body, answer: Answer, limit: asyncio.Timeout) -> None:
        try:
            async with limit:
                if not _has_body(scope):
                    body.complete()
                await self._app(scope, body.receive, answer.send)
        except Crowded:
            await _too_much(answer)
        except TooBig:
            await answer.plain(413, "Too large.")
        except TimeoutError:
            status, words = (503, TOO_BUSY) if body.whole else (408, TOO_SLOW)
            await answer.plain(status, words)
        except Exception as error:  # noqa: BLE001 - the edge of the web host: no error's text may leave or be logged
            log.error("request_failed", error=type(error).__name__, where=came_from(error))
            await answer.plain(500, WENT_WRONG)


class _Body:
    """Counts what comes in."""

    def __init__(self, receive: Receive, place: Place | None = None) -> None:
        self._receive, self._place = receive, place
        self._size = 0
        self.whole = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            size = len(message.get("body", b""))
            self._size += size
            if self._size > LARGEST_BODY:
                raise TooBig
            if self._place is not None:
                self._place.grows(size)
            if not message.get("more_body", False):
                self.complete()
        return message

    def complete(self) -> None:
        """All of it has come, or none will. Crowded when there is too much in hand."""
        self.whole = True
        if self._place is not None:
            self._place.whole()


def _has_body(scope: Scope) -> bool:
    names = {name: value for name, value in scope["headers"] if name in (b"content-length", b"transfer-encoding")}
    return b"transfer-encoding" in names or names.get(b"content-length", b"0") != b"0"


def _end(limit: asyncio.Timeout) -> None:
    """Its time is over now."""
    with suppress(RuntimeError):  # it has just ended by itself
        limit.reschedule(asyncio.get_running_loop().time())


async def _too_much(answer: Answer) -> None:
    COUNTS["host", "too_much"] += 1
    await answer.plain(429, TOO_MUCH, (b"retry-after", str(RETRY_AFTER).encode()))
