"""What is looked at before anything of a request is believed: size, time, signature, form.

Bolt answers some of these with a 500, and checks the signature only after it has parsed the body.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.turned_away import turned_away

LARGEST_BODY = 1_000_000
SLOWEST_BODY_SECONDS = 5.0
_MOST_FIELDS = 100
_DEEPEST = 64


class Turned(Exception):
    """The request goes no further; `response` says so plainly, without repeating anything of it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.response: Response = PlainTextResponse(words, status)
        turned_away("slack", words.replace(" ", "_"), status=status)


async def read_body(request: Request) -> bytes:
    """The body, read no further than its limits in size and time."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Turned(400, "compressed bodies are not accepted")
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit() or int(declared[:12]) > LARGEST_BODY:
        raise Turned(413, "too large")
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_BODY:
                    raise Turned(413, "too large")
    except TimeoutError:
        raise Turned(408, "too slow") from None
    except ClientDisconnect:
        raise Turned(400, "broken off") from None
    return bytes(body)


class SignatureGate:
    """Slack's signature over the time and the body, no older than five minutes."""

    def __init__(self, signing_secret: str) -> None:
        self._verifier = SignatureVerifier(signing_secret)

    def check(self, request: Request, body: bytes) -> str:
        """The body as text when Slack signed it."""
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12 and signature.isascii()):
            raise Turned(401, "not signed")
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            raise Turned(400, "not text") from None
        if not self._verifier.is_valid(text, timestamp, signature):
            raise Turned(401, "not signed" if abs(time.time() - int(timestamp)) <= 300 else "too old")
        return text


def delivery(text: str, content_type: str) -> AsyncBoltRequest:
    """The request as Bolt knows it, parsed once, here; turned away when it is not of Slack's form.

    Bolt's own parser answers malformed bodies with a 500. It leaves a body alone that is parsed already, which
    it knows from Socket Mode.
    """
    fields = _fields(text, content_type)
    # Bolt looks into it while it is being dispatched, where what goes wrong is a 500 without a word.
    if not isinstance(fields.get("event", {}), dict):
        raise Turned(400, "not a form of Slack's")
    try:
        return AsyncBoltRequest(body=fields, mode="socket_mode")
    except (AttributeError, TypeError, KeyError, ValueError):
        raise Turned(400, "not a form of Slack's") from None


def _fields(text: str, content_type: str) -> dict[str, Any]:
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return _object(text)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Turned(400, "not a form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Turned(400, "a field is given twice")
    if "payload" in fields:
        return _object(fields["payload"])
    if not {"command", "ssl_check"} & fields.keys():
        raise Turned(400, "not a form of Slack's")
    return fields


def _object(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Turned(400, "not JSON") from None
    if not isinstance(parsed, dict):
        raise Turned(400, "not a JSON object")
    if _depth(parsed) > _DEEPEST:
        raise Turned(400, "nested too deeply")
    return parsed


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key is given twice")
    return fields


def _depth(value: object) -> int:
    """How deeply it is nested, counted without recursion."""
    deepest, open_ones = 0, [(value, 1)]
    while open_ones:
        one, level = open_ones.pop()
        deepest = max(deepest, level)
        if isinstance(one, dict):
            open_ones += [(inner, level + 1) for inner in one.values() if isinstance(inner, dict | list)]
        elif isinstance(one, list):
            open_ones += [(inner, level + 1) for inner in one if isinstance(inner, dict | list)]
    return deepest
