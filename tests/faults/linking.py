"""A process of its own that links what waits in a database, once. `QUORATE_FAILPOINT=audit_append:n` ends it there.

Arguments: the database's address, how many linkers run at once in it, and its key.
"""

from __future__ import annotations

import asyncio
import sys

from bot.app.audit_linking import link_waiting
from bot.storage import open_storage


async def run(address: str, linkers: int, key: str) -> None:
    """Link until nothing waits."""
    storage = open_storage(address, [key])
    while sum(await asyncio.gather(*(link_waiting(storage.units) for _ in range(linkers)))):
        pass
    await storage.close()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
