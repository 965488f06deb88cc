"""A tiny bot and a plain HTTP client, for the tests of the Microsoft stand-in: nothing of ours, no SDK."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
from aiohttp import web

from bot.demo.stand_ins.microsoft import CARD_TYPE, Hand, MicrosoftStandIn, Person, Tenant

Json = dict[str, Any]
POLICE, NHS = "tenant-police", "tenant-nhs"


def people() -> list[Tenant]:
    """Two invented organisations; Noor has the app, Sam has not, Gill is a guest."""
    return [
        Tenant(
            POLICE,
            "Invented Police",
            [
                Person("aad-noor", "29:noor", "Noor Invented", "noor@police.invalid"),
                Person("aad-sam", "29:sam", "Sam Invented", "sam@police.invalid", installed=False),
                Person("aad-gill", "29:gill", "Gill Invented", "gill@nhs.invalid", guest=True),
            ],
        ),
        Tenant(NHS, "Invented Trust", [Person("aad-ana", "29:ana", "Ana Invented", "ana@nhs.invalid")], "uk"),
    ]


def card(*body: Json, actions: list[Json] | None = None, version: str = "1.5") -> Json:
    """An Adaptive Card."""
    return {"type": "AdaptiveCard", "version": version, "body": list(body), "actions": actions or []}


def text(words: str) -> Json:
    return {"type": "TextBlock", "text": words}


def message(content: Any, **more: Any) -> Json:
    """An activity with a card alone."""
    return {"type": "message", "attachments": [{"contentType": CARD_TYPE, "content": content}], **more}


@dataclass
class Echo:
    """The tiny bot: checks the signature, keeps what came, answers what it was told to."""

    microsoft: MicrosoftStandIn
    http: aiohttp.ClientSession
    received: list[Json] = field(default_factory=list)
    answer: Callable[[Json], Any] = lambda activity: None
    status: int = 200

    async def messages(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        async with self.http.get(self.microsoft.openid_metadata_url) as found:
            keys_url = (await found.json())["jwks_uri"]
        async with self.http.get(keys_url) as found:
            keys = {key["kid"]: jwt.PyJWK(key) for key in (await found.json())["keys"]}
        try:
            key = keys[jwt.get_unverified_header(token)["kid"]]
            app_id = self.microsoft.registration.app_id
            claims = jwt.decode(token, key, algorithms=["RS256"], audience=app_id)
        except (jwt.PyJWTError, KeyError):
            return web.Response(status=401)
        activity = await request.json()
        if claims["serviceurl"] != activity["serviceUrl"]:
            return web.Response(status=403)
        self.received.append(activity)
        answer = self.answer(activity)
        if hasattr(answer, "__await__"):
            answer = await answer
        return web.json_response(answer, status=self.status) if answer else web.Response(status=self.status)

    async def token(self, **form: str) -> tuple[int, Json]:
        registration = self.microsoft.registration
        url = f"{self.microsoft.base_url}/{form.pop('tenant', registration.home_tenant)}/oauth2/v2.0/token"
        given = {
            "grant_type": "client_credentials",
            "client_id": registration.app_id,
            "client_secret": registration.client_secret,
            "scope": "https://api.botframework.com/.default",
            **form,
        }
        async with self.http.post(url, data=given) as answer:
            return answer.status, await answer.json()

    async def call(
        self, method: str, path: str, body: Any = None, *, region: str = "emea", token: str | None = None
    ) -> tuple[int, Any]:
        """A call of the Bot Connector; the answer's Retry-After is kept in `retry_after`."""
        bearer = self.microsoft.login.access_token() if token is None else token
        url = f"{self.microsoft.base_url}/{region}/v3/conversations{path}"
        headers = {"Authorization": f"Bearer {bearer}"}
        async with self.http.request(method, url, json=body, headers=headers) as answer:
            self.retry_after = answer.headers.get("Retry-After")
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else await answer.text()

    async def send(self, hand: Hand, activity: Json) -> tuple[int, Any]:
        return await self.call("POST", f"/{hand.conversation_id}/activities", activity)


@asynccontextmanager
async def stand_in(**options: Any) -> AsyncIterator[tuple[MicrosoftStandIn, Echo]]:
    """The stand-in with a tiny bot connected to it."""
    async with (
        MicrosoftStandIn(options.pop("tenants", None) or people(), **options) as microsoft,
        aiohttp.ClientSession() as http,
    ):
        echo = Echo(microsoft, http)
        app = web.Application()
        app.router.add_post("/teams/messages", echo.messages)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        microsoft.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}/teams/messages"
        try:
            yield microsoft, echo
        finally:
            await runner.cleanup()
