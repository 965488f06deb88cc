"""Commits as fast as it can until it is killed: each commit gives out a number and notes it, both or neither; the
number is said once it is kept."""

from __future__ import annotations

import asyncio
import sys

from bot.domain.audit import AuditEntry
from bot.storage import StorageBusy, open_storage
from tests.kit.databases import KEYS
from tests.storage.things import NOON


async def write(address: str) -> None:
    storage = open_storage(address, KEYS)
    while True:
        try:
            async with storage.units.write() as unit:
                number = await unit.next_number("WRIT")
                entry = AuditEntry(f"writ-{number:08}", "WRIT", NOON, "writer", "wrote", f"m{number}")
                await unit.audit.add(entry)
                await unit.commit()
            print(number, flush=True)
        except StorageBusy:
            continue


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
