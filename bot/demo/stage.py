"""The stage: the real web host with the real adapters on loopback, and stand-ins for the servers of others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot.app.commands import ImportDirectory
from bot.app.current_directory import read_current
from bot.app.directory_file import read_directory
from bot.app.work import OPERATOR
from bot.demo.cast import APP_ID, COUNCIL_WORKSPACE, HOME_TENANT, PEOPLE, TENANTS, Cast
from bot.demo.clock import FastClock
from bot.demo.stand_ins import microsoft, slack
from bot.demo.stand_ins.loopback import LOOPBACK, listens
from bot.demo.stand_ins.mail import MailStandIn, Received
from bot.domain.errors import QuorateError
from bot.domain.notice import NoticeState
from bot.main import application, host
from bot.running import Runtime
from bot.wiring import build, load

TICK_SECONDS = 0.2
PATIENCE = 12.0
UNDER_WAY = (NoticeState.PENDING, NoticeState.CLAIMED, NoticeState.RETRY)

POLICY = """
[council]
code = "EXMP"
name = "Exampleshire"
contact_name = "Exampleshire MASH"
contact_phone = "01632 960100"

[[rooms]]
id = "room_1"
name = "Strategy room 1"
join_url = "https://meet.exampleshire.example/strategy-1"
dial_in = "01632 960111"
pin = "440118"
"""


class NotPlayed(QuorateError):
    """Something that the story waits for did not happen; the message says what."""


@dataclass
class Stage:
    """What a scene works with."""

    runtime: Runtime
    clock: FastClock
    their_slack: slack.SlackStandIn
    their_teams: microsoft.MicrosoftStandIn
    their_mail: MailStandIn
    cast: Cast

    def in_slack(self, person_id: str) -> slack.Hand:
        """Somebody's hands in the council's Slack."""
        return self.their_slack.person(self.cast.accounts[person_id], COUNCIL_WORKSPACE)

    def in_teams(self, person_id: str) -> microsoft.Hand:
        """Somebody's hands in their own Teams."""
        return self.their_teams.person(self.cast.accounts[person_id])

    def letters(self, person_id: str) -> list[Received]:
        """What has come to somebody's work address, the oldest first."""
        return self.their_mail.letters(self.cast.people[person_id]["email"])

    def chat(self, person_id: str) -> list[str]:
        """Everything in somebody's chat with Quorate, as they read it, the oldest first."""
        if self.cast.in_slack(person_id):
            return [slack.read(message) for message in self.in_slack(person_id).messages]
        if not self.cast.people[person_id]["teams"]:
            return [f"{each.subject}\n{each.text}" for each in self.letters(person_id)]
        return [microsoft.read(posted) for posted in self.in_teams(person_id).messages]

    async def until(self, happened: Callable[[], Any], what: str) -> None:
        """Wait for something to come about, for as long as a person would."""
        ends = time.monotonic() + PATIENCE
        while not happened():
            if time.monotonic() > ends:
                raise NotPlayed(f"This did not happen: {what}.")
            await asyncio.sleep(0.05)

    async def sees(self, person_id: str, text: str) -> None:
        """Wait until somebody's chat says this."""
        await self.until(lambda: any(text in each for each in self.chat(person_id)), f"{person_id} sees “{text}”")

    async def leap(self, at: datetime) -> None:
        """Put the clock forward once nothing is being sent: what was sent before it leapt must not be dated after."""
        ends = time.monotonic() + PATIENCE
        while await self.rows("notices", state=UNDER_WAY):
            if time.monotonic() > ends:
                raise NotPlayed("This did not happen: everything is sent.")
            await asyncio.sleep(0.05)
        self.clock.forward_to(at)

    async def rows(self, table: str, /, **equals: Any) -> list[Any]:
        """Rows of the database, as they are."""
        async with self.runtime.storage.units.read() as uow:
            found: list[Any] = await getattr(uow, table).where(**equals)
            return found


@asynccontextmanager
async def stage(
    folder: Path, starts_at: datetime, directory: str = PEOPLE, *, socket_mode: bool = False
) -> AsyncIterator[Stage]:
    """Everything up, the directory imported; everything down again afterwards."""
    listening = listens()
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    async with AsyncExitStack() as closing:
        cast = Cast(directory)
        workspace = cast.workspace()
        own, secret = slack.App(), Fernet.generate_key().decode()
        their_slack = await closing.enter_async_context(
            slack.SlackStandIn(workspace, app=own, request_url=f"{address}/slack/events")
        )
        their_teams = await closing.enter_async_context(
            microsoft.MicrosoftStandIn(
                cast.tenants(),
                app_id=APP_ID,
                client_secret=secret,
                home_tenant=HOME_TENANT,
                bot_url=f"{address}/teams/messages",
            )
        )
        their_mail = await closing.enter_async_context(MailStandIn(cast.mailboxes()))
        clock = FastClock(starts_at, time.monotonic)
        given = settings_of(folder, workspace, their_slack, their_teams, secret)
        given["core"]["base_url"] = given["web"]["address"] = address
        given["email"]["smtp_port"] = their_mail.port
        if socket_mode:
            given["slack"] |= {"app_token": own.app_token, "signing_secret": ""}
        runtime = build(load(given=given), clock=clock)
        await runtime.start()
        closing.push_async_callback(runtime.stop)
        server = host(application(runtime), 5)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        closing.push_async_callback(_ended, server, serving)
        await _import_people(runtime, directory)
        yield Stage(runtime, clock, their_slack, their_teams, their_mail, cast)


def settings_of(
    folder: Path,
    workspace: slack.Workspace,
    their_slack: slack.SlackStandIn,
    their_teams: microsoft.MicrosoftStandIn,
    secret: str,
) -> dict[str, dict[str, Any]]:
    """Every channel's settings for these stand-ins, and the process's own, as `wiring.load` takes them."""
    policy = folder / "policy"
    policy.mkdir(parents=True, exist_ok=True)
    (policy / "EXMP.toml").write_text(POLICY, encoding="utf-8")
    return {
        "core": {
            "database_url": f"sqlite:///{folder / 'quorate.db'}",
            "keys": Fernet.generate_key().decode(),
            "policy_dir": policy,
            "tick_seconds": TICK_SECONDS,
        },
        "slack": {
            "signing_secret": their_slack.app.signing_secret,
            "bot_tokens": {workspace.team_id: workspace.bot_token},
            "bot_token": "",
            "app_token": "",
            "api_base_url": their_slack.api_url,
        },
        "teams": {
            "app_id": APP_ID,
            "app_password": secret,
            "home_tenant": HOME_TENANT,
            "tenants": ",".join(TENANTS),
            "openid_metadata_url": their_teams.openid_metadata_url,
            "login_authority": their_teams.base_url,
            "service_hosts": their_teams.base_url,
        },
        "email": {
            "smtp_host": LOOPBACK,
            "smtp_security": "none",
            "sender": "Strategy meetings <meetings@exampleshire.example>",
            "a_minute": 600,
        },
        "web": {"address": ""},
    }


async def _ended(server: Any, serving: asyncio.Task[None]) -> None:
    server.should_exit = True
    await serving


async def _import_people(runtime: Runtime, directory: str) -> None:
    async with runtime.storage.units.read() as uow:
        current = await read_current(uow)
    reading = read_directory(directory, runtime.bus.policies, current)
    if reading.change is None:
        raise NotPlayed("\n".join(reading.problems))
    await runtime.bus.do(ImportDirectory(reading.change, "The demonstration"), OPERATOR)
