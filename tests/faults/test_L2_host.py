"""What the host itself asks of every request, whoever it is for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.web import limits as web_limits
from bot.web import protocol as web_protocol
from bot.web.limits import WENT_WRONG
from tests.contract.serve.ground import SEAL, served, with_paper
from tests.kit.paper import PaperPlug


async def raw(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What the host says to these bytes, until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_L2_a_body_that_says_it_is_too_large_is_not_read(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        answer = await client.post("/paper", content=b"x" * 10_000_000, headers={"x-seal": SEAL})
        assert (answer.status_code, answer.text) == (413, "Too large.")


async def test_L2_a_body_in_pieces_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    async def pieces() -> Any:
        for _ in range(50):
            yield b"x" * 100_000

    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        answer = await client.post("/paper", content=pieces(), headers={"x-seal": SEAL})
        assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 40, "one"])
async def test_L2_a_length_that_is_no_length_is_refused(tmp_path: Path, length: str) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        head = f"POST /paper HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        answer = await raw(client.base_url.port or 0, head.encode())
        assert answer.split(b" ")[1] in (b"400", b"413")


async def test_L2_a_body_that_never_ends_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_limits, "LONGEST_REQUEST", 0.3)
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        head = (
            f"POST /paper HTTP/1.1\r\nHost: a\r\nX-Seal: {SEAL}\r\nContent-Length: 100\r\nConnection: close\r\n\r\n"
        )
        answer = await raw(client.base_url.port or 0, head.encode(), b"{")
        assert answer.startswith(b"HTTP/1.1 408")


async def test_L2_headers_that_never_end_are_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_protocol, "HEAD_WITHIN", 0.3)
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        assert await raw(client.base_url.port or 0, b"GET /healthz HTTP/1.1\r\nA: b\r\n") == b""


async def test_L2_a_connection_that_says_nothing_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_protocol, "HEAD_WITHIN", 0.3)
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        assert await raw(client.base_url.port or 0) == b""


async def test_L2_headers_without_end_are_not_collected(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        many = (f"X-{n}: {'a' * 1000}\r\n".encode() for n in range(2000))
        assert await raw(client.base_url.port or 0, b"GET /healthz HTTP/1.1\r\n", *many) == b""


async def test_a_kept_connection_may_ask_again(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        one = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        last = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        assert (await raw(client.base_url.port or 0, one, last, pause=0.1)).count(b"200 OK") == 2


async def test_every_answer_carries_safe_headers_and_none_about_us(tmp_path: Path) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        for path in ("/healthz", "/nothing"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "server" not in headers


async def test_L2_an_error_leaves_no_word_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plug = PaperPlug()
    async with served(with_paper(tmp_path, plug)) as (client, _):

        async def broken(*_: Any) -> Any:
            raise RuntimeError("Jamie Doe, born 2019")

        plug.opened[0]._pass_on = broken  # type: ignore[method-assign]
        answer = await client.post("/paper", json={"account": "a", "text": ""}, headers={"x-seal": SEAL})
        words = WENT_WRONG
        assert (answer.status_code, answer.text) == (500, words)
    told = capsys.readouterr()
    assert "request_failed" in told.out + told.err
    assert "Jamie" not in told.out + told.err


async def test_paths_that_are_not_ours_are_not_written_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served(with_paper(tmp_path, PaperPlug())) as (client, _):
        await client.get("/Jamie-Doe?born=2019")
    told = capsys.readouterr()
    assert "other" in told.out + told.err
    assert "Jamie" not in told.out + told.err
    assert "2019" not in (told.out + told.err).replace("timestamp", "")
