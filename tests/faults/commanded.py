"""`quorate` commands as an operator gives them: processes of their own."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.failpoints import SETTING
from tests.kit.databases import KEYS
from tests.kit.nursery import ROOT, without_ours
from tests.kit.world import POLICY


@dataclass(frozen=True)
class Ended:
    """What a command came to."""

    code: int
    out: str
    err: str


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
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        *map(str, words),
        env={**without_ours(), "PYTHONPATH": str(ROOT), SETTING: failpoint},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await running.communicate()
    return Ended(running.returncode or 0, out.decode(), err.decode())


async def starts(module: str, *words: str, **environment: str) -> asyncio.subprocess.Process:
    """A program of the tests' own, running until it is killed."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *words,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 22,
    )
