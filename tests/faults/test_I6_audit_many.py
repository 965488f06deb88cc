"""Ten thousand entries: linked and verified quickly, and in the same memory as a few."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

from bot.app.audit_linking import BATCH, link_waiting
from bot.app.audit_verifying import Verified, verify
from bot.storage import Storage, open_storage
from tests.faults.tampering import entry, written
from tests.kit.databases import KEYS
from tests.kit.world import TUESDAY

T = TypeVar("T")
MANY = 10_000
MEGABYTE = 1_000_000


async def on_the_cpu(work: Awaitable[T]) -> tuple[T, float]:
    """What it gives, and the seconds of this process's own time that it took."""
    began = time.process_time()
    return await work, time.process_time() - began


async def most_memory(storage: Storage) -> int:
    """Bytes in use at the worst moment of verifying, beyond those before."""
    tracemalloc.start()
    await verify(storage.units, TUESDAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


async def test_I6_ten_thousand_entries_are_linked_and_verified_fast_and_in_little_memory(storage: Storage) -> None:
    await written(storage.units, *(entry(number, minutes=number % 60) for number in range(MANY)))
    linked, linking = await on_the_cpu(link_waiting(storage.units, most=MANY // BATCH + 1))
    assert linked == MANY
    found: Verified
    found, verifying = await on_the_cpu(verify(storage.units, TUESDAY + timedelta(days=1)))
    assert found.well
    assert found.head.position == MANY
    assert linking < 10, f"{linking:.1f} s"
    assert verifying < 5, f"{verifying:.1f} s"


async def test_I6_verifying_takes_no_more_memory_the_longer_the_chain_is(sqlite_url: str) -> None:
    storage = open_storage(sqlite_url, KEYS)
    await written(storage.units, *(entry(number) for number in range(2000)))
    await link_waiting(storage.units, most=100)
    few = await most_memory(storage)
    await written(storage.units, *(entry(number) for number in range(2000, 5000)))
    await link_waiting(storage.units, most=100)
    assert await most_memory(storage) < few + MEGABYTE
    await storage.close()


async def test_I6_finding_what_waits_does_not_look_through_what_is_linked(storage: Storage) -> None:
    """A linker that looked at every entry each five seconds would slow down with the years."""
    await written(storage.units, *(entry(number) for number in range(3000)))
    await link_waiting(storage.units, most=100)
    _, idle = await on_the_cpu(_looked(storage, 50))
    assert idle < 50 * 0.02, f"{idle / 50 * 1000:.1f} ms each time"


async def _looked(storage: Storage, times: int) -> None:
    for _ in range(times):
        assert await link_waiting(storage.units) == 0
