"""The bot's own token for the connector: client credentials at the home tenant (OAuth 2.0, RFC 6749 4.4)."""

from __future__ import annotations

import asyncio
import time

import aiohttp

from adapters.teams.outbound.breaker import Breaker
from adapters.teams.settings import TeamsSettings

RENEW_BEFORE = 300.0
WITHIN = aiohttp.ClientTimeout(total=5)


class TokenUnavailable(Exception):
    """No token can be had now; `after` is when to ask again, in seconds, `reason` a code."""

    def __init__(self, reason: str, after: float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after


class Tokens:
    """One token, shared by all sends and fetched by one of them. While the login is down, the old one serves."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._settings = settings
        self._url = f"{settings.login_authority.rstrip('/')}/{settings.home_tenant}/oauth2/v2.0/token"
        self._token = ""
        self._ends = 0.0
        self._one_at_a_time = asyncio.Lock()
        self._breaker = Breaker(failures=1, rest=5, longest=60)

    async def get(self) -> str:
        """A token good for a request now. Raises TokenUnavailable."""
        if self._left() > RENEW_BEFORE:
            return self._token
        if self._breaker.wait() == 0:
            async with self._one_at_a_time:
                if self._left() <= RENEW_BEFORE and self._breaker.wait() == 0:
                    await self._renew()
        if self._left() > 0:
            return self._token
        raise TokenUnavailable("token_unavailable", max(self._breaker.wait(), 1.0))

    def drop(self, token: str) -> None:
        """The connector would not have this token."""
        if token == self._token:
            self._ends = 0.0

    async def fetch(self) -> None:
        """Fetch a token now. Raises TokenUnavailable."""
        secret = self._settings.app_password.get_secret_value()
        form = {
            "grant_type": "client_credentials",
            "client_id": self._settings.app_id,
            "client_secret": secret,
            "scope": self._settings.token_scope,
        }
        try:
            async with (
                aiohttp.ClientSession(timeout=WITHIN) as session,
                session.post(self._url, data=form, allow_redirects=False) as response,
            ):
                status, answer = response.status, await response.json(content_type=None)
                self._keep(status, answer)
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
            raise TokenUnavailable("token_unavailable", 5) from None

    def _left(self) -> float:
        return self._ends - time.monotonic()

    async def _renew(self) -> None:
        try:
            await self.fetch()
        except TokenUnavailable:
            self._breaker.failed()
        else:
            self._breaker.worked()

    def _keep(self, status: int, answer: dict[str, object]) -> None:
        if status != 200:
            raise TokenUnavailable("token_refused" if 400 <= status < 429 else "token_unavailable", 60)
        lasts = float(str(answer["expires_in"]))
        self._token = str(answer["access_token"])
        self._ends = time.monotonic() + lasts
