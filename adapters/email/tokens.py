"""Tokens instead of passwords, where the mail servers take nothing else (OAuth 2.0, RFC 6749, section 4.4)."""

from __future__ import annotations

import asyncio
import time

import aiohttp

from adapters.email.settings import EmailSettings

_WITHIN = 4.0
_EARLIER = 300.0
_LARGEST = 64 * 1024


class NoToken(Exception):
    """None was given. `refused`: the account is at fault, rather than the network."""

    def __init__(self, *, refused: bool) -> None:
        super().__init__()
        self.refused = refused


class Tokens:
    """The newest token, kept until shortly before its end."""

    def __init__(self, settings: EmailSettings) -> None:
        self._settings = settings
        self._token, self._until = "", 0.0
        self._one = asyncio.Lock()

    async def token(self) -> str:
        """A token that holds for some minutes yet. Raises NoToken."""
        async with self._one:
            if time.monotonic() >= self._until:
                try:
                    self._token, self._until = await self._fetched()
                except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
                    raise NoToken(refused=False) from error
            return self._token

    async def _fetched(self) -> tuple[str, float]:
        own = self._settings
        form = {
            "grant_type": "client_credentials",
            "client_id": own.client_id,
            "client_secret": own.client_secret.get_secret_value(),
            "scope": own.token_scope,
        }
        timeout = aiohttp.ClientTimeout(total=_WITHIN)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(own.token_url, data=form, allow_redirects=False) as answer,
        ):
            if answer.status in (400, 401, 403):
                raise NoToken(refused=True)
            if answer.status != 200 or (answer.content_length or 0) > _LARGEST:
                raise NoToken(refused=False)
            given = await answer.json()
        if not isinstance(given, dict):
            raise NoToken(refused=False)
        token, seconds = given.get("access_token"), given.get("expires_in", 0)
        if not isinstance(token, str) or not token.isascii() or not isinstance(seconds, int):
            raise NoToken(refused=False)
        return token, time.monotonic() + max(seconds - _EARLIER, 0.0)
