"""One's own meetings at a secret address, for a calendar to fetch."""

from __future__ import annotations

import re
from datetime import timedelta

import icalendar
import pytest
import vobject

from bot.app.cards import Card
from bot.app.ports import Feed
from tests.kit.world import World, at, read


async def address(world: World, person_id: str) -> str:
    """The secret in this person's fresh address."""
    somebody = world.people[person_id]
    await somebody.types("calendar")
    await somebody.presses("Get an address" if "no address" in somebody.sees() else "Get a new address")
    assert isinstance(somebody.shown, Card)
    found = re.search(r"https://quorate\.example/calendar/(\S+)\.ics", read(somebody.shown))
    assert found
    return found[1]


async def titles(world: World, secret: str) -> list[str]:
    found = await world.front.feed(secret)
    assert isinstance(found, Feed)
    assert not found.busy
    return [str(each["summary"]) for each in icalendar.Calendar.from_ical(found.body).walk("VEVENT")]


async def test_it_holds_what_one_calls_and_what_one_comes_to(world: World) -> None:
    sam, priya = await address(world, "sam"), await address(world, "hv1")
    assert await titles(world, sam) == []
    await world.called()
    assert await titles(world, sam) == ["Exampleshire: strategy meeting EXMP-SM-1"]
    assert await titles(world, priya) == []
    await world.people["hv1"].presses("I'll come")
    assert await titles(world, priya) == ["Exampleshire: strategy meeting EXMP-SM-1"]
    await world.people["hv1"].presses("I can't come after all")
    assert await titles(world, priya) == []


async def test_it_says_when_and_nothing_else(world: World) -> None:
    secret = await address(world, "sam")
    await world.called()
    found = await world.front.feed(secret)
    assert found
    text = found.body.decode()
    for private in ("METHOD", "meet.example.org", "960801", "CSC-104233", "ATTENDEE", "3 years"):
        assert private not in text
    (meeting,) = await world.rows("meetings")
    assert vobject.readOne(text).vevent.dtstart.value == meeting.starts_at


async def test_it_is_the_same_until_something_changes(world: World) -> None:
    secret = await address(world, "sam")
    await world.called()
    first = await world.front.feed(secret)
    world.clock += timedelta(minutes=5)
    assert await world.front.feed(secret) == first
    await world.people["sam"].presses("Change the time")
    await world.people["sam"].fills(date="2026-03-10", time="15:30")
    second = await world.front.feed(secret)
    assert first
    assert second
    assert second.etag != first.etag


async def test_a_new_address_ends_the_one_before_and_it_can_be_stopped(world: World) -> None:
    old = await address(world, "sam")
    new = await address(world, "sam")
    assert old != new
    assert await world.front.feed(old) is None
    assert await world.front.feed(new) is not None
    await world.people["sam"].types("calendar")
    await world.people["sam"].presses("Stop it")
    assert await world.front.feed(new) is None


async def test_only_a_hash_of_it_is_kept(world: World) -> None:
    secret = await address(world, "sam")
    (row,) = await world.rows("calendar_feeds")
    assert secret not in repr(row)
    await world.people["sam"].types("calendar")
    assert secret not in read(world.people["sam"].shown)  # type: ignore[arg-type]  it is a card


@pytest.mark.parametrize("secret", ["", "x", "x" * 5000, "é", "../..", "\0"])
async def test_any_other_address_leads_nowhere(world: World, secret: str) -> None:
    await address(world, "sam")
    assert await world.front.feed(secret) is None


async def test_whoever_is_taken_out_or_leaves_has_it_no_more_at_the_next_fetch(world: World) -> None:
    secret = await address(world, "hv1")
    await world.called()
    await world.people["hv1"].presses("I'll come")
    assert await titles(world, secret)
    await world.people["hv1"].presses("I am connected to this family")
    assert await titles(world, secret) == []
    async with world.storage.units.write() as uow:
        person = await uow.people.get("hv1")
        assert person
        person.left_at = world.clock
        await uow.people.save(person)
        await uow.commit()
    assert await world.front.feed(secret) is None


async def test_a_cancelled_meeting_is_gone(world: World) -> None:
    secret = await address(world, "sam")
    await world.called()
    await world.people["sam"].presses("Cancel the meeting")
    await world.people["sam"].fills(reason="Held by phone")
    assert await titles(world, secret) == []


async def test_it_is_fetched_so_often_an_hour_and_counted(world: World) -> None:
    secret = await address(world, "sam")
    before = len(await world.rows("audit"))
    for _ in range(60):
        found = await world.front.feed(secret)
        assert found
        assert not found.busy
    found = await world.front.feed(secret)
    assert found == Feed(b"", "", busy=True)
    (row,) = await world.rows("calendar_feeds")
    assert row.reads == 60
    assert len(await world.rows("audit")) == before
    world.clock += timedelta(hours=1)
    assert await titles(world, secret) == []
    assert world.clock < at(11, 0)
