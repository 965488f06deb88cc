"""Whatever is sent, the answer is a plain page that says nothing of us (fault L2)."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlsplit

import pytest

from adapters.web import WebSettings, plug
from adapters.web.flood import ADDRESSES, Flood
from tests.contract.web.ground import browsing, comes, served
from tests.contract.web.paper_browser import PaperBrowser, Read
from tests.kit.world import World

FORM = "application/x-www-form-urlencoded"
WRONG: dict[str, tuple[str, bytes, int]] = {
    "json": ("application/json", b'{"state": "x"}', 400),
    "multipart": ("multipart/form-data; boundary=x", b"--x--", 400),
    "another charset": (f"{FORM}; charset=utf-16", b"state=x", 400),
    "bytes that are no text": (FORM, b"state=\xff\xfe", 400),
    "escapes that are no text": (FORM, b"state=%ff%fe", 400),
    "twice the same field": (FORM, b"state=x&state=y", 400),
    "no form at all": (FORM, b"\x00\x01\x02", 400),
    "200,000 fields": (FORM, b"a=1&" * 60_000 + b"b=2", 400),
    "too large": (FORM, b"state=" + b"x" * 300_000, 413),
    "nothing": (FORM, b"", 403),
    "a huge bomb": (FORM, b"state=" + b"eJ" * 100_000, 403),
    "nulls": (FORM, b"state=%00.%00", 403),
}


@pytest.mark.parametrize("place", ["do", "answer", "prove", "send-code", "again"])
async def test_what_is_no_form_of_ours_is_refused_on_a_plain_page(
    world: World, link: str, address: str, browser: PaperBrowser, place: str
) -> None:
    if place in ("do", "answer"):
        await comes(browser, world, link)
    else:
        await browser.goes(link)
    for name, (kind, body, status) in WRONG.items():
        answer = await browser.client.post(f"/q/{place}", content=body, headers={"content-type": kind})
        assert answer.status_code == status, name
        page = Read(answer.text)
        assert "Nothing was changed" in page.words, name
        assert "Traceback" not in answer.text, name


@pytest.mark.parametrize("path", ["/q/home", "/q/do", "/q/abc.def", "/q/nothing"])
async def test_other_methods_get_a_plain_page(browser: PaperBrowser, path: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"):
        answer = await browser.client.request(method, path)
        assert answer.status_code in (400, 405), method
        if answer.status_code == 405:
            assert Read(answer.text).heading == "That did not work", method
            assert "GET" in answer.headers["allow"] or "POST" in answer.headers["allow"], method


async def test_a_body_that_is_chunked_and_never_ends_is_cut_off(browser: PaperBrowser) -> None:
    async def parts() -> object:
        for _ in range(200):
            yield b"x" * 10_000

    answer = await browser.client.post("/q/do", content=parts(), headers={"content-type": FORM})  # type: ignore[arg-type]
    assert answer.status_code in (403, 413)


async def test_one_address_that_asks_without_end_is_told_to_wait(world: World) -> None:
    async with served(world, requests_a_minute=10) as address, browsing(address) as browser:
        answers = [await browser.client.get("/q/open") for _ in range(11)]
    assert [each.status_code for each in answers] == [403] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 6
    assert Read(answers[-1].text).heading == "Too many requests at once"


async def test_behind_a_proxy_each_visitor_is_counted_alone(world: World) -> None:
    async with served(world, requests_a_minute=10, visitor_header="X-Real-IP") as address, browsing(address) as one:
        for number in range(40):
            answer = await one.client.get("/q/open", headers={"x-real-ip": f"192.0.2.{number % 4}"})
            assert answer.status_code == 403
        answer = await one.client.get("/q/open", headers={"x-real-ip": "192.0.2.1"})
        assert answer.status_code == 429


def test_a_flood_from_everywhere_is_held_back_and_memory_stays_small() -> None:
    now = 0.0
    flood = Flood(10, lambda: now)
    taken = sum(not flood.wait(f"address {number}") for number in range(ADDRESSES + 500))
    assert taken == 100
    assert len(flood._each) == ADDRESSES
    now = 60.0
    assert flood.wait("somebody else") == 0


async def test_a_slow_visitor_keeps_nobody_waiting(browser: PaperBrowser, address: str) -> None:
    host, port = urlsplit(address).hostname, urlsplit(address).port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"POST /q/do HTTP/1.1\r\nhost: x\r\ncontent-type: " + FORM.encode())
    writer.write(b"\r\ncontent-length: 1000\r\n\r\nstate=")
    await writer.drain()
    began = time.perf_counter()
    await browser.goes("/q/open")
    assert time.perf_counter() - began < 5
    writer.close()
    await writer.wait_closed()
    assert reader


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://quorate.example", True),
        ("https://quorate.example:8443/", True),
        ("http://127.0.0.1:8765", True),
        ("http://quorate.example", False),
        ("https://", False),
        ("https://quorate.example/below", False),
        ("https://user@quorate.example", False),
        ("https://quorate.example:port", False),
        ("ftp://quorate.example", False),
        ("quorate.example", False),
    ],
)
def test_pages_are_reached_by_https_or_not_at_all(address: str, safe: bool) -> None:
    settings = WebSettings(address=address)
    assert settings.wanted()
    assert (settings.unsafe() == []) is safe


def test_nobody_who_sets_nothing_has_pages() -> None:
    assert not WebSettings().wanted()
    assert WebSettings(address="https://a.example", visitor_header="X Real: IP").unsafe()


async def test_the_channel_has_no_way_out_and_says_how_it_is() -> None:
    adapter = plug.open(WebSettings(address="https://quorate.example"))
    assert adapter.channel is None
    assert [each.ok for each in await adapter.check()] == [True]
    assert [each.ok for each in await plug.open(WebSettings(address="http://a.example")).check()] == [False]
