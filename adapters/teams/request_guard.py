"""What a request must be before anything looks at its meaning: small, quick, plain JSON of a sane shape."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import ClientDisconnect, Request

LARGEST = 1024 * 1024
DEEPEST = 40
READ_WITHIN = 10.0

Json = dict[str, Any]


class Rejected(Exception):
    """The request is refused; `reason` is a code for the log, and nothing of the body is in it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def read_json(request: Request) -> Json:
    """The body as a JSON object. Rejected with 413, 408, 415 or 400."""
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding != "identity" or "json" not in request.headers.get("content-type", "").lower():
        raise Rejected(415, "not_json")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > LARGEST:
        raise Rejected(413, "too_big")
    try:
        async with asyncio.timeout(READ_WITHIN):
            body = await _read(request)
    except TimeoutError:
        raise Rejected(408, "too_slow") from None
    except ClientDisconnect:
        raise Rejected(400, "gone") from None
    return _parse(body)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Rejected(413, "too_big")
    return bytes(body)


def _parse(body: bytes) -> Json:
    try:
        parsed = json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_never)
    except (ValueError, RecursionError):
        raise Rejected(400, "bad_json") from None
    if not isinstance(parsed, dict) or not _shallow(parsed):
        raise Rejected(400, "bad_shape")
    return parsed


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _never(_: str) -> Any:
    raise ValueError("not a JSON number")


def _shallow(value: object) -> bool:
    """True when nothing is nested deeper than a real activity could be; walks level by level."""
    level: list[object] = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return True
    return False
