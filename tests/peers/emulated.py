"""npm `emulate` as a running Slack, behind a doorway that keeps what was asked of it and what it answered.

It takes only POST, so the doorway turns a GET with a query into one. It has no answer addresses (`response_url`), so
the doorway is one, and keeps what arrives there.
"""

from __future__ import annotations

import asyncio
import csv
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.manifest import SCOPES
from tests.peers import node

Json = dict[str, Any]

TEAM, APP, BOT = "T000000001", "A0QUORATE1", "U0QUORATE1"
TOKEN, NARROW = "xoxb-111111111111-council", "xoxb-222222222222-narrow"
PEOPLE = Path(__file__).with_name("people.csv")
_READY_WITHIN = 30.0


@dataclass
class Call:
    """One call of the Web API."""

    method: str
    asked: Json
    answered: Json


@dataclass
class EmulatedSlack:
    """The workspace, seen from outside."""

    url: str
    session: aiohttp.ClientSession
    door: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: list[Json] = field(default_factory=list)

    @property
    def api_url(self) -> str:
        """Where Quorate is told that Slack is."""
        return f"{self.door}/api/"

    async def ask(self, method: str, **asked: Any) -> Json:
        """Ask emulate itself, past the doorway, with Quorate's own token."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with self.session.post(f"{self.url}/api/{method}", json=asked, headers=headers) as answer:
            told: Json = await answer.json()
            assert told["ok"], told
            return told

    async def account(self, email: str) -> str:
        """Somebody's account."""
        return str((await self.ask("users.lookupByEmail", email=email))["user"]["id"])

    async def trigger(self, account: str) -> str:
        """A fresh trigger, as each click carries one: three seconds, once."""
        return str((await self.ask("views.generateTriggerId", user_id=account))["trigger_id"])

    async def chat(self, account: str) -> list[Json]:
        """The messages in somebody's conversation with Quorate as they stand now, the oldest first."""
        channel = (await self.ask("conversations.open", users=account))["channel"]["id"]
        found = await self.ask("conversations.history", channel=channel)
        return [{**each, "channel": channel} for each in reversed(found["messages"])]

    def done(self, method: str) -> list[Call]:
        """The calls of this method that emulate took."""
        return [each for each in self.calls if each.method == method and each.answered.get("ok")]

    def refused(self) -> list[tuple[str, str]]:
        """Every call that it did not take, and why."""
        return [(each.method, each.answered["error"]) for each in self.calls if not each.answered.get("ok")]


@asynccontextmanager
async def emulated_slack(packages: Path, folder: Path) -> AsyncIterator[EmulatedSlack]:
    """Start it with everybody of people.csv as a member, and stop it afterwards."""
    seed = folder / "emulate.json"
    seed.write_text(json.dumps(_seed()))
    port = free_port()
    command = [packages / "emulate" / "dist" / "index.js", "start", "--service", "slack", "--seed", seed]
    process = await asyncio.create_subprocess_exec(
        node.binary(),
        *command,
        "--port",
        str(port),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session:
            running = EmulatedSlack(f"http://127.0.0.1:{port}", session)
            await _ready(running)
            async with TestServer(_doorway(running)) as door:
                running.door = str(door.make_url("")).rstrip("/")
                yield running
    finally:
        process.terminate()
        await process.wait()


def _seed() -> Json:
    rows = csv.DictReader(PEOPLE.read_text(encoding="utf-8").splitlines())
    members = {row["id"]: row["email"] for row in rows if row["kind"] == "person"}
    bot = {"app_id": APP, "client_id": "1.1", "bot_id": "B0QUORATE1", "bot_user_id": BOT}
    app = {**bot, "name": "Quorate", "client_secret": "s", "redirect_uris": ["http://127.0.0.1/none"]}
    token = {**bot, "type": "bot", "user_id": BOT, "team_id": TEAM}
    narrow = [each for each in SCOPES if each != "im:write"]
    slack = {
        "strict_scopes": True,
        "users": [{"name": name, "email": email} for name, email in members.items()],
        "oauth_apps": [{**app, "scopes": list(SCOPES)}],
        "tokens": [{**token, "token": TOKEN, "scopes": list(SCOPES)}, {**token, "token": NARROW, "scopes": narrow}],
    }
    return {"slack": slack}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def _ready(slack: EmulatedSlack) -> None:
    async with asyncio.timeout(_READY_WITHIN):
        while True:
            try:
                await slack.ask("auth.test")
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
            else:
                return


def _doorway(slack: EmulatedSlack) -> web.Application:
    async def call(request: web.Request) -> web.Response:
        asked = await _asked(request)
        method = request.match_info["method"]
        headers = {"Authorization": request.headers.get("Authorization", "")}
        async with slack.session.post(f"{slack.url}/api/{method}", json=asked, headers=headers) as answer:
            told = await answer.json()
        slack.calls.append(Call(method, asked, told))
        return web.json_response(told, status=answer.status)

    async def answered(request: web.Request) -> web.Response:
        slack.answers.append(await request.json())
        return web.Response(text="ok")

    application = web.Application()
    application.router.add_route("*", "/api/{method}", call)
    application.router.add_post("/answers/{account}", answered)
    return application


async def _asked(request: web.Request) -> Json:
    if request.method == "GET":
        return dict(request.query)
    if request.content_type == "application/json":
        asked: Json = await request.json()
        return asked
    return dict(await request.post())
