"""At the end of the day open urgent work is handed to emergency duty, line by line, the giver's until accepted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from bot.storage import Storage
from tests.kit.gallery import change
from tests.kit.world import Somebody, World, at, read
from tests.stories.nights import handed_over, lines, partnership, tonight, whole


@pytest.fixture
async def friday(storage: Storage, tmp_path: Path) -> World:
    return await partnership(storage, tmp_path)


async def test_an_hour_before_closing_the_convenor_has_one_card_of_all_that_is_open(friday: World) -> None:
    sam = await tonight(friday)
    await tonight(friday, reference="CSC-200000")
    await friday.until(at(13, 15, 59))
    assert "Hand over to emergency duty" not in sam.sees()
    await friday.until(at(13, 16))
    card = whole(sam, "2 meetings to hand over.")
    assert "EXMP-SM-1" in card
    assert "EXMP-SM-2" in card
    assert "Emergency duty keeps the child safe tonight; the day team does the rest." in card
    await friday.until(at(13, 16, 30))
    assert sum(" to hand over." in read(each) for each in sam.cards) == 1


async def test_what_can_wait_is_not_handed_over(friday: World) -> None:
    sam = await friday.called("planned")
    await friday.until(at(13, 16, 30))
    assert " to hand over." not in sam.sees()
    await sam.types("handover")
    assert "Nothing urgent is open" in sam.sees()


async def test_it_goes_to_everybody_of_the_desk_on_shift_and_stays_with_the_giver(friday: World) -> None:
    sam = await handed_over(friday)
    for who in ("eve", "ned"):
        card = whole(friday.people[who], "Exampleshire: handed over by Sam Carter")
        assert "EXMP-SM-1: " in card
        assert "[Take it]" in card
        assert f"Ring Sam Carter on {sam.person.phone}" in card
    assert "EXMP-SM-1: offered 16:00. It is yours until somebody takes it." in whole(sam, "offered 16:00")
    (meeting,) = await friday.rows("meetings")
    assert meeting.convenor_id == "sam"
    assert "handed over by" not in friday.people["ola"].sees()


async def test_nobody_of_emergency_duty_hears_before_the_shift_begins(friday: World) -> None:
    sam = await tonight(friday)
    await sam.types("/strategy-meeting handover")
    await sam.presses("Hand over to emergency duty")
    await friday.until(at(13, 16, 59))
    assert not friday.people["eve"].posts
    await friday.until(at(13, 17))
    assert friday.people["eve"].posts


async def test_the_first_to_accept_has_it_and_convenes(friday: World) -> None:
    sam = await handed_over(friday)
    eve, ned = friday.people["eve"], friday.people["ned"]
    await eve.presses("Take it")
    assert "You have it." in read(eve.card("handed over by"))
    assert "EXMP-SM-1: taken by Eve Night, 17:00." in whole(ned, "handed over by")
    assert "EXMP-SM-1: taken by Eve Night" in whole(sam, "taken by Eve Night")
    (meeting,) = await friday.rows("meetings")
    assert meeting.convenor_id == "eve"
    assert "EXMP-SM-1: " in whole(eve, "Not quorate yet")
    assert await friday.rows("audit", verb="taken_for_the_night")
    (line,) = await lines(friday)
    await ned.sends("take_line", line.id)
    assert "Eve Night has taken this already" in ned.sees()


async def test_of_two_who_accept_at_once_one_has_it(friday: World) -> None:
    await handed_over(friday)
    (line,) = await lines(friday)
    eve, ned = friday.people["eve"], friday.people["ned"]
    await asyncio.gather(eve.sends("take_line", line.id), ned.sends("take_line", line.id))
    (line,) = await lines(friday)
    (meeting,) = await friday.rows("meetings")
    assert line.taker_id == meeting.convenor_id
    loser = ned if line.taker_id == "eve" else eve
    assert "taken" in loser.sees()
    assert len(await friday.rows("audit", verb="taken_for_the_night")) == 1


async def test_not_accepted_it_climbs_to_the_giver_and_the_manager_with_whom_to_ring(
    storage: Storage, tmp_path: Path
) -> None:
    policy = "\n[ladders.handover.steps]\nany = [\n"
    policy += '  { after = { minutes = 30 }, step = "ask_again", tell = ["recipient"] },\n'
    policy += '  { after = { minutes = 60 }, step = "tell_manager", tell = ["owner"] },\n'
    policy += '  { after = { minutes = 90 }, step = "ring_duty", tell = ["manager"] },\n]\n'
    world = await partnership(storage, tmp_path, policy=policy)
    sam = await handed_over(world)
    eve, tess = world.people["eve"], world.people["tm"]
    before = len(eve.posts)
    await world.until(at(13, 17, 30))
    assert len(eve.posts) == before + 1
    assert "has not taken it" not in sam.sees()
    await world.until(at(13, 18))
    assert "EXMP-SM-1. It is still yours. Ring Quorate desk on 01632 960000 now." in sam.sees()
    assert "has not taken it" not in tess.sees()
    await world.until(at(13, 18, 30))
    assert "EXMP-SM-1. It is still with Sam Carter." in tess.sees()
    assert (await world.rows("obligations", kind="line"))[0].state == "escalated"
    await eve.presses("Take it")
    assert "It is taken now." in sam.sees()


async def test_several_that_nobody_takes_are_one_message(friday: World) -> None:
    sam = await tonight(friday)
    await tonight(friday, reference="CSC-200000")
    await friday.until(at(13, 16))
    await sam.presses("Hand over to emergency duty")
    await friday.until(at(13, 19))
    cards = [read(each) for each in sam.cards if "has not taken it" in read(each)]
    assert all("EXMP-SM-1, EXMP-SM-2" in each for each in cards)
    assert len(cards) == 2, "the step of the giver, and the one that says whom to ring"


async def test_with_nobody_on_the_rota_a_named_human_and_a_number_stand_on_the_card(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path)
    for who in ("eve", "ned"):
        await change(world, "people", {"id": who}, works="Mon-Tue 09:00-17:00")
    sam = await tonight(world)
    await world.until(at(13, 16))
    ring = "Nobody from emergency duty is on the rota then. Ring Quorate desk on 01632 960000."
    assert ring in sam.sees()
    await sam.presses("Hand over to emergency duty")
    assert ring in sam.sees()
    assert await world.rows("audit", verb="nobody_on_duty")
    await world.until(at(13, 17, 30))
    assert "has not taken it" in sam.sees(), "never silent"
    (meeting,) = await world.rows("meetings")
    assert meeting.convenor_id == "sam"


async def test_what_is_missing_is_named_to_both_and_blocks_nothing(friday: World) -> None:
    await change(friday, "people", {"id": "sam"}, phone="")
    sam = await tonight(friday, concerns=("domestic_abuse",))
    await friday.until(at(13, 16))
    card = whole(sam, "1 meeting to hand over.")
    missing = "Not known yet: a number to ring the day's convenor on, a named police officer"
    assert missing in card
    assert "where everybody is now" in card
    assert "how to make contact safely" in card
    assert "[Add what is known]" in card
    await sam.presses("Hand over to emergency duty")
    await friday.until(at(13, 17))
    theirs = whole(friday.people["eve"], "handed over by")
    assert missing in theirs
    for word in ("abuse", "CSC", "3 years", "domestic"):
        assert word not in theirs
    await friday.people["eve"].presses("Take it")
    assert (await friday.rows("meetings"))[0].convenor_id == "eve"


async def test_somebody_who_must_stay_out_never_hears_of_it_nor_takes_it(friday: World) -> None:
    await tonight(friday, not_told="Eve Night")
    await friday.people["sam"].types("handover")
    await friday.people["sam"].presses("Hand over to emergency duty")
    await friday.until(at(13, 18))
    assert "EXMP-SM-1" not in friday.people["eve"].sees()
    (line,) = await lines(friday)
    await friday.people["eve"].sends("take_line", line.id)
    assert "You have no part" in friday.people["eve"].said
    await friday.people["ned"].presses("Take it")
    assert (await friday.rows("meetings"))[0].convenor_id == "ned"


async def test_a_restricted_case_is_not_offered_to_the_desk_but_to_one_person(friday: World) -> None:
    sam = await tonight(friday, concerns=("professional_allegation",))
    await friday.until(at(13, 16))
    await sam.types("handover")
    assert "Restricted: hand it to one person yourself." in sam.sees()
    await sam.sends("hand_to_night", "")
    assert not await lines(friday)
    await friday.until(at(13, 18))
    assert not any("handed over" in read(each) for each in friday.people["eve"].cards)


async def test_whoever_leaves_before_it_is_taken_leaves_it_to_their_manager(friday: World) -> None:
    await handed_over(friday)
    await friday.bus.do(PersonLeaves("sam"), OPERATOR)
    (line,) = await lines(friday)
    await friday.people["eve"].sends("take_line", line.id)
    assert "no longer on offer" in friday.people["eve"].sees()
    await friday.until(at(13, 17, 5))
    tess = friday.people["tm"]
    assert "1 meeting to hand over." in tess.sees()
    await tess.presses("Hand over to emergency duty")
    await friday.people["eve"].presses("Take it")
    assert (await friday.rows("meetings"))[0].convenor_id == "eve"


async def test_a_cancelled_meeting_is_no_longer_on_offer(friday: World) -> None:
    sam = await handed_over(friday)
    (meeting,) = await friday.rows("meetings")
    await sam.sends("cancel", meeting.id)
    await sam.fills(reason="Moved away")
    (line,) = await lines(friday)
    await friday.people["eve"].sends("take_line", line.id)
    assert "no longer on offer" in friday.people["eve"].sees()
    posts = len(friday.people["eve"].posts)
    await friday.until(at(13, 20))
    assert len(friday.people["eve"].posts) == posts
    assert "has not taken it" not in sam.sees()


async def test_only_social_care_hands_over_and_only_emergency_duty_takes(friday: World) -> None:
    await handed_over(friday)
    (line,) = await lines(friday)
    pat, ola = friday.people["pc1"], friday.people["ola"]
    await pat.types("handover")
    assert "Only social care" in pat.said
    for each in (pat, ola):
        await each.sends("take_line", line.id)
        assert "You have no part" in each.said


async def test_the_home_page_offers_it_while_something_urgent_is_called(friday: World) -> None:
    sam = await tonight(friday)
    home = read(await friday.front.home(sam.identity))
    assert "[Hand over to emergency duty]" in home
    assert "[Hand over to emergency duty]" not in read(await friday.front.home(friday.people["ola"].identity))


async def test_an_action_due_tonight_is_chased_with_whoever_accepted_it_and_stays_its_owners(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, at(13, 10))
    sam = await _with_an_action(world, "today at 9pm")
    await world.until(at(13, 16))
    assert "1 action to hand over." in sam.sees()
    await sam.presses("Hand over to emergency duty")
    await world.until(at(13, 17))
    eve, ola = world.people["eve"], world.people["ola"]
    assert "EXMP-SM-1 action 1" in whole(eve, "handed over by")
    assert "See the child" not in eve.sees()
    await eve.presses("Take it")
    (action,) = await world.rows("actions")
    assert action.owner_id == "ola"
    before = len(ola.posts)
    await world.until(at(13, 23))
    assert "EXMP-SM-1 action 1" in read(eve.cards[-1])
    assert len(ola.posts) == before, "the owner has gone home"
    await eve.sends("words", action.id)
    assert "See the child" in eve.sees()
    await world.people["ned"].sends("words", action.id)
    assert "See the child" not in world.people["ned"].sees()
    await world.until(at(16, 9, 1))
    await eve.sends("words", action.id)
    assert "You have no part" in eve.sees(), "the night is over"


async def _with_an_action(world: World, when: str) -> Somebody:
    """An emergency was met this morning; Ola has something to do by tonight."""
    sam = await world.called("emergency")
    (meeting, *_) = await world.rows("meetings", order="number")
    await world.until(meeting.starts_at)
    await sam.sends("pad", meeting.id)
    await sam.fills(words="See the child", owner="", other_owner="Ola Second", timescale=when)
    await sam.presses("Finish")
    await sam.fills()
    for each in (await world.rows("meetings", order="number"))[1:]:
        await sam.sends("cancel", each.id)
        await sam.fills(reason="Not needed")
    return sam
