"""Fetching from a real server: what it may send, where it may send us, and how long it may take."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.calendar.fetching import Limits
from adapters.calendar.reader import FeedReader, open_reader
from bot.app.ports import BusyTime, CalendarRead, CalendarSame, CalendarTrouble
from tests.unit.calendar.feeds import END, NOW, FeedServer, calendar, event

TWO = NOW + timedelta(hours=29)
FEED = calendar(event("DTSTART:20260311T140000Z", "DTEND:20260311T150000Z", "SUMMARY:Ward round"))
Ask = Callable[..., Awaitable[CalendarRead | CalendarSame | CalendarTrouble]]


@pytest.fixture
def ask(reader: FeedReader) -> Ask:
    async def once(address: str, fingerprint: str = "") -> CalendarRead | CalendarSame | CalendarTrouble:
        return await reader.read(address, fingerprint, NOW, END)

    return once


def moved(to: str, status: int = 302) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": to})

    return answer


async def test_a_feed_is_read_and_nothing_but_times_comes_of_it(server: FeedServer, ask: Ask) -> None:
    found = await ask(server.put("anna.ics", FEED, ETag='"v1"'))
    assert found == CalendarRead((BusyTime(TWO, TWO + timedelta(hours=1)),), END, '"v1"')
    (asked,) = server.asked
    assert not {"Cookie", "Authorization"} & set(asked.headers)


async def test_a_version_that_is_still_the_same_is_not_sent_again(server: FeedServer, ask: Ask) -> None:
    async def answer(request: web.Request) -> web.Response:
        same = request.headers.get("If-None-Match") == '"v1"' or "If-Modified-Since" in request.headers
        return web.Response(status=304) if same else web.Response(body=FEED)

    address = server.put("anna.ics", answer)
    assert await ask(address, '"v1"') == CalendarSame()
    assert await ask(address, "Tue, 10 Mar 2026 09:00:00 GMT") == CalendarSame()
    assert isinstance(await ask(address, '"v0"'), CalendarRead)


@pytest.mark.parametrize("mark", ['"a\tb"', "no quotes", '"' + "x" * 300 + '"'])
async def test_a_mark_of_another_form_is_neither_kept_nor_sent(server: FeedServer, ask: Ask, mark: str) -> None:
    found = await ask(server.put("anna.ics", FEED, ETag=mark), fingerprint=mark)
    assert isinstance(found, CalendarRead)
    assert found.fingerprint == ""
    assert "If-None-Match" not in server.asked[0].headers


async def test_a_packed_feed_is_unpacked(server: FeedServer, ask: Ask) -> None:
    found = await ask(server.put("anna.ics", gzip.compress(FEED), **{"Content-Encoding": "gzip"}))
    assert isinstance(found, CalendarRead)
    assert len(found.times) == 1


async def test_a_packed_bomb_is_stopped(server: FeedServer, ask: Ask) -> None:
    bomb = gzip.compress(FEED + bytes(50_000_000))
    assert await ask(server.put("b", bomb, **{"Content-Encoding": "gzip"})) == CalendarTrouble("too_big")


@pytest.mark.parametrize("told", [True, False])
async def test_fifty_megabytes_are_not_taken_whether_told_beforehand_or_not(
    server: FeedServer, ask: Ask, told: bool
) -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        stream = web.StreamResponse(headers={"Content-Length": "50000000"} if told else {})
        await stream.prepare(request)
        for _ in range(500):
            await stream.write(b"x" * 100_000)
            sent += 100_000
        return stream

    assert await ask(server.put("huge.ics", answer)) == CalendarTrouble("too_big")
    assert sent < 30_000_000


async def test_a_server_that_drips_does_not_hold_us(server: FeedServer, ask: Ask) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse()
        await stream.prepare(request)
        for _ in range(30):
            await stream.write(b"BEGIN:VCALENDAR\r\n"[:1])
            await asyncio.sleep(0.1)
        return stream

    began = asyncio.get_running_loop().time()
    assert await ask(server.put("slow.ics", answer)) == CalendarTrouble("no_answer")
    assert asyncio.get_running_loop().time() - began < 2


@pytest.mark.parametrize(("status", "code"), [(404, "http_404"), (401, "http_401"), (503, "http_503")])
async def test_what_the_server_answers_is_told_by_its_number(
    server: FeedServer, ask: Ask, status: int, code: str
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text="private words")

    assert await ask(server.put("gone.ics", answer)) == CalendarTrouble(code)


async def test_a_feed_that_has_moved_on_an_allowed_server_is_followed(server: FeedServer, ask: Ask) -> None:
    server.put("new.ics", FEED)
    assert isinstance(await ask(server.put("old.ics", moved("/new.ics", 301))), CalendarRead)


@pytest.mark.parametrize(
    "to",
    [
        "https://elsewhere.example/feed.ics",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:1/",
        "file:///etc/passwd",
        "https://user:pass@127.0.0.1/",
        "//[::1]/",
        "",
        "http://[broken",
    ],
)
async def test_nobody_is_sent_to_a_server_that_is_not_allowed(server: FeedServer, ask: Ask, to: str) -> None:
    assert await ask(server.put("old.ics", moved(to))) in (
        CalendarTrouble("sent_elsewhere"),
        CalendarTrouble("bad_answer"),
    )
    assert len(server.asked) == 1


async def test_a_feed_that_moves_for_ever_is_left_after_three_times(server: FeedServer, ask: Ask) -> None:
    assert await ask(server.put("round", moved("/round"))) == CalendarTrouble("sent_elsewhere")
    assert len(server.asked) == 4


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", b"SSH-2.0\r\n\r\n", b""])
async def test_an_answer_that_breaks_off_or_is_not_the_webs_is_told(answer: bytes) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        writer.close()

    plain = await asyncio.start_server(serve, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{plain.sockets[0].getsockname()[1]}"
    opened = open_reader([origin], limits=Limits(seconds=2.0))
    found = await opened.read(f"{origin}/x.ics", "", NOW, END)
    assert found in (CalendarTrouble("bad_answer"), CalendarTrouble("no_connection"))
    plain.close()
    await opened.close()


class Liar(AbstractResolver):
    """Says of every name that it is this machine: a name whose owner has changed where it points."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        pass


async def test_a_name_that_comes_to_point_at_this_machine_is_never_connected_to() -> None:
    knocks = 0

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal knocks
        knocks += 1
        writer.close()

    inside = await asyncio.start_server(serve, "127.0.0.1", 0)
    name = f"calendar.example:{inside.sockets[0].getsockname()[1]}"
    opened = open_reader([name], limits=Limits(seconds=2.0), resolver=Liar())
    assert await opened.read(f"https://{name}/x.ics", "", NOW, END) == CalendarTrouble("private_address")
    assert knocks == 0
    inside.close()
    await opened.close()


async def test_a_reader_that_closes_calls_off_what_is_under_way(server: FeedServer) -> None:
    began = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        began.set()
        await asyncio.sleep(5)
        return web.Response()

    opened = open_reader([server.origin])
    under_way = asyncio.create_task(opened.read(server.put("never.ics", never), "", NOW, END))
    await began.wait()
    await opened.close()
    assert await under_way == CalendarTrouble("stopped")
    assert await opened.read("https://calendar.example/x.ics", "", NOW, END) == CalendarTrouble("stopped")
