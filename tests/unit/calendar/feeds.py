"""Feeds to read, and a server on this machine that serves them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.calendar.feed import busy_times
from scheduling.availability import instant
from scheduling.london import LONDON

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
END = NOW + timedelta(days=28)
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


def calendar(*parts: str) -> bytes:
    """A whole feed of these components."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Feed//EN", *parts, "END:VCALENDAR", ""]
    return "\r\n".join(lines).replace("\r\n\r\n", "\r\n").encode()


def event(*lines: str, uid: str = "one") -> str:
    """An event with these properties."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def spans(feed: bytes, start: datetime = NOW, end: datetime = END) -> list[str]:
    """What the feed makes busy, in London time: "11 14:00-15:00", with a ? when unsure."""
    found = busy_times(feed, start, end)
    pairs = [(*each, "") for each in found.busy] + [(*each, "?") for each in found.unsure]
    return [_shown(instant(since), instant(until)) + mark for since, until, mark in sorted(pairs)]


def _shown(since: datetime, until: datetime) -> str:
    first, last = since.astimezone(LONDON), until.astimezone(LONDON)
    ends = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%d %H:%M}"
    return f"{first:%d %H:%M}-{ends}"


class FeedServer:
    """A web server on loopback; each path is answered by what was put there."""

    def __init__(self) -> None:
        self.answers: dict[str, Answering] = {}
        self.asked: list[web.Request] = []
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self.server = TestServer(app)

    @property
    def origin(self) -> str:
        """How the allow-list names it."""
        return f"http://127.0.0.1:{self.server.port}"

    def put(self, path: str, answering: Answering | bytes, **more: str) -> str:
        """Serve this at a path; the address."""
        if isinstance(answering, bytes):
            body = answering

            async def plain(_: web.Request) -> web.Response:
                return web.Response(body=body, headers={"Content-Type": "text/calendar", **more})

            answering = plain
        self.answers[path] = answering
        return f"{self.origin}/{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        found = self.answers.get(request.match_info["path"])
        if found is None:
            raise web.HTTPNotFound
        return await found(request)
