"""Row F10: an older release beside a newer one on one database, for as long as the newer one says that it may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.next_release import next_release
from tests.faults.replicas import ASKED, INVITED, invited, known_to_all, repeats
from tests.kit.loopback import visitor
from tests.kit.nursery import Nursery
from tests.kit.served import Ground, Process, ground

SLOW = 90.0
UPDATING = "Quorate is being updated. Nothing was saved."


@pytest.fixture
async def upgraded(tmp_path: Path, own_postgres_url: str, nursery: Nursery) -> AsyncIterator[Ground]:
    """A ground on a database of its own, for its tables change."""
    async with ground(tmp_path, own_postgres_url, nursery) as made:
        yield made


async def why_not_ready(process: Process) -> list[str]:
    async with visitor() as client:
        answer = await client.get(f"{process.address}/readyz", timeout=5)
    return [] if answer.status_code == 200 else list(answer.json()["why"])


async def test_F10_both_releases_serve_one_database_and_nothing_is_lost_or_sent_twice(
    upgraded: Ground, tmp_path: Path
) -> None:
    old = await upgraded.serve()
    await known_to_all(upgraded)
    new = await upgraded.start(root=next_release(tmp_path / "next")).ready(SLOW)
    assert await why_not_ready(old) == []
    await upgraded.convenes()
    for person_id in ASKED:
        await upgraded.sees(person_id, INVITED)
    await upgraded.in_teams("priya").press("I'll come")
    await upgraded.sees("priya", "You said you will come")
    assert await old.stop() == 0
    upgraded.speak_to(new)
    await upgraded.in_slack("tess").press("I'll come")
    await upgraded.sees("tess", "You said you will come")
    again = await upgraded.serve()
    assert await why_not_ready(again) == [], "going back is possible as long as the newer one allows it"
    assert max(invited(upgraded).values()) == 1
    assert not repeats(upgraded)


async def test_F10_once_the_newer_release_says_stop_the_older_one_touches_nothing_any_more(
    upgraded: Ground, tmp_path: Path
) -> None:
    old = await upgraded.serve()
    await known_to_all(upgraded)
    await upgraded.convenes()
    for person_id in ASKED:
        await upgraded.sees(person_id, INVITED)
    new = await upgraded.start(root=next_release(tmp_path / "next", breaking=True)).ready(SLOW)
    await asyncio.sleep(1)
    assert "newer release" in "".join(await why_not_ready(old))
    sam = upgraded.in_slack("sam")
    await sam.type_command("/strategy-meeting")
    await upgraded.sees("sam", UPDATING)
    new.freeze()
    upgraded.clock.put_forward(minutes=21)
    await asyncio.sleep(1)
    assert old.log().count("release_outdated") == 1
    assert "tick_failed" not in old.log()
    new.thaw()
    upgraded.speak_to(new)
    await upgraded.in_teams("priya").press("I'll come")
    await upgraded.sees("priya", "You said you will come")
    late = upgraded.start()
    assert await late.ended() != 0, "it does not start any more either"
    assert "newer release" in late.log()
    assert max(invited(upgraded).values()) == 1
