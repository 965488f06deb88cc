"""In a running process calendars are read by themselves, and a stop never waits for one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot import wiring
from bot.domain.diary import Calendar
from bot.domain.people import Person
from bot.running import Runtime
from tests.contract.serve.ground import with_paper
from tests.kit.paper import PaperPlug
from tests.unit.calendar.feeds import FeedServer, calendar


async def running(folder: Path, address: str, *hosts: str) -> Runtime:
    runtime = wiring.build(with_paper(folder, PaperPlug(), calendar_hosts=hosts))
    await runtime.storage.migrate()
    async with runtime.storage.units.write() as uow:
        await uow.people.add(Person("hv1", "Anna Visitor", "health", ("EXMP",), ()))
        await uow.calendars.add(Calendar("c", "hv1", address, datetime.now(UTC)))
        await uow.commit()
    await runtime.start()
    return runtime


async def the_calendar(runtime: Runtime) -> Calendar:
    async with runtime.storage.units.read() as uow:
        (found,) = await uow.calendars.where()
    return found


async def test_a_calendar_is_read_without_anybody_asking(
    tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "CALENDAR_TICK", timedelta(seconds=0.05))
    runtime = await running(tmp_path, server.put("a.ics", calendar()), server.origin)
    try:
        for _ in range(200):
            await asyncio.sleep(0.05)
            if (await the_calendar(runtime)).read_at is not None:
                break
        assert len(server.asked) == 1
        assert (await the_calendar(runtime)).read_at is not None
    finally:
        await runtime.stop()


async def test_a_stop_calls_a_reading_off_and_it_is_no_trouble_of_the_calendars(
    tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.sleep(10)
        return web.Response()

    monkeypatch.setattr(wiring, "CALENDAR_TICK", timedelta(seconds=0.05))
    runtime = await running(tmp_path, server.put("a.ics", never), server.origin)
    async with asyncio.timeout(10):
        await asked.wait()
    began = asyncio.get_running_loop().time()
    await runtime.stop()
    assert asyncio.get_running_loop().time() - began < 3
    assert (await the_calendar(runtime)).trouble == ""
    await runtime.storage.close()


async def test_where_no_server_is_allowed_no_calendar_is_read(
    tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "CALENDAR_TICK", timedelta(seconds=0.05))
    runtime = await running(tmp_path, server.put("a.ics", calendar()))
    await asyncio.sleep(0.3)
    await runtime.stop()
    assert server.asked == []
