"""A real browser without a window, spoken to over its own protocol: load a page, ask it things, take pictures."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0")


class Page:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._ids = socket, count(1)

    async def call(self, method: str, **params: Any) -> Any:
        """One command and its result."""
        number = next(self._ids)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json(timeout=60)
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    async def load(self, file: Path, width: int) -> None:
        """Show a local page at this width, and wait until it says that it is ready."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        await self.call("Page.navigate", url=file.as_uri())
        for _ in range(200):
            if await self.ask(f"location.href === {file.as_uri()!r} && window.ready === {width}"):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{file.name} was never ready at {width}")

    async def ask(self, script: str) -> Any:
        """The value of a script."""
        found = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    async def picture(self, box: dict[str, float], kind: str = "png", scale: float = 1) -> bytes:
        """A part of the page as a PNG or a WebP."""
        quality = {"quality": 60} if kind == "webp" else {}
        clip = {**box, "scale": scale}
        taken = await self.call(
            "Page.captureScreenshot", format=kind, clip=clip, captureBeyondViewport=True, **quality
        )
        return base64.b64decode(taken["data"])


@asynccontextmanager
async def browser() -> AsyncIterator[Page]:
    """A browser of its own, closed at the end."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "no Chromium here: install Debian's package `chromium`"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = _started([program, *FLAGS, f"--user-data-dir={profile}", "about:blank"])
        try:
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{_port(process)}/json") as tabs:
                    found = next(each for each in await tabs.json() if each["type"] == "page")
                async with session.ws_connect(found["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    yield Page(socket)
        finally:
            process.terminate()
            process.wait(20)
            if process.stderr:
                process.stderr.close()


def _started(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def _port(process: subprocess.Popen[str]) -> int:
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", line):
            return int(found[1])
    raise AssertionError("the browser did not start")
