"""Calls to the Bot Connector's REST API: one request a call, never a silent second one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from adapters.teams.hosts import ServiceHosts
from adapters.teams.outbound.breaker import Breaker
from adapters.teams.outbound.token import Tokens, TokenUnavailable
from adapters.teams.rendering.measure import Json, encode

WITHIN = aiohttp.ClientTimeout(total=10, connect=4)
CODE = re.compile(r'"(?:code|subCode)\\?"\s*:\s*\\?"(\w{1,60})')
LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Status 0: nothing did, and `sent` says whether the request may have arrived."""

    status: int
    code: str = ""
    body: Json = field(default_factory=dict)
    retry_after: str = ""
    sent: bool = True
    wait: float = 0.0


class Connector:
    """Speaks to allowed hosts only; a token never goes anywhere else, not even after a redirect."""

    def __init__(self, hosts: ServiceHosts, tokens: Tokens) -> None:
        self._hosts = hosts
        self._tokens = tokens
        self._session: aiohttp.ClientSession | None = None
        self._breakers: dict[str, Breaker] = {}

    async def call(self, method: str, service_url: str, path: tuple[str, ...], body: Json | None = None) -> Answer:
        """One request to `service_url/v3/path`."""
        if not self._hosts.allow(service_url):
            return Answer(0, "service_host", sent=False)
        url = URL(service_url.rstrip("/") + "/v3/" + "/".join(quote(part, safe="") for part in path), encoded=True)
        breaker = self._breakers.setdefault(url.host or "", Breaker(failures=5, rest=10, longest=60))
        if wait := breaker.wait():
            return Answer(0, "service_resting", sent=False, wait=wait)
        try:
            token = await self._tokens.get()
        except TokenUnavailable as error:
            return Answer(0, error.reason, sent=False, wait=error.after)
        answer = await self._request(method, url, token, body)
        if answer.status == 0:
            breaker.failed()
        else:
            breaker.worked()
        if answer.status == 401:
            self._tokens.drop(token)
        return answer

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()

    async def _request(self, method: str, url: URL, token: str, body: Json | None) -> Answer:
        if self._session is None or self._session.closed:
            # A short keep-alive: a connection the other side has just closed would put a send in doubt.
            pool = aiohttp.TCPConnector(limit=50, keepalive_timeout=10)
            self._session = aiohttp.ClientSession(connector=pool, timeout=WITHIN)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
        data = None if body is None else encode(body)
        try:
            async with self._session.request(
                method, url, data=data, headers=headers, allow_redirects=False
            ) as response:
                text = (await response.content.read(LONGEST_ANSWER)).decode(errors="replace")
                after = response.headers.get("Retry-After", "")
                return Answer(response.status, _code(text), _parsed(text), after)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            return Answer(0, "unreachable", sent=False)
        except TimeoutError:
            return Answer(0, "timeout")
        except (aiohttp.ClientError, OSError):
            return Answer(0, "connection_lost")


def _code(text: str) -> str:
    """The error's code, the inner `subCode` before the outer one."""
    found = CODE.findall(text)
    return str(found[-1]) if found else ""


def _parsed(text: str) -> Json:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
