"""Somebody with only a number: the convenor rings, and what came of it is one click."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.cards import Item
from bot.app.ports import Unreachable
from bot.domain.diary import Leave
from bot.storage import Storage
from tests.kit.world import Somebody, World, at, read
from tests.stories.reaching import live, only_a_number, phone_card
from tests.stories.test_delivery import planned


async def gp_by_phone(world: World, urgency: str = "same_day") -> Somebody:
    """Priya has nothing but a telephone."""
    await only_a_number(world, "hv1")
    return await world.called(urgency)


async def test_the_card_says_whom_to_ring_what_to_say_and_nothing_of_the_child(world: World) -> None:
    sam = await gp_by_phone(world)
    words = read(phone_card(sam))
    assert f"Ring Priya Nair, Health visitor: {world.people['hv1'].person.phone}." in words
    assert "Say: strategy meeting EXMP-SM-1 for Exampleshire, Tue 10 March, 10:50 to 11:50." in words
    assert "Dial in: 01632 960801, PIN 1001." in words
    assert "CSC-104233" not in words
    labels = [button.label for button in phone_card(sam).all_buttons()]
    assert labels == ["Will come", "Can't come", "No answer", "Left a message", "Open"]


@pytest.mark.parametrize(("label", "answer"), [("Will come", "accepted"), ("Can't come", "declined")])
async def test_an_answer_by_phone_is_one_click_and_recorded_as_heard(world: World, label: str, answer: str) -> None:
    sam = await gp_by_phone(world)
    await sam.presses(label, beside="Priya Nair")
    (said,) = await world.rows("invitations", person_id="hv1")
    assert (said.answer, said.recorded_by_id, said.via) == (answer, "sam", "phone")
    assert "by phone to Sam Carter" in sam.sees()
    assert "No message reaches them" not in read(sam.cards[-1])
    assert not [each for each in await world.rows("obligations", kind="ring") if each.state == "open"]


async def test_nobody_answers_the_phone_and_the_call_is_asked_for_again_in_its_time(world: World) -> None:
    sam = await gp_by_phone(world)
    await world.wait(minutes=2)
    await sam.presses("No answer", beside="Priya Nair")
    assert "No answer at 10:22. Ring again at 10:37." in sam.sees()
    (before,) = await live(world, "ring")
    await world.wait(minutes=14)
    assert [each.id for each in await live(world, "ring")] == [before.id]
    await world.wait(minutes=1)
    (after,) = await live(world, "ring")
    assert after.id != before.id, "a fresh card, in the place of the one before"


@pytest.mark.parametrize(("urgency", "minutes"), [("emergency", 5), ("same_day", 15), ("24h", 30)])
async def test_the_more_urgent_the_sooner_it_is_asked_again(world: World, urgency: str, minutes: int) -> None:
    sam = await gp_by_phone(world, urgency)
    await sam.presses("No answer", beside="Priya Nair")
    first = (await world.rows("meetings", order="number"))[0]
    (owed,) = await world.rows("obligations", kind="ring", state="open", meeting_id=first.id)
    assert owed.due_at - world.clock == timedelta(minutes=minutes)


async def test_a_message_was_left_and_the_ladder_goes_on_meanwhile(world: World) -> None:
    sam = await gp_by_phone(world)
    await sam.presses("Left a message", beside="Priya Nair")
    assert "Message left at 10:20. Ring again at 10:50." in sam.sees()
    (said,) = await world.rows("invitations", person_id="hv1")
    assert said.answer == "none"
    assert await world.rows("obligations", kind="answer", subject_id=said.id, state="open")


async def test_an_unmade_call_is_asked_for_again_without_a_click(world: World) -> None:
    await gp_by_phone(world)
    (before,) = await live(world, "ring")
    await world.wait(minutes=16)
    (after,) = await live(world, "ring")
    assert after.id != before.id


async def test_several_people_are_one_card_with_a_line_each_kept_up_to_date_in_place(world: World) -> None:
    for each in ("hv1", "tm"):
        await only_a_number(world, each)
    await only_a_number(world, "head")
    sam = await world.called()
    (card,) = await live(world, "ring")
    lines = [block.text for block in phone_card(sam).blocks if isinstance(block, Item)]
    assert len(lines) == 2
    await sam.presses("Will come", beside="Priya Nair")
    assert [each.id for each in await live(world, "ring")] == [card.id]
    assert "Priya Nair, Health visitor: will come." in read(phone_card(sam))
    await sam.presses("Will come", beside="Tess Manager")
    assert "Nobody is left to ring" in sam.sees()


async def test_without_a_number_the_councils_contact_is_named(world: World) -> None:
    async with world.storage.units.write() as uow:
        person = await uow.people.get("hv1")
        assert person is not None
        person.phone = ""
        await uow.people.save(person)
        await uow.commit()
    sam = await gp_by_phone(world)
    words = read(phone_card(sam))
    assert "No number is known for Priya Nair, Health visitor: find it. Ask Quorate desk, 01632 960000." in words


async def test_while_the_convenor_is_away_whoever_is_above_makes_the_calls(world: World) -> None:
    sam = await planned(world)
    await only_a_number(world, "hv1")
    async with world.storage.units.write() as uow:
        now = world.clock
        await uow.leave.add(Leave("l", "sam", now - timedelta(hours=1), now + timedelta(days=2), None, "sam", now))
        await uow.commit()
    await sam.fills()
    tess = world.people["tm"]
    await tess.presses("Will come", beside="Priya Nair")
    (said,) = await world.rows("invitations", person_id="hv1")
    assert (said.answer, said.recorded_by_id) == ("accepted", "tm")


async def test_whoever_was_asked_to_ring_may_and_nobody_else(world: World) -> None:
    await world.joins("dir", "Dora Director", "social_care", (), manager=None)
    await only_a_number(world, "tm")
    head, sam = world.people["head"], await planned(world)
    world.tools["slack"].always["acc-sam"] = Unreachable("blocked")
    await only_a_number(world, "hv1")
    await sam.fills()
    (said,) = await world.rows("invitations", person_id="hv1")
    await world.people["dir"].sends("rang_yes", f"{said.id}.1")
    assert (await world.rows("invitations", person_id="hv1"))[0].answer == "none"
    await head.presses("Will come", beside="Priya Nair")
    assert (await world.rows("invitations", person_id="hv1"))[0].answer == "accepted"


async def test_the_meeting_moves_and_whoever_said_yes_by_phone_is_rung_again(world: World) -> None:
    sam = await gp_by_phone(world)
    await sam.presses("Will come", beside="Priya Nair")
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="14:30")
    await world.sweep()
    words = read(phone_card(sam))
    assert "They said yes to the old time." in words
    assert "14:30" in words
    old = (await world.rows("invitations", person_id="hv1"))[0]
    await sam.sends("rang_yes", f"{old.id}.1")
    assert "The time has changed since" in sam.sees()
    await sam.presses("Will come", beside="Priya Nair")
    assert (await world.rows("invitations", person_id="hv1"))[0].answered_revision == 2


async def test_somebody_with_a_tool_who_said_yes_by_phone_is_rung_again_too(world: World) -> None:
    sam = await world.called()
    await sam.presses("By phone", beside="Priya Nair")
    await sam.fills(said="yes")
    await sam.presses("Change the time")
    await sam.fills(date="2026-03-10", time="14:30")
    await world.sweep()
    assert "Ring Priya Nair" in read(phone_card(sam))


async def test_the_meeting_is_cancelled_and_whoever_said_yes_by_phone_is_told_by_phone(world: World) -> None:
    sam = await gp_by_phone(world)
    await sam.presses("Will come", beside="Priya Nair")
    await sam.presses("Cancel the meeting")
    await sam.fills(reason="not needed")
    await world.sweep()
    assert "Tell them: the meeting is cancelled." in read(phone_card(sam))
    await sam.presses("Told them", beside="Priya Nair")
    assert "Priya Nair, Health visitor: told." in sam.sees()
    assert not await world.rows("obligations", kind="ring", state="open")


async def test_somebody_else_is_chosen_and_whoever_said_yes_by_phone_is_told(world: World) -> None:
    sam = await gp_by_phone(world)
    await sam.presses("Will come", beside="Priya Nair")
    seat = (await world.rows("seats", name="health_visitor", closed=False))[0]
    await sam.sends("swap", f"{seat.meeting_id}/{seat.id}")
    await sam.fills(known="hv2")
    await world.sweep()
    assert "Tell them: they need not come." in read(phone_card(sam))


async def test_somebody_named_by_a_colleague_is_a_line_until_somebody_comes(world: World) -> None:
    sam = await world.called()
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("I'm not the right person")
    await priya.fills(name="Nia Locum", agency="East surgery", phone="01632 960777")
    card = phone_card(sam)
    assert "Ring Nia Locum, East surgery, 01632 960777: named for Health visitor." in read(card)
    await sam.presses("No answer", beside="Nia Locum")
    assert "No answer at 10:20." in sam.sees()
    await sam.presses("Choose somebody", beside="Nia Locum")
    await sam.fills(known="hv3")
    await world.people["hv3"].presses("I'll come")
    assert "Nobody is left to ring" in sam.sees()


async def test_information_by_phone_is_on_its_way_or_sent(night: World) -> None:
    await only_a_number(night, "hv1")
    sam = await night.called("emergency", concerns=("physical_injury",))
    asked = [each for each in await night.rows("invitations", person_id="hv1") if each.only_informs]
    assert asked, "health visiting is closed at night: it is asked for what it knows"
    assert "by phone" not in read(sam.card("Ask what their agency knows"))
    await sam.presses("It is on its way", beside="Priya Nair")
    assert "their information comes by" in sam.sees()
    (told,) = [each for each in await night.rows("invitations", person_id="hv1") if each.only_informs]
    assert told.recorded_by_id == "sam"
    await sam.sends("rang_sent", f"{told.id}.1")
    assert "their information is sent" in sam.sees()
    (told,) = [each for each in await night.rows("invitations", person_id="hv1") if each.only_informs]
    assert told.information_sent_at is not None
    assert not await night.rows("obligations", kind="information", subject_id=told.id, state="open")


async def test_a_click_that_comes_twice_counts_once(world: World) -> None:
    sam = await gp_by_phone(world)
    (said,) = await world.rows("invitations", person_id="hv1")
    for _ in range(2):
        await sam.sends("rang_nobody", f"{said.id}.1", key="same")
    assert len(await world.rows("phone_calls")) == 1


async def test_after_the_meeting_nobody_is_asked_to_ring_any_more(world: World) -> None:
    await gp_by_phone(world)
    await world.until(at(10, 13))
    before = len(await world.rows("notices", kind="ring"))
    await world.until(at(10, 16))
    assert len(await world.rows("notices", kind="ring")) == before
    assert not await world.rows("obligations", kind="ring", state="open")


async def test_where_a_yes_by_phone_does_not_count_the_card_says_what_would(storage: Storage, tmp_path: Path) -> None:
    policy = "[answers]\nphone_answers_count = false\n"
    world = await World(storage, tmp_path, more_policy=policy).with_everybody()
    sam = await gp_by_phone(world)
    await sam.presses("Will come", beside="Priya Nair")
    words = read(sam.card("Council:"))
    assert "Missing: police, health" in words
    assert "Priya Nair (10:20, by phone to Sam Carter). Not counted until they answer themselves." in words


async def test_once_the_meeting_is_over_nobody_is_said_to_have_answered_who_has_not(world: World) -> None:
    sam = await gp_by_phone(world)
    await world.until(at(10, 12, 30))
    await sam.presses("No answer", beside="Priya Nair")
    assert "Nobody is left for you to ring" in sam.sees()
    assert "All have answered" not in sam.sees()
