"""A calendar fetches somebody's own meetings, with nothing but the address."""

from __future__ import annotations

import icalendar
import pytest

from bot.app import commands as c
from bot.app.work import Actor
from tests.kit.loopback import visitor
from tests.kit.world import World


@pytest.fixture
async def place(world: World) -> str:
    """The path of Sam's feed; Sam calls a meeting."""
    address: str = await world.bus.do(c.MakeFeed(), Actor("sam", "slack"))
    await world.called()
    return address.removeprefix("https://quorate.example")


async def test_it_is_a_calendar_and_the_same_one_is_not_sent_twice(place: str, address: str) -> None:
    async with visitor(base_url=address) as client:
        got = await client.get(place)
        again = await client.get(place, headers={"If-None-Match": got.headers["ETag"]})
    assert got.status_code == 200
    assert got.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert got.headers["Cache-Control"] == "private, no-cache"
    (event,) = icalendar.Calendar.from_ical(got.content).walk("VEVENT")
    assert event["summary"] == "Exampleshire: strategy meeting EXMP-SM-1"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "other", ["/calendar/", "/calendar/x.ics", "/calendar/x", "/calendar/%00.ics", "/calendar/a/b.ics"]
)
async def test_any_other_address_leads_nowhere(place: str, address: str, other: str) -> None:
    async with visitor(base_url=address) as client:
        assert (await client.get(other)).status_code == 404
        assert (await client.get(place.removesuffix(".ics"))).status_code == 404


async def test_nothing_can_be_sent_to_it(place: str, address: str) -> None:
    async with visitor(base_url=address) as client:
        for method in ("POST", "PUT", "DELETE"):
            assert (await client.request(method, place)).status_code == 405


async def test_whoever_fetches_it_all_the_time_is_told_to_wait(world: World, place: str, address: str) -> None:
    async with visitor(base_url=address) as client:
        for _ in range(60):
            await world.front.feed(place.removeprefix("/calendar/").removesuffix(".ics"))
        got = await client.get(place)
    assert (got.status_code, got.headers["Retry-After"]) == (429, "3600")
