"""Real processes that serve Quorate, on a real database, before stand-ins of Slack's, Microsoft's and mail servers.

A process can be killed, frozen and started again, by itself at a failpoint or by the test. The stand-ins live on in
the test's own loop and keep what was posted: they are what people saw.
"""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx

from bot.app.bus import Bus
from bot.app.commands import ImportDirectory
from bot.app.current_directory import read_current
from bot.app.directory_file import read_directory
from bot.app.work import OPERATOR
from bot.demo.cast import APP_ID, HOME_TENANT, PEOPLE, Cast
from bot.demo.stage import UNDER_WAY, settings_of
from bot.demo.stand_ins import microsoft, slack
from bot.demo.stand_ins.mail import MailStandIn
from bot.demo.story import STARTS_AT, fills_the_form
from bot.policy import load_policies
from bot.storage import Storage, open_storage
from tests.contract.serve.ground import free_port
from tests.kit.convening import submits
from tests.kit.databases import KEYS
from tests.kit.loopback import visitor
from tests.kit.nursery import ROOT, Born, Nursery, without_ours
from tests.kit.shared_clock import SharedClock

SECRET = "an invented client secret 0123456789"
TICK_SECONDS = 0.2
READY_WITHIN = 30.0


@dataclass
class Process:
    """One `quorate serve`. What it logs is in `log_file`."""

    port: int
    running: subprocess.Popen[bytes] | Born
    log_file: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def ready(self, within: float = READY_WITHIN) -> Process:
        """Wait until it answers that it is ready; AssertionError, with its log, when it does not come to that."""
        async with visitor() as client:
            async for _ in _every(0.05, within):
                if self.running.poll() is not None:
                    break
                try:
                    if (await client.get(f"{self.address}/readyz", timeout=5)).status_code == 200:
                        return self
                except httpx.TransportError:
                    continue
        raise AssertionError(f"It did not become ready (exit {self.running.poll()}):\n{self.log()}")

    async def ended(self, within: float = 30.0) -> int:
        """Wait until it is gone: its exit code, negative for a signal."""
        async for _ in _every(0.02, within):
            if (code := self.running.poll()) is not None:
                return code
        raise AssertionError(f"It is still running:\n{self.log()}")

    async def kill(self) -> None:
        """As a power cut would."""
        self.running.send_signal(signal.SIGKILL)
        await self.ended()

    async def stop(self, within: float = 40.0) -> int:
        """As a service manager does (SIGTERM)."""
        self.running.send_signal(signal.SIGTERM)
        return await self.ended(within)

    def freeze(self) -> None:
        """It stands still, with everything that it holds."""
        self.running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had been."""
        self.running.send_signal(signal.SIGCONT)

    def log(self) -> str:
        """All that it has written."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@dataclass
class Ground:
    """What several processes stand on. `core` and `storage` are the test's own way into the same database."""

    folder: Path
    nursery: Nursery
    clock: SharedClock
    cast: Cast
    their_slack: slack.SlackStandIn
    their_teams: microsoft.MicrosoftStandIn
    their_mail: MailStandIn
    storage: Storage
    core: Bus
    given: dict[str, dict[str, Any]]
    processes: list[Process] = field(default_factory=list)

    def start(
        self, *, failpoint: str = "", port: int = 0, root: Path = ROOT, settings: Mapping[str, Any] | None = None
    ) -> Process:
        """Start one; it is not ready yet. `root` is where its code lies (elsewhere than ours it has no failpoint).

        `settings` are more of the process's own.
        """
        port, number = port or free_port(), len(self.processes) + 1
        address = f"http://127.0.0.1:{port}"
        core = {**self.given["core"], "port": port, "base_url": address, **(settings or {})}
        env_file = self.folder / f"{number}.env"
        env_file.write_text(as_env({**self.given, "core": core, "web": {"address": address}}), encoding="utf-8")
        log_file, clock = self.folder / f"{number}.log", self.folder / "clock"
        log_file.touch()
        running: subprocess.Popen[bytes] | Born
        if root == ROOT:
            running = self.nursery.serve(clock, env_file, log_file, failpoint)
        else:
            running = _elsewhere(root, clock, env_file, log_file)
        self.processes.append(Process(port, running, log_file))
        return self.processes[-1]

    async def serve(self, **how: Any) -> Process:
        """Start one, wait until it is ready, and let Slack and Teams speak to it."""
        process = await self.start(**how).ready()
        self.speak_to(process)
        return process

    def speak_to(self, process: Process) -> None:
        """From now on what people do in Slack and Teams reaches this process."""
        self.their_slack.request_url = f"{process.address}/slack/events"
        self.their_teams.bot_url = f"{process.address}/teams/messages"

    def in_slack(self, person_id: str) -> slack.Hand:
        """Somebody's hands in the council's Slack."""
        return self.their_slack.person(self.cast.accounts[person_id], self.cast.workspace().team_id)

    def in_teams(self, person_id: str) -> microsoft.Hand:
        """Somebody's hands in their own Teams."""
        return self.their_teams.person(self.cast.accounts[person_id])

    def chat(self, person_id: str) -> list[str]:
        """Everything that has come to somebody in their own tool, as they read it, the oldest first."""
        row = self.cast.people[person_id]
        if row["slack"]:
            return [slack.read(message) for message in self.in_slack(person_id).messages]
        if row["teams"]:
            return [microsoft.read(posted) for posted in self.in_teams(person_id).messages]
        return [f"{each.subject}\n{each.text}" for each in self.their_mail.letters(row["email"])]

    async def sees(self, person_id: str, text: str, within: float = 15.0, after: int = 0) -> str:
        """Wait until somebody's chat says this, after so many messages; the message."""
        async for _ in _every(0.05, within):
            if found := next((each for each in self.chat(person_id)[after:] if text in each), ""):
                return found
        logs = "\n".join(each.log()[-2000:] for each in self.processes)
        raise AssertionError(f"{person_id} never saw {text!r} but {self.chat(person_id)}\n{logs}")

    async def install_teams(self, *people: str) -> None:
        """These people add the app in their own Teams."""
        for person_id in people or tuple(key for key, row in self.cast.people.items() if row["teams"]):
            await self.in_teams(person_id).install()

    async def convenes(self) -> None:
        """Sam Carter types the command, fills the form in and sends the invitations."""
        sam = self.in_slack("sam")
        await fills_the_form(sam)
        assert not await submits(sam)
        assert not await submits(sam)

    async def settled(self, within: float = 15.0) -> None:
        """Wait until nothing that is due waits: no step to be taken, and then nothing to be sent."""
        async for _ in _every(0.05, within):
            if not await self._due("obligations", "open") and not await self._due("notices", UNDER_WAY):
                return
        waiting = await self._due("obligations", "open"), await self._due("notices", UNDER_WAY)
        raise AssertionError(f"Still to be done: {waiting}")

    async def _due(self, table: str, state: Any) -> list[Any]:
        return [each for each in await self.rows(table, state=state) if each.due_at <= self.clock()]

    async def rows(self, table: str, /, **equals: Any) -> list[Any]:
        """Rows of the database, as they are."""
        async with self.storage.units.read() as uow:
            found: list[Any] = await getattr(uow, table).where(**equals)
            return found

    async def until(self, table: str, /, within: float = 15.0, count: int = 1, **equals: Any) -> list[Any]:
        """Wait until there are so many such rows."""
        async for _ in _every(0.05, within):
            if len(found := await self.rows(table, **equals)) >= count:
                return found
        raise AssertionError(f"{table} {equals}: {await self.rows(table)}")


@asynccontextmanager
async def ground(
    folder: Path, database_url: str, nursery: Nursery, *, at: datetime = STARTS_AT
) -> AsyncIterator[Ground]:
    """The stand-ins, the directory imported, and no process yet; at the end every process is gone.

    `database_url` is a migrated database with the tests' keys.
    """
    cast, app = Cast(PEOPLE), slack.App()
    workspace = cast.workspace()
    async with AsyncExitStack() as closing:
        their_slack = await closing.enter_async_context(slack.SlackStandIn(workspace, app=app))
        their_teams = await closing.enter_async_context(
            microsoft.MicrosoftStandIn(cast.tenants(), app_id=APP_ID, client_secret=SECRET, home_tenant=HOME_TENANT)
        )
        their_mail = await closing.enter_async_context(MailStandIn(cast.mailboxes()))
        given = settings_of(folder, workspace, their_slack, their_teams, SECRET)
        given["core"] |= {"database_url": database_url, "keys": ",".join(KEYS), "tick_seconds": TICK_SECONDS}
        given["email"]["smtp_port"] = their_mail.port
        clock = SharedClock(folder / "clock")
        clock.put_to(at)
        storage = open_storage(database_url, KEYS)
        closing.push_async_callback(storage.close)
        core = Bus(storage.units, load_policies(given["core"]["policy_dir"]), {}, clock)
        made = Ground(folder, nursery, clock, cast, their_slack, their_teams, their_mail, storage, core, given)
        closing.callback(_end_all, made.processes)
        async with storage.units.read() as uow:
            change = read_directory(PEOPLE, core.policies, await read_current(uow)).change
        assert change is not None
        await core.do(ImportDirectory(change, "The test"), OPERATOR)
        yield made


def as_env(given: Mapping[str, Mapping[str, Any]]) -> str:
    """Settings as a file that `quorate` reads."""
    lines = []
    for channel, values in given.items():
        prefix = "QUORATE_" if channel == "core" else f"QUORATE_{channel.upper()}_"
        for name, value in values.items():
            words = json.dumps(value) if isinstance(value, dict) else str(value)
            lines.append(f"{prefix}{name.upper()}='{words}'")
    return "\n".join(lines) + "\n"


def _elsewhere(root: Path, clock: Path, env_file: Path, log_file: Path) -> subprocess.Popen[bytes]:
    """Other code than ours, such as another release."""
    with log_file.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.kit.serve_at", str(clock), str(env_file)],
            cwd=root,
            env={**without_ours(), "PYTHONPATH": str(root)},
            stdout=log,
            stderr=log,
        )


def _end_all(processes: list[Process]) -> None:
    for each in processes:
        if each.running.poll() is None:
            each.running.send_signal(signal.SIGCONT)
            each.running.kill()
        each.running.wait()


async def _every(seconds: float, within: float) -> AsyncIterator[None]:
    """Now, and again every so many seconds, for so long."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + within
    while loop.time() < ends:
        yield
        await asyncio.sleep(seconds)
