"""Slack's stand-in on one side, the real adapter behind a real web server on the other."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import uvicorn
from starlette.applications import Starlette

from adapters.slack import SlackAdapter, SlackSettings
from bot.demo.stand_ins.slack import App, Hand, Person, SlackStandIn, Workspace, signature
from bot.domain.people import Address
from tests.contract.slack.scripted import ScriptedFront

TEAM, POLICE, FOREIGN = "T0COUNCIL1", "T0POLICE01", "T0FOREIGN1"
AISHA, BEN, GUS = "U0AISHA001", "U0BEN00001", "U0GUS00001"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
COMMAND = "/strategy-meeting"


@dataclass
class Slack:
    """Everything a test touches."""

    stand_in: SlackStandIn
    front: ScriptedFront
    adapter: SlackAdapter
    url: str
    settings: SlackSettings

    @property
    def aisha(self) -> Hand:
        return self.stand_in.person(AISHA)

    def calls(self, method: str) -> list[dict]:
        """The payloads of every call of a method so far."""
        return [one.payload for one in self.stand_in.sent if one.method == method]

    async def post(self, body: bytes, *, headers: dict[str, str] | None = None, at: int | None = None):
        """A request signed as Slack signs it, unless `headers` says otherwise; status and text."""
        at = int(self.stand_in.state.wall()) if at is None else at
        own = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": signature(SECRET, at, body),
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=body, headers={**own, **(headers or {})}) as answer,
        ):
            return answer.status, await answer.text()


def settings_for(stand_in: SlackStandIn, **more) -> SlackSettings:
    tokens = {team: one.bot_token for team, one in stand_in.state.workspaces.items() if team != FOREIGN}
    return SlackSettings(signing_secret=SECRET, bot_tokens=tokens, api_base_url=stand_in.api_url, **more)


def address(**more) -> Address:
    given = {"tenant": TEAM, "account": AISHA, "state": "live", **more}
    return Address("a1", "p1", "slack", **given)


class PromptServer(uvicorn.Server):
    """A server that ends when told, not at its next tenth of a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.over = asyncio.Event()

    async def main_loop(self) -> None:
        await self.over.wait()


@asynccontextmanager
async def served(adapter: SlackAdapter, front: ScriptedFront) -> AsyncIterator[str]:
    """The adapter's routes on a real server."""
    app = Starlette(routes=adapter.routes(front))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
    server = PromptServer(config)
    running = asyncio.create_task(server.serve([listening]))
    port = listening.getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        server.over.set()
        await running


@asynccontextmanager
async def slack_with(**more) -> AsyncIterator[Slack]:
    """A council's workspace, a police one, and one that is not ours."""
    people = [
        Person(AISHA, "Aisha Khan", "aisha@council.example"),
        Person(BEN, "Ben Unconfirmed", "ben@council.example", email_confirmed=False),
        Person(GUS, "Gus Guest", "gus@council.example", is_restricted=True),
    ]
    workspaces = [
        Workspace(TEAM, "Council", people),
        Workspace(POLICE, "Police", [Person("U0PCPENNY1", "Penny Police", "penny@police.example")]),
        Workspace(FOREIGN, "Elsewhere", [Person("U0STRANGE1", "Sam Strange", "sam@elsewhere.example")]),
    ]
    front = ScriptedFront()
    async with SlackStandIn(*workspaces, app=App(signing_secret=SECRET), retry_pauses=(0, 0, 0)) as stand_in:
        settings = settings_for(stand_in, **more)
        adapter = SlackAdapter(settings)
        async with served(adapter, front) as url:
            stand_in.request_url = url
            await adapter.start(front)
            try:
                yield Slack(stand_in, front, adapter, url, settings)
            finally:
                await adapter.stop()
