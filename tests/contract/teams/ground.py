"""The ground the Teams tests stand on: the adapter behind a real web server, and Microsoft's stand-in."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette

from adapters.teams import TeamsAdapter, TeamsSettings
from bot.app.cards import Card, Option
from bot.app.replies import Reply, Say
from bot.demo.stand_ins.microsoft import Hand, MicrosoftStandIn, Person, Tenant
from bot.domain.people import Address, Identity

POLICE = "1f0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a01"
NHS = "2f0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a02"
STRANGERS = "3f0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a03"
AMY = "aa0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a04"
GUS = "bb0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a05"
EVE = "cc0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a06"
NIA = "dd0e9a52-6c1d-4b7a-8a52-0d5f3f6f1a07"


@dataclass
class Call:
    """One call of the front."""

    name: str
    who: Identity
    key: str = ""
    text: str = ""
    verb: str = ""
    subject: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class ScriptedFront:
    """Records what it is asked, and answers what the test says."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.gone: list[tuple[str, str, str]] = []
        self.known: set[str] = set()
        self.listed: set[tuple[str, str]] = set()
        self.answer: Callable[[Call], Reply | Awaitable[Reply]] = lambda call: Say(f"You did: {call.name}")

    def named(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.name == name]

    async def lists(self, who: Identity) -> bool:
        return (who.tenant, who.account) in self.listed

    async def recognises(self, who: Identity) -> bool:
        return who.account in self.known

    async def said(self, who: Identity, text: str, key: str) -> Reply:
        return await self._reply(Call("said", who, key, text))

    async def pressed(self, who: Identity, verb: str, subject: str, values: dict[str, Any], key: str) -> Reply:
        return await self._reply(Call("pressed", who, key, "", verb, subject, values))

    async def submitted(self, who: Identity, verb: str, subject: str, values: dict[str, Any], key: str) -> Reply:
        return await self._reply(Call("submitted", who, key, "", verb, subject, values))

    async def options(self, who: Identity, verb: str, subject: str, field: str, query: str) -> tuple[Option, ...]:
        return ()

    async def home(self, who: Identity) -> Card:
        return Card("Home", "Home")

    async def reached(self, who: Identity, key: str) -> Reply:
        return await self._reply(Call("reached", who, key))

    async def lost_everybody(self, channel: str, tenant: str, reason: str, key: str) -> None:
        self.gone.append((channel, tenant, reason))

    async def lost(self, who: Identity, key: str) -> None:
        self.calls.append(Call("lost", who, key))

    async def _reply(self, call: Call) -> Reply:
        self.calls.append(call)
        answer = self.answer(call)
        return answer if not isinstance(answer, Awaitable) else await answer


@dataclass
class Ground:
    """Everything a test reaches for."""

    microsoft: MicrosoftStandIn
    adapter: TeamsAdapter
    front: ScriptedFront
    url: str

    def hand(self, account: str = AMY) -> Hand:
        return self.microsoft.person(account)

    def address(self, account: str = AMY, tenant: str = POLICE, **more: Any) -> Address:
        return Address("a1", "p1", "teams", tenant, account, **more)

    async def reachable(self, account: str = AMY) -> Address:
        """The address of somebody who has just written to the bot."""
        await self.hand(account).say("hello")
        await self.hand(account).sees("You did: said")
        who = self.front.named("said")[-1].who
        return self.address(account, who.tenant, conversation=who.conversation)


def organisations() -> list[Tenant]:
    amy = Person(AMY, "29:amy", "Amy Fox", "Amy.Fox@police.example")
    gus = Person(GUS, "29:gus", "Gus Hart", "gus@else.example", upn="gus_else#EXT#@police.example", guest=True)
    nia = Person(NIA, "29:nia", "Nia Bell", "", upn="nia.bell@nhs.example", installed=True)
    eve = Person(EVE, "29:eve", "Eve Rook", "eve@strangers.example")
    return [
        Tenant(POLICE, "Police", [amy, gus]),
        Tenant(NHS, "NHS", [nia], region="uk"),
        Tenant(STRANGERS, "Strangers", [eve]),
    ]


def settings_for(microsoft: MicrosoftStandIn, **changes: Any) -> TeamsSettings:
    wanted = {
        "app_id": microsoft.registration.app_id,
        "app_password": microsoft.registration.client_secret,
        "home_tenant": microsoft.registration.home_tenant,
        "tenants": (POLICE, NHS),
        "openid_metadata_url": microsoft.openid_metadata_url,
        "login_authority": microsoft.base_url,
        "service_hosts": (f"http://{microsoft.host}",),
    }
    return TeamsSettings(**{**wanted, **changes})


@asynccontextmanager
async def serving(adapter: TeamsAdapter, front: ScriptedFront) -> AsyncIterator[str]:
    """The adapter's routes on a port of their own."""
    app = Starlette(routes=list(adapter.routes(front)))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started:  # noqa: ASYNC110 - uvicorn offers no event for it
            await asyncio.sleep(0.005)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/teams/messages"
    finally:
        await adapter.stop()
        server.should_exit = True
        await running
        listening.close()


@asynccontextmanager
async def open_ground(**changes: Any) -> AsyncIterator[Ground]:
    front = ScriptedFront()
    async with MicrosoftStandIn(organisations()) as microsoft:
        adapter = TeamsAdapter(settings_for(microsoft, **changes))
        async with serving(adapter, front) as url:
            microsoft.bot_url = url
            yield Ground(microsoft, adapter, front, url)
