"""The application's own sweep, as its ticker calls it, on a stopped clock."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.sweep.ground import COUNCIL, Ground
from benchmarks.sweep.spent import Clock, Spent
from bot.app.periodic import Desk
from bot.app.ports import Channel
from bot.app.sweep import chase
from bot.app.work import QUORATE, Work
from bot.policy import Policies, load_policies
from bot.storage import Storage

POLICY = (
    f'[council]\ncode = "{COUNCIL}"\nname = "Exampleshire"\ncontact_name = "Desk"\ncontact_phone = "01632 960000"\n'
)


@cache
def policies() -> Policies:
    """The default policy, for one council."""
    with TemporaryDirectory() as folder:
        Path(folder, f"{COUNCIL}.toml").write_text(POLICY)
        return load_policies(Path(folder))


def desk(storage: Storage, now: datetime, channels: Mapping[str, Channel] | None = None) -> Desk:
    """What the periodic work needs; with no channel nothing is sent."""
    return Desk(
        storage.units,
        channels or {},
        lambda uow: Work(uow, now, QUORATE, policies(), lambda: secrets.token_urlsafe(12), channels or {}),
        lambda: now,
    )


class Sweeper:
    """A process that has been sweeping for a while: its statements are compiled and its connections open."""

    def __init__(self, ground: Ground) -> None:
        self._runner = asyncio.Runner()
        self._storage = ground.open()

    def sweep(self, morning: datetime, many: int) -> Spent:
        """One sweep a little after this morning's instant."""
        return self._runner.run(self._sweep(desk(self._storage, morning + timedelta(seconds=5)), many))

    def close(self) -> None:
        """Let go."""
        self._runner.run(self._storage.close())
        self._runner.close()

    async def _sweep(self, ready: Desk, many: int) -> Spent:
        clock = Clock()
        return clock.spent(await chase(ready, many))
