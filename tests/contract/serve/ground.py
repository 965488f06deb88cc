"""A served Quorate in the test's own loop, as `quorate serve` runs it: real settings, database, host and ticks."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
from cryptography.fernet import Fernet

from bot.app.ports import Plug
from bot.main import run
from bot.wiring import Configuration, load
from tests.kit.loopback import visitor
from tests.kit.world import POLICY

KEY = Fernet.generate_key().decode()
SEAL = "sealed-with-red-wax"
SLACK = {"signing_secret": "8f742231b10e8888abcd99yyyzzz85a5", "bot_tokens": {"T0COUNCIL1": "xoxb-1234567890-a"}}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def core(folder: Path, **more: Any) -> dict[str, Any]:
    """Safe settings of the process itself, with one council."""
    policy = folder / "policy"
    policy.mkdir(exist_ok=True)
    (policy / "EXMP.toml").write_text(POLICY)
    database = f"sqlite:///{folder / 'quorate.db'}"
    given = {"keys": KEY, "policy_dir": policy, "database_url": database, "port": free_port(), "tick_seconds": 0.05}
    return {**given, **more}


def configured(folder: Path, channels: dict[str, Any], *, plugs: Sequence[Plug] = (), **more: Any) -> Configuration:
    """A configuration as read from an environment in which nothing else is set."""
    return load(None, given={"core": core(folder, **more), **channels}, extra_plugs=plugs)


def with_paper(folder: Path, plug: Plug, **more: Any) -> Configuration:
    return configured(folder, {"paper": {"seal": SEAL}}, plugs=[plug], **more)


@asynccontextmanager
async def served(configuration: Configuration) -> AsyncIterator[tuple[httpx.AsyncClient, asyncio.Event]]:
    """The running process and a client of it; setting the event stops it as SIGTERM does."""
    stop = asyncio.Event()
    running = asyncio.create_task(run(configuration, stop=stop))
    address = f"http://127.0.0.1:{configuration.settings.port}"
    try:
        async with visitor(base_url=address, timeout=20) as client:
            await answering(client, running)
            yield client, stop
    finally:
        stop.set()
        await asyncio.wait_for(running, 20)


async def answering(client: httpx.AsyncClient, running: asyncio.Task[None]) -> None:
    """Wait until it answers; raise what it raised when it does not start."""
    while not running.done():
        try:
            await client.get("/healthz")
            return
        except httpx.TransportError:
            await asyncio.sleep(0.02)
    await running
