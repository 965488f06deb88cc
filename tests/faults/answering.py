"""Some people of a crowd answer at once, from a process of their own: `address`, `policy folder`, first, last."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.app.bus import Bus
from bot.app.commands import AcceptInvitation, Command, DeclineInvitation, SuggestTime
from bot.app.work import Actor
from bot.policy import load_policies
from bot.storage import StorageBusy, open_storage
from tests.kit.databases import KEYS
from tests.kit.world import TUESDAY, at

TRIES = 10


def answer_of(number: int) -> Command:
    """A third each accept, decline, and propose another time."""
    mine = f"i-c{number:02}"
    other: tuple[Command, ...] = (
        AcceptInvitation(mine, 1),
        DeclineInvitation(mine, 1),
        SuggestTime(mine, 1, at(11, 9)),
    )
    return other[number % 3]


async def everybody(address: str, folder: Path, numbers: range) -> None:
    storage = open_storage(address, KEYS)
    bus = Bus(storage.units, load_policies(folder), {}, lambda: TUESDAY)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await asyncio.gather(*(_answers(bus, number) for number in numbers))
    await storage.close()


async def _answers(bus: Bus, number: int) -> None:
    for _ in range(TRIES):
        try:
            await bus.do(answer_of(number), Actor(f"c{number:02}"), f"answer-{number}")
        except StorageBusy:
            continue
        return
    raise AssertionError(f"{number} was never answered")


if __name__ == "__main__":
    asyncio.run(everybody(sys.argv[1], Path(sys.argv[2]), range(int(sys.argv[3]), int(sys.argv[4]))))
