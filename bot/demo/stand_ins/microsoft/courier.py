"""Carries activities from Teams to the bot, signed as the Bot Framework signs them."""

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp

from .keys import KeyRing
from .openid import CHANNEL_ISSUER
from .people import Json
from .traffic import Clock

TIMED_OUT = 504


@dataclass(frozen=True)
class Answer:
    """The bot's HTTP answer; status 504 when it took too long, 0 when nobody was there."""

    status: int
    text: str

    @property
    def ok(self) -> bool:
        """Whether Teams takes this for success."""
        return 200 <= self.status < 300

    @property
    def body(self) -> Any:
        """The JSON in the answer; None when it has none."""
        try:
            return json.loads(self.text) if self.text else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Delivery:
    """One activity that Teams sent the bot, and the answer."""

    activity: Json
    answer: Answer


class Courier:
    """Posts to the bot's messaging endpoint; `bot_url` may be set once the bot is up."""

    def __init__(self, keys: KeyRing, app_id: str, answer_within: float, now: Clock) -> None:
        self._keys = keys
        self._app_id = app_id
        self._answer_within = answer_within
        self._session: aiohttp.ClientSession | None = None
        self.now = now
        self.bot_url = ""
        self.delivered: list[Delivery] = []

    async def open(self) -> None:
        """Get ready to post."""
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()

    def token(self, *, alg: str = "RS256", kid: str | None = None, **claims: object) -> str:
        """A Bot Framework token for the bot; claims given replace the right ones, None removes one.

        `exp` and `nbf` may be seconds since 1970 or a timedelta from now.
        """
        now = int(time.time())
        all_claims: Json = {
            "serviceurl": "",
            "nbf": timedelta(minutes=-5),
            "exp": timedelta(hours=1),
            "iss": CHANNEL_ISSUER,
            "aud": self._app_id,
        }
        all_claims |= claims
        for name, value in all_claims.items():
            if isinstance(value, timedelta):
                all_claims[name] = now + int(value.total_seconds())
        present = {name: value for name, value in all_claims.items() if value is not None}
        return self._keys.sign(present, alg=alg, kid=kid)

    async def deliver(self, activity: Json) -> Answer:
        """Post an activity with its right token, and keep what came of it."""
        answer = await self.post(activity, self.token(serviceurl=activity["serviceUrl"]))
        self.delivered.append(Delivery(activity, answer))
        return answer

    async def post(self, activity: Json | bytes, token: str | None) -> Answer:
        """Post anything at all, with any token or (None) without an Authorization header."""
        if self._session is None or not self.bot_url:
            raise AssertionError("the stand-in is not open, or nobody told it the bot's address (bot_url)")
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", **_origin(activity)}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        within = aiohttp.ClientTimeout(total=self._answer_within)
        try:
            async with self._session.post(self.bot_url, data=body, headers=headers, timeout=within) as response:
                return Answer(response.status, await response.text())
        except TimeoutError:
            return Answer(TIMED_OUT, "")
        except aiohttp.ClientError:
            return Answer(0, "")


def _origin(activity: Json | bytes) -> dict[str, str]:
    if isinstance(activity, bytes):
        return {}
    place = activity.get("conversation")
    if not isinstance(place, dict):
        return {}
    return {
        "x-ms-conversation-id": str(place.get("id", "")),
        "x-ms-tenant-id": str(place.get("tenantId", "")),
    }
