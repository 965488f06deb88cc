"""Free/busy calendars: read before anybody asks, known to be old when they are, and nothing kept but times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from adapters.calendar.fetching import Limits
from adapters.calendar.reader import FeedReader, open_reader
from bot.app.bus import Bus
from bot.app.calendar_round import Feeds, next_turn
from bot.app.commands import KeepCalendar, PersonLeaves
from bot.app.work import OPERATOR, Actor
from bot.domain.diary import Calendar, CalendarTime
from bot.domain.errors import Refusal
from tests.kit.world import World, at
from tests.unit.calendar.feeds import FeedServer, calendar, event

WARD_ROUND = event("DTSTART:20260311T140000Z", "DTEND:20260311T150000Z", "SUMMARY:Ward round with Mrs Nightingale")
CLINIC = event("DTSTART:20260312T090000Z", "DTEND:20260312T120000Z", "STATUS:TENTATIVE", uid="clinic")
HOURS = 24


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    """A server of feeds on loopback."""
    running = FeedServer()
    await running.server.start_server()
    yield running
    await running.server.close()


@pytest.fixture
async def reader(server: FeedServer, world: World) -> AsyncIterator[FeedReader]:
    """The world's reader of calendars."""
    opened = open_reader([server.origin], limits=Limits(seconds=2.0))
    world.bus.feeds = Feeds(opened)
    yield opened
    await opened.close()


async def keep(world: World, person_id: str, address: str) -> None:
    await world.bus.do(KeepCalendar(person_id, address), OPERATOR)


async def kept(world: World, person_id: str) -> Calendar:
    (found,) = await world.rows("calendars", person_id=person_id)
    assert isinstance(found, Calendar)
    return found


async def times(world: World, person_id: str) -> list[CalendarTime]:
    return await world.rows("calendar_times", person_id=person_id, order="starts_at")


async def later(world: World, **span: float) -> int:
    """Time passes, and the calendars whose turn it is are read; how many."""
    world.clock += timedelta(**span)
    return await world.bus.read_calendars()


async def test_a_calendar_is_read_at_its_turn_and_only_its_times_are_kept(
    world: World, server: FeedServer, reader: FeedReader, capsys: pytest.CaptureFixture[str]
) -> None:
    await keep(world, "hv1", server.put("nurse-secret.ics", calendar(WARD_ROUND, CLINIC), ETag='"v1"'))
    assert await world.bus.read_calendars() == 1
    known = [(each.starts_at, each.ends_at, each.unsure) for each in await times(world, "hv1")]
    assert known == [(at(11, 14), at(11, 15), False), (at(12, 9), at(12, 12), True)]
    row = await kept(world, "hv1")
    assert (row.read_at, row.trouble, row.fingerprint) == (world.clock, "", '"v1"')
    assert row.trusted_until(world.clock, HOURS) == world.clock + timedelta(days=28)
    audit = await world.rows("audit", subject_id="hv1")
    assert [each.verb for each in audit] == ["calendar_kept"]
    everything = f"{audit}{await times(world, 'hv1')}{replace(row, address='')}{capsys.readouterr()}"
    assert "secret" not in everything
    assert "Nightingale" not in everything


async def test_each_is_read_every_ten_minutes_and_not_before(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", server.put("a.ics", calendar(WARD_ROUND)))
    assert await later(world) == 1
    assert await later(world, minutes=9) == 0
    assert await later(world, minutes=1) == 1
    assert len(server.asked) == 2


async def test_a_version_that_is_the_same_counts_as_read_and_once_a_day_it_is_read_whole(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match"):
            return web.Response(status=304)
        return web.Response(body=calendar(WARD_ROUND), headers={"ETag": '"v1"'})

    await keep(world, "hv1", server.put("a.ics", answer))
    await later(world)
    first = await kept(world, "hv1")
    await later(world, hours=12)
    same = await kept(world, "hv1")
    assert (same.read_at, same.until, len(await times(world, "hv1"))) == (world.clock, first.until, 1)
    await later(world, hours=13)
    assert (await kept(world, "hv1")).until == world.clock + timedelta(days=28)
    assert [bool(each.headers.get("If-None-Match")) for each in server.asked] == [False, True, False]


async def test_what_changed_takes_the_place_of_what_was_and_what_did_not_is_left(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", server.put("a.ics", calendar(WARD_ROUND, CLINIC)))
    await later(world)
    before = await times(world, "hv1")
    await later(world, minutes=10)
    assert await times(world, "hv1") == before
    server.put("a.ics", calendar(CLINIC))
    await later(world, minutes=10)
    assert [each.starts_at for each in await times(world, "hv1")] == [at(12, 9)]


async def test_plans_made_before_a_calendar_changed_are_looked_at_again(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    async def version() -> int:
        async with world.storage.units.read() as uow:
            return (await uow.diaries(["hv1"]))["hv1"]

    await keep(world, "hv1", server.put("a.ics", calendar(CLINIC)))
    await later(world)
    before = await version()
    await later(world, minutes=10)
    assert await version() == before, "the same times are no reason"
    server.put("a.ics", calendar(WARD_ROUND, CLINIC))
    await later(world, minutes=10)
    assert await version() > before


async def test_a_feed_that_fails_keeps_what_it_said_until_that_is_too_old(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", server.put("a.ics", calendar(WARD_ROUND)))
    await keep(world, "hv2", server.put("b.ics", calendar(CLINIC)))
    await later(world)
    read_at = world.clock
    del server.answers["a.ics"]
    await later(world, minutes=10)
    row = await kept(world, "hv1")
    assert (row.trouble, row.read_at, len(await times(world, "hv1"))) == ("http_404", read_at, 1)
    assert row.trusted_until(world.clock, HOURS) is not None
    assert (await kept(world, "hv2")).read_at == world.clock, "one that fails stops no other"
    assert row.trusted_until(read_at + timedelta(hours=24), HOURS) is None
    server.put("a.ics", calendar(CLINIC))
    await later(world, hours=3)
    row = await kept(world, "hv1")
    assert (row.trouble, row.read_at) == ("", world.clock)


async def test_one_that_fails_is_tried_less_and_less_often(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", f"{server.origin}/gone.ics")
    waits = []
    for _ in range(7):
        await later(world)
        row = await kept(world, "hv1")
        assert row.tried_at == world.clock
        wait = next_turn(row, timedelta(minutes=10)) - world.clock
        waits.append(int(wait.total_seconds() / 60))
        world.clock += wait
    assert waits == [10, 10, 20, 40, 80, 120, 120]


async def test_sixty_that_fail_do_not_stand_in_the_way_of_one_that_does_not(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    world.clock += timedelta(days=1)
    long_ago = world.clock - timedelta(minutes=30)
    async with world.storage.units.write() as uow:
        for number in range(60):
            row = Calendar(f"bad{number}", "hv2", f"{server.origin}/gone", long_ago - timedelta(days=1), long_ago)
            await uow.calendars.add(replace(row, trouble="http_404"))
        good = Calendar("good", "hv1", server.put("a.ics", calendar(WARD_ROUND)), long_ago)
        await uow.calendars.add(replace(good, tried_at=long_ago + timedelta(minutes=5)))
        await uow.commit()
    assert await world.bus.read_calendars() == 1
    assert (await kept(world, "hv1")).read_at == world.clock


async def test_two_replicas_do_not_fetch_the_same_at_once(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    for who in ("hv1", "hv2", "hv3", "paed"):
        await keep(world, who, server.put(f"{who}.ics", calendar(WARD_ROUND)))
    other = Bus(world.storage.units, world.bus.policies, {}, lambda: world.clock, Feeds(reader))
    await asyncio.gather(world.bus.read_calendars(), other.read_calendars())
    assert sorted(each.path for each in server.asked) == ["/hv1.ics", "/hv2.ics", "/hv3.ics", "/paed.ics"]
    assert len(await world.rows("calendar_times")) == 4


async def test_another_address_starts_from_nothing_and_no_address_forgets_everything(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", server.put("a.ics", calendar(WARD_ROUND)))
    await later(world)
    await keep(world, "hv1", server.put("b.ics", calendar(CLINIC)))
    assert await times(world, "hv1") == []
    assert (await kept(world, "hv1")).trusted_until(world.clock, HOURS) is None
    await later(world)
    assert [each.starts_at for each in await times(world, "hv1")] == [at(12, 9)]
    await keep(world, "hv1", "")
    row = await kept(world, "hv1")
    assert (row.address, row.read_at, await times(world, "hv1")) == ("", None, [])
    assert await later(world, hours=5) == 0
    verbs = sorted(each.verb for each in await world.rows("audit", subject_id="hv1"))
    assert verbs == ["calendar_forgotten", "calendar_kept", "calendar_kept"]


async def test_an_address_that_changes_while_the_old_one_is_read_is_not_mixed_up(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    new = server.put("new.ics", calendar(CLINIC))

    async def slow(_: web.Request) -> web.Response:
        await keep(world, "hv1", new)
        return web.Response(body=calendar(WARD_ROUND))

    await keep(world, "hv1", server.put("old.ics", slow))
    await world.bus.read_calendars()
    assert [each.starts_at for each in await times(world, "hv1")] in ([], [at(12, 9)])
    await later(world, minutes=10)
    assert [each.starts_at for each in await times(world, "hv1")] == [at(12, 9)]


async def test_somebody_who_has_left_is_read_no_more_and_their_address_is_forgotten(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", server.put("a.ics", calendar(WARD_ROUND)))
    await later(world)
    await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    await later(world, minutes=10)
    assert len(server.asked) == 1
    assert (await kept(world, "hv1")).address == ""
    assert await times(world, "hv1") == []


@pytest.mark.parametrize(
    "address", ["ftp://x.example/a", "https://x.example/a\r\nb", "calendar", "https://ward round"]
)
async def test_what_is_no_address_is_refused_and_nothing_is_kept(world: World, address: str) -> None:
    with pytest.raises(Refusal) as refused:
        await keep(world, "hv1", address)
    assert (refused.value.code, await world.rows("calendars")) == ("not_an_address", [])


async def test_only_the_operator_keeps_calendars_and_only_of_people_who_are_here(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        await world.bus.do(KeepCalendar("hv1", "https://x.example/a"), Actor("hv1", "teams"))
    assert refused.value.code == "operator_only"
    with pytest.raises(Refusal) as nobody:
        await keep(world, "stranger", "https://x.example/a")
    assert nobody.value.code == "no_person"


async def test_nothing_is_said_of_a_reading_that_was_called_off_by_a_stop(
    world: World, server: FeedServer, reader: FeedReader
) -> None:
    await keep(world, "hv1", f"{server.origin}/a.ics")
    await reader.close()
    assert await world.bus.read_calendars() == 1
    assert (await kept(world, "hv1")).trouble == ""


async def test_a_reader_that_falls_over_stops_nobody_else(
    world: World, server: FeedServer, reader: FeedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(world, "hv1", f"{server.origin}/bad.ics")
    await keep(world, "hv2", server.put("b.ics", calendar(CLINIC)))
    real = reader.read

    async def falls_over(address: str, *more: object) -> object:
        if "bad" in address:
            raise RuntimeError(address)
        return await real(address, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read", falls_over)
    assert await world.bus.read_calendars() == 2
    assert (await kept(world, "hv2")).read_at == world.clock
    assert (await kept(world, "hv1")).read_at is None
