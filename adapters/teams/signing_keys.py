"""The public keys with which Teams signs, fetched without blocking anything.

botbuilder's own cache fetches with a blocking client, fails on a key it has not seen, and takes a key that is
endorsed for no channel. This one takes its place in `JwtTokenExtractor.metadataCache`.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any

import aiohttp
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

CHANNEL = "msteams"
FRESH_FOR = 24 * 3600.0
REFETCH_AFTER = 30.0
TRY_AGAIN_AFTER = 1.0
FETCH_WITHIN = aiohttp.ClientTimeout(total=5)


class UnknownKey(Exception):
    """No published key has this id, or it is not one for Teams."""


class KeysUnavailable(Exception):
    """The keys could not be fetched and none are at hand."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key, in the form in which botbuilder asks for it."""

    public_key: Any
    endorsements: list[str]


class SigningKeys:
    """Keys by id. A key not seen before has the set fetched again, at most once in half a minute."""

    def __init__(self, metadata_url: str) -> None:
        self._url = metadata_url
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._asked_again_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    def take_the_place_of_botbuilders(self) -> None:
        """From now on botbuilder asks here."""
        JwtTokenExtractor.metadataCache[self._url] = self

    async def get(self, key_id: str) -> SigningKey:
        """The key with this id. Raises UnknownKey, KeysUnavailable."""
        if key_id not in self._keys or time.monotonic() - self._fetched_at > FRESH_FOR:
            await self._refresh(key_id)
        key = self._keys.get(key_id)
        if key is None or CHANNEL not in key.endorsements:
            raise UnknownKey
        return key

    async def fetch(self) -> int:
        """Fetch the keys now; how many are for Teams. Raises KeysUnavailable."""
        try:
            self._keys = await self._fetch()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, InvalidKeyError) as error:
            raise KeysUnavailable from error
        self._fetched_at = time.monotonic()
        return sum(CHANNEL in key.endorsements for key in self._keys.values())

    async def _refresh(self, key_id: str) -> None:
        async with self._one_at_a_time:
            if self._worth_a_try(key_id, time.monotonic()):
                try:
                    await self.fetch()
                except KeysUnavailable:
                    if not self._keys:
                        raise
            elif not self._keys:
                raise KeysUnavailable

    def _worth_a_try(self, key_id: str, now: float) -> bool:
        """Keys grown old are fetched anew; an id not among fresh ones is asked for once, then left for a while."""
        if self._keys and now - self._fetched_at <= FRESH_FOR:
            if key_id in self._keys or now - self._asked_again_at < REFETCH_AFTER:
                return False
            self._asked_again_at = now
        elif now - self._tried_at < TRY_AGAIN_AFTER:
            return False
        self._tried_at = now
        return True

    async def _fetch(self) -> dict[str, SigningKey]:
        async with aiohttp.ClientSession(timeout=FETCH_WITHIN, raise_for_status=True) as session:
            async with session.get(self._url, allow_redirects=False) as response:
                address = str((await response.json(content_type=None))["jwks_uri"])
            if not address.startswith("https://") and self._url.startswith("https://"):
                raise ValueError("keys offered without encryption")
            async with session.get(address, allow_redirects=False) as response:
                published = (await response.json(content_type=None))["keys"]
        return {
            str(key["kid"]): SigningKey(RSAAlgorithm.from_jwk(json.dumps(key)), list(key.get("endorsements", [])))
            for key in published
            if key.get("kty") == "RSA" and key.get("kid")
        }
