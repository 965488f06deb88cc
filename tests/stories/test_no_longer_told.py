"""What no longer matters, or is not for somebody any more, is not sent; what stands in their tool says so."""

from __future__ import annotations

from datetime import timedelta

from bot.app.commands import PersonLeaves
from bot.app.ports import Retry
from bot.app.work import OPERATOR
from tests.kit.world import World, at, read
from tests.stories.test_delivery import planned


async def test_what_no_longer_matters_is_never_sent(world: World) -> None:
    sam = await planned(world)
    world.tools["teams"].scripted = [Retry(timedelta(minutes=5), "rate_limited")] * 3
    await sam.fills()
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="Not needed")
    await world.wait(minutes=30)
    assert not world.tools["teams"].posts
    assert {n.state for n in await world.rows("notices", kind="invitation", person_id="hv1")} == {"moot"}


async def test_a_card_that_gave_way_points_to_the_newer_one(world: World) -> None:
    await world.called()
    priya = world.people["hv1"]
    await world.wait(minutes=21)
    assert "newer message" in read(priya.cards[0])
    assert not priya.cards[0].all_buttons()
    await priya.presses("I'll come")
    assert "newer message" in read(priya.cards[0])
    assert "You said you will come" in read(priya.cards[1])


async def test_nothing_is_sent_to_somebody_who_was_taken_out_of_the_meeting(world: World) -> None:
    sam = await world.called()
    priya = world.people["hv1"]
    await sam.types("EXMP-SM-1")
    seat = next(each for each in await world.rows("seats", name="health_visitor", closed=False))
    (meeting,) = await world.rows("meetings")
    await sam.sends("swap", f"{meeting.id}/{seat.id}")
    await sam.fills(known="hv2")
    assert "withdrawn" in read(priya.cards[0])
    sent = len(priya.posts), [len(post.versions) for post in priya.posts]
    await world.until(at(12, 12))
    assert (len(priya.posts), [len(post.versions) for post in priya.posts]) == sent


async def test_what_somebody_who_left_has_in_their_tool_says_that_they_need_do_nothing(world: World) -> None:
    await world.called()
    priya = world.people["hv1"]
    assert priya.cards[0].all_buttons()
    await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    await world.settle()
    assert [read(card) for card in priya.cards] == ["Quorate\nThis is no longer with you. You need do nothing.\n"]
    assert not priya.cards[0].all_buttons()
    (address,) = await world.rows("addresses", person_id="hv1")
    assert (address.state, address.account) == ("dead", "")
    await world.wait(hours=8)
    assert len(priya.posts) == 1
    assert len(priya.posts[0].versions) == 2


async def test_a_request_for_information_that_was_taken_back_says_so(world: World) -> None:
    await world.called()
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("Send our information instead")
    await priya.fills(date="2026-03-10", time="16:30")
    await world.until(at(10, 16))
    asked = priya.card("your information is awaited")
    assert asked.all_buttons()
    await world.people["sam"].presses("Cancel the meeting")
    await world.people["sam"].fills(reason="Not needed")
    await world.wait(hours=1)
    assert not any("your information is awaited" in read(card) for card in priya.cards)
