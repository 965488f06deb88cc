"""`quorate serve` as an administrator runs it, in a process of its own, with that Slack as its Slack."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.peers.emulated import PEOPLE, TEAM, TOKEN, EmulatedSlack, free_port
from tests.peers.member import SECRET

_READY_WITHIN = 30.0
_COMMAND = Path(sys.executable).with_name("quorate")


@dataclass
class Installation:
    """A folder with settings, policy, database and directory."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    async def quorate(self, *arguments: str) -> str:
        """Run one command; what it printed. AssertionError when it fails."""
        process = await self._started(*arguments, stdout=asyncio.subprocess.PIPE)
        printed, _ = await process.communicate()
        assert process.returncode == 0, printed.decode()
        return printed.decode()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve, and stop as an administrator stops it."""
        process = await self._started("serve", stdout=asyncio.subprocess.DEVNULL)
        try:
            await self._answering(process)
            yield
        finally:
            process.terminate()
            code = await process.wait()
        assert code == 0

    async def _started(self, *arguments: str, stdout: int) -> asyncio.subprocess.Process:
        bare = {name: value for name, value in os.environ.items() if not name.upper().startswith("QUORATE_")}
        return await asyncio.create_subprocess_exec(
            _COMMAND,
            *arguments,
            cwd=self.folder,
            env=bare,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=stdout,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def _answering(self, process: asyncio.subprocess.Process) -> None:
        async with aiohttp.ClientSession() as session, asyncio.timeout(_READY_WITHIN):
            while process.returncode is None:
                try:
                    async with session.get(f"{self.url}/readyz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientConnectionError:
                    pass
                await asyncio.sleep(0.05)
        raise AssertionError(f"serve ended with {process.returncode}")


async def installed(slack: EmulatedSlack, folder: Path) -> Installation:
    """`quorate init`, the settings filled in, the directory imported, and `quorate doctor` content with all of it."""
    installation = Installation(folder / "live", free_port())
    installation.folder.mkdir()
    await installation.quorate("init")
    settings = {
        "PORT": str(installation.port),
        "TICK_SECONDS": "0.2",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKENS": f'{{"{TEAM}": "{TOKEN}"}}',
        "SLACK_API_BASE_URL": slack.api_url,
    }
    with (installation.folder / ".env").open("a", encoding="utf-8") as file:
        file.writelines(f"QUORATE_{name}={value}\n" for name, value in settings.items())
    await installation.quorate("directory", "import", str(PEOPLE))
    await installation.quorate("doctor")
    return installation
