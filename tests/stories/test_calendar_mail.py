"""The mail that an entry comes with: to the work address and nowhere else, and never more of it than is news."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.app import commands as c
from bot.app.nudging.told import chases
from bot.app.ports import Unreachable
from bot.app.work import Actor
from bot.storage import Storage
from tests.kit.world import World, read
from tests.stories.calendars import GRACE, PAT, SAM, called, cancelled, entries, moved


async def test_a_draft_is_in_nobodys_calendar(world: World) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    await world.has_mail("sam", SAM, alone=False)
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years")
    await world.settle()
    assert not world.letters(GRACE)
    assert not world.letters(SAM)


async def test_without_a_mail_channel_nothing_is_owed(world: World) -> None:
    await world.called()
    assert not await world.rows("notices", kind="calendar")


async def test_whoever_has_no_address_gets_none_and_nobody_is_told(world: World) -> None:
    await called(world, hv1=GRACE)
    states = {each.person_id: each.state for each in await world.rows("notices", kind="calendar")}
    assert states["hv1"] == "sent"
    assert {state for who, state in states.items() if who != "hv1"} == {"moot"}


async def test_a_dead_address_is_marked_and_nobody_is_told(world: World) -> None:
    await world.has_mail("hv1", GRACE, alone=False)
    world.tools["email"].always[GRACE] = Unreachable("no_mailbox")
    await world.called()
    (row,) = await world.rows("addresses", id="e-hv1")
    assert (row.state, row.reason) == ("dead", "no_mailbox")
    (notice,) = await world.rows("notices", kind="calendar", person_id="hv1")
    assert notice.state == "failed"
    assert not await world.rows("audit", verb="not_reached")
    assert len([each for each in world.people["hv1"].cards if "asked to come" in read(each)]) == 1


async def test_an_entry_that_comes_back_goes_nowhere_else(world: World) -> None:
    await called(world, hv1=GRACE)
    (letter,) = world.letters(GRACE)
    assert letter.letter
    before = len(world.people["hv1"].cards)
    await world.front.undelivered(letter.letter.mark, GRACE, "no_mailbox", "dsn-1")
    await world.settle()
    assert len(world.people["hv1"].cards) == before
    assert not await world.rows("audit", verb="not_reached")


async def test_a_reminder_in_the_chat_brings_no_second_entry_and_a_cancellation_still_comes(world: World) -> None:
    await called(world, hv1=GRACE)
    await world.wait(minutes=30)
    assert len(entries(world, GRACE)) == 1
    await cancelled(world)
    assert [each.cancelled for each in entries(world, GRACE)] == [False, True]


async def test_a_meeting_that_was_held_sends_nothing_more(world: World) -> None:
    await called(world, hv1=GRACE, sam=SAM)
    await world.people["hv1"].presses("I'll come")
    await world.recorded({"words": "Visit", "owner": "hv1", "timescale": "Friday 5pm"})
    await world.wait(days=1)
    assert len(entries(world, GRACE)) == 1
    assert len(entries(world, SAM)) == 1


async def test_it_chases_nobody(world: World) -> None:
    await called(world, hv1=GRACE)
    (notice,) = await world.rows("notices", kind="calendar", person_id="hv1")
    assert not chases(notice)
    assert notice.due_at <= world.clock + timedelta(seconds=1)


async def test_it_does_not_turn_the_chat_into_mail(world: World) -> None:
    """The address that worked last gets the next message: an entry for the calendar is no message."""
    await called(world, hv1=GRACE)
    world.clock += timedelta(minutes=1)
    await moved(world)
    assert "Please answer" in world.people["hv1"].cards[-1].summary
    assert all("For your calendar" in read(each) for each in world.letters(GRACE))


async def test_whoever_is_swapped_out_and_in_again_has_the_same_entry_taken_out_and_put_back(world: World) -> None:
    await called(world, hv1=GRACE)
    seat = (await world.rows("invitations", person_id="hv1"))[0].seat_id
    for person_id in ("hv2", "hv1"):
        await world.bus.do(c.SwapPerson((await world.rows("meetings"))[0].id, seat, person_id), Actor("sam", "slack"))
        await world.settle()
    asked, over, again = entries(world, GRACE)
    assert (asked.cancelled, over.cancelled, again.cancelled) == (False, True, False)
    assert asked.uid == over.uid == again.uid
    assert asked.sequence < over.sequence < again.sequence


async def test_the_policy_can_leave_calendars_alone(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path, more_policy="\n[calendar]\nentries = false\n").with_everybody()
    await called(world, hv1=GRACE)
    assert not world.letters(GRACE)
    await world.has_mail("pc1", PAT)
    assert not entries(world, PAT)
