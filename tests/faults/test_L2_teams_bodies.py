"""What arrives is small, quick, plain JSON, or it is refused before anything looks at it (fault L2)."""

from __future__ import annotations

import asyncio
import gzip
import io
import json

import aiohttp
import pytest

from adapters.teams import request_guard
from tests.contract.teams.ground import AMY, Ground


async def send(teams: Ground, body: bytes, **headers: str) -> int:
    activity = teams.microsoft.activity_of(AMY)
    token = teams.microsoft.token(serviceurl=activity["serviceUrl"])
    sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
    async with (
        aiohttp.ClientSession() as session,
        session.post(teams.url, data=io.BytesIO(body), headers=sent) as response,
    ):
        assert await response.read() == b""
        return response.status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b'{"type": "message", "type": "invoke"}', 400),
        (b'{"a": NaN}', 400),
        (b'{"a": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 200_000, 400),
        (b'{"a":' * 60 + b"1" + b"}" * 60, 400),
        (b'{"type": "message"}', 400),
        (b"x" * (1024 * 1024 + 1), 413),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_L2_a_body_that_is_no_activity_is_refused_without_a_trace(
    teams: Ground, body: bytes, status: int
) -> None:
    assert await send(teams, body) == status
    assert teams.front.calls == []


async def test_L2_wrong_types_in_an_activity_are_refused(teams: Ground) -> None:
    good = teams.microsoft.activity_of(AMY)
    for change in ({"id": 7}, {"from": "me"}, {"conversation": []}, {"text": {}}, {"id": "x" * 400}):
        assert await send(teams, json.dumps({**good, **change}).encode()) == 400
    assert teams.front.calls == []


async def test_L2_an_activity_with_a_key_twice_is_refused(teams: Ground) -> None:
    good = json.dumps(teams.microsoft.activity_of(AMY))
    assert await send(teams, good.encode()) == 200
    assert await send(teams, good.replace("{", '{"type": "invoke", ', 1).encode()) == 400
    assert len(teams.front.calls) == 1


async def test_L2_forms_and_packed_bodies_are_refused(teams: Ground) -> None:
    good = json.dumps(teams.microsoft.activity_of(AMY)).encode()
    assert await send(teams, good, **{"Content-Type": "application/x-www-form-urlencoded"}) == 415
    assert await send(teams, gzip.compress(good), **{"Content-Encoding": "gzip"}) == 415


async def test_L2_a_body_in_pieces_is_counted_as_well(teams: Ground) -> None:
    async def pieces():
        for _ in range(20):
            yield b"x" * 100_000

    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": "Bearer a.b.c", "Content-Type": "application/json"}
        async with session.post(teams.url, data=pieces(), headers=headers) as response:
            assert response.status == 413


async def test_L2_a_body_that_never_ends_is_given_up(teams: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_guard, "READ_WITHIN", 0.2)

    async def dripping():
        for _ in range(100):
            yield b" "
            await asyncio.sleep(0.05)

    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": "Bearer a.b.c", "Content-Type": "application/json"}
        async with session.post(teams.url, data=dripping(), headers=headers) as response:
            assert response.status == 408
