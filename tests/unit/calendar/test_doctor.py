"""What `quorate doctor` says of calendars, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app.ports import Finding
from bot.domain.diary import Calendar
from bot.shell.calendar_feeds import calendar_findings
from bot.storage import Storage
from tests.kit.world import World

HOURS = timedelta(hours=1)


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def told(world: World, hosts: tuple[str, ...] = ("calendar.example",)) -> list[Finding]:
    async with world.storage.units.read() as uow:
        return await calendar_findings(uow, world.bus.policies, world.clock, hosts)


async def kept(world: World, person_id: str, **fields: Any) -> None:
    row = Calendar(f"c-{person_id}", person_id, "https://calendar.example/secret", world.clock - 48 * HOURS)
    now = world.clock
    read: dict[str, Any] = {"tried_at": now, "read_at": now, "until": now + timedelta(days=28)}
    async with world.storage.units.write() as uow:
        await uow.calendars.add(replace(row, **(read | fields)))
        await uow.commit()


async def test_where_nobody_has_a_calendar_there_is_nothing_to_say(world: World) -> None:
    assert await told(world) == []


async def test_calendars_that_are_read_are_counted(world: World) -> None:
    await kept(world, "hv1")
    await kept(world, "hv2", trouble="no_answer", read_at=world.clock - HOURS / 2)
    await kept(world, "hv3", address="")
    assert [(each.ok, each.words) for each in await told(world)] == [(True, "2 calendar(s) are read.")]


async def test_one_that_is_too_old_or_has_failed_for_long_is_named_with_what_to_do(world: World) -> None:
    await kept(world, "hv1", trouble="http_404", read_at=world.clock - 25 * HOURS)
    await kept(world, "hv2", trouble="http_503", read_at=world.clock - 2 * HOURS)
    old, failing = sorted(await told(world), key=lambda each: each.words, reverse=True)
    assert not old.ok
    assert not failing.ok
    assert old.words == (
        "Priya Nair (hv1): has not been read since Mon 9 March, 09:20: the server answered 404. "
        "Its times count as unknown."
    )
    assert old.mend == "Ask Priya Nair for a new address, then run `quorate calendar add hv1`."
    assert "What was read then still counts." in failing.words
    assert "secret" not in f"{old}{failing}"


async def test_calendars_that_nothing_may_read_are_said_once(world: World) -> None:
    await kept(world, "hv1")
    (only,) = await told(world, hosts=())
    assert not only.ok
    assert "QUORATE_CALENDAR_HOSTS is empty" in only.words


async def test_a_whole_server_that_is_away_does_not_fill_the_page(world: World) -> None:
    for who in ("head", "tm", "sam", "ola", "insp", "hvm", "hv1"):
        await kept(world, who, read_at=None)
    found = await told(world)
    assert len(found) == 6
    assert found[-1].words == "2 more calendars are not read as they should be."
