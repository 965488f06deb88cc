"""Processes of their own: `quorate` commands as an operator gives them, and programs of the tests' own."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.kit.databases import KEYS
from tests.kit.nursery import Born, the_nursery
from tests.kit.world import POLICY

SOON = 30.0


@dataclass(frozen=True)
class Ended:
    """What a command came to."""

    code: int
    out: str
    err: str


@dataclass
class Running:
    """A program that reads lines and says lines. It is killed at the end of its story, if it has not ended."""

    folder: Path
    born: Born
    _heard: int = field(default=0, init=False)

    def tell(self, line: str) -> None:
        """A line for it."""
        into = os.open(self.folder / "in", os.O_WRONLY)
        os.write(into, line.encode() + b"\n")
        os.close(into)

    async def says(self, within: float = SOON) -> str:
        """Its next line."""
        async with asyncio.timeout(within):
            while True:
                lines = self.said().splitlines(keepends=True)
                if len(lines) > self._heard and lines[self._heard].endswith("\n"):
                    self._heard += 1
                    return lines[self._heard - 1].rstrip("\n")
                assert self.born.poll() is None, self.error()
                await asyncio.sleep(0.01)

    async def ended(self) -> int:
        """Its exit code, once it has ended."""
        return await asyncio.to_thread(self.born.wait, 120)

    def said(self) -> str:
        """All that it has said."""
        return (self.folder / "out").read_text()

    def error(self) -> str:
        """What it said of errors."""
        return (self.folder / "err").read_text()


def settings(folder: Path, database_url: str) -> Path:
    """A settings file for this database, with one council and a channel that nobody calls."""
    policy = folder / "policy"
    policy.mkdir(exist_ok=True)
    (policy / "EXMP.toml").write_text(POLICY)
    lines = {"DATABASE_URL": database_url, "KEYS": ",".join(KEYS), "POLICY_DIR": policy}
    file = folder / f"{abs(hash(database_url))}.env"
    file.write_text("".join(f"QUORATE_{name}='{value}'\n" for name, value in lines.items()))
    return file


async def quorate(*words: str | Path, failpoint: str = "") -> Ended:
    """Give the command and wait for its end."""
    return await program("quorate", *map(str, words), failpoint=failpoint)


async def program(name: str, *words: str, failpoint: str = "") -> Ended:
    """Run it, a module of the tests' own say, and wait for its end."""
    async with starts(name, *words, failpoint=failpoint) as running:
        code = await running.ended()
        return Ended(code, running.said(), running.error())


@asynccontextmanager
async def starts(name: str, *words: str, failpoint: str = "") -> AsyncIterator[Running]:
    """Run it beside the story."""
    with tempfile.TemporaryDirectory(prefix="quorate-program-") as made:
        folder = Path(made)
        os.mkfifo(folder / "in")
        for stream in ("out", "err"):
            (folder / stream).touch()
        streams = {"err": folder / "err", "given": folder / "in"}
        # Open at both ends from the beginning: neither side waits for the other to open it.
        open_to_all = os.open(folder / "in", os.O_RDWR)
        running = Running(folder, the_nursery().start(name, words, folder / "out", failpoint=failpoint, **streams))
        try:
            yield running
        finally:
            os.close(open_to_all)
            running.born.kill()
            running.born.wait()
