"""Calls to Slack's Web API and answer addresses: one try each, every failure an `ApiFailure`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.circuit import Circuit
from adapters.slack.failures import WORKSPACE_BROKEN, ApiFailure
from adapters.slack.pace import Pace
from adapters.slack.quiet import QUIET
from bot.domain.this_machine import is_loopback

Json = dict[str, Any]

_ANSWER_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
_FORM_ENCODED = frozenset({"users.info", "users.lookupByEmail", "auth.test"})
_DEFAULT_PAUSE = 30.0
_SECONDS = 10.0


class SlackWeb:
    """Slack, as seen from one process: tokens by workspace, one connection pool, no retries of its own."""

    def __init__(self, base_url: str, tokens: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self._base_url = base_url
        self._tokens = dict(tokens)
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[str, AsyncWebClient] = {}
        self.pace = Pace(clock)
        self.circuit = Circuit(clock)

    @property
    def workspaces(self) -> tuple[str, ...]:
        """Every workspace (or enterprise) that we hold a token for."""
        return tuple(self._tokens)

    async def call(self, workspace: str, method: str, **args: Any) -> Json:
        """One call; the answer's fields. ApiFailure when Slack refuses, is silent, or is not to be asked now."""
        broken = self.circuit.open_for(workspace)
        if broken:
            raise ApiFailure(broken)
        wait = self.pace.paused(workspace, method)
        if wait:
            raise ApiFailure("ratelimited", retry_after=wait)
        answer, _ = await self.call_anyway(workspace, method, **args)
        self.circuit.mended(workspace)
        return answer

    async def call_anyway(self, workspace: str, method: str, **args: Any) -> tuple[Json, Mapping[str, str]]:
        """One call even to a workspace known as broken; the answer's fields and headers."""
        client = self._client(workspace)
        try:
            if method in _FORM_ENCODED:
                response = await client.api_call(method, data=args)
            else:
                response = await client.api_call(method, json=args)
        except SlackApiError as error:
            raise self._refused(workspace, method, error) from None
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise ApiFailure("network_unreachable") from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise ApiFailure("network_no_answer", in_doubt=True) from None
        data = response.data
        if not isinstance(data, dict):
            raise ApiFailure("network_bad_answer", in_doubt=True)
        return data, response.headers

    def _refused(self, workspace: str, method: str, error: SlackApiError) -> ApiFailure:
        response: Any = error.response
        status = getattr(response, "status_code", getattr(response, "status", 0))
        headers = getattr(response, "headers", None) or {}
        data = getattr(response, "data", None)
        code = str(data.get("error") or "") if isinstance(data, dict) else ""
        if status == 429 or code in ("ratelimited", "rate_limited"):
            pause = _seconds(headers.get("Retry-After"))
            self.pace.pause(workspace, method, pause)
            return ApiFailure("ratelimited", retry_after=pause)
        if not code:
            return ApiFailure("network_bad_answer", in_doubt=True)
        if code in WORKSPACE_BROKEN:
            self.circuit.broke(workspace, code)
        return ApiFailure(code)

    async def answer(self, url: str, payload: Json) -> None:
        """Post to the answer address of a click or command (five times, for thirty minutes)."""
        if not self._may_answer_at(url):
            raise ApiFailure("no_response_url")
        try:
            async with self._pool().post(url, json=payload, allow_redirects=False) as response:
                if response.status == 429:
                    raise ApiFailure("ratelimited", retry_after=_seconds(response.headers.get("Retry-After")))
                if response.status >= 300:
                    raise ApiFailure("response_url_refused")
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise ApiFailure("network_no_answer") from None

    def _may_answer_at(self, url: str) -> bool:
        """Only Slack's own address (or that of the stand-in which the API base URL names) is ever called."""
        try:
            asked, base = urlsplit(url), urlsplit(self._base_url)
        except ValueError:
            return False
        if asked.scheme == "https" and asked.hostname in _ANSWER_HOSTS:
            return True
        return bool(asked.hostname) and (asked.scheme, asked.netloc) == (base.scheme, base.netloc)

    def open_client(self, token: str | None = None) -> AsyncWebClient:
        """A client of slack_sdk without its retries (its own would post twice when an answer is lost)."""
        client = AsyncWebClient(
            token=token, base_url=self._base_url, session=self._pool(), retry_handlers=[], logger=QUIET
        )
        if is_loopback(urlsplit(self._base_url).hostname or ""):
            client.proxy = None
        return client

    def _client(self, workspace: str) -> AsyncWebClient:
        token = self._tokens.get(workspace)
        if token is None:
            raise ApiFailure("workspace_not_connected")
        self._pool()
        if workspace not in self._clients:
            self._clients[workspace] = self.open_client(token)
        return self._clients[workspace]

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS))
            self._clients = {}
        return self._session

    async def close(self) -> None:
        """Close every connection; a later call opens them anew."""
        if self._session is not None:
            await self._session.close()
            await asyncio.sleep(0)  # lets the transports go, or Python complains about them at exit


def _seconds(header: object) -> float:
    try:
        return max(1.0, float(str(header)))
    except ValueError:
        return _DEFAULT_PAUSE
