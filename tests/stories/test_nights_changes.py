"""What changes while the night has something: it is passed on, turns out restricted, or nobody takes it by day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.app.commands import AnswerHandover, OfferHandover
from bot.app.work import Actor
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.world import at, read
from tests.stories.nights import handed_over, lines, partnership, tonight, whole
from tests.stories.reaching import only_a_number
from tests.stories.test_carry_over import raised_at_night


async def test_passed_on_within_the_night_it_is_on_the_mornings_list_all_the_same(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path)
    await handed_over(world)
    await world.people["eve"].presses("Take it")
    (meeting,) = await world.rows("meetings")
    await world.bus.do(OfferHandover(meeting.id, "ned"), Actor("eve"))
    await world.bus.do(AnswerHandover(meeting.id, accept=True), Actor("ned"))
    await world.until(at(16, 9))
    card = whole(world.people["ola"], "From the night: Duty")
    assert "Until somebody takes it, it is with Ned Nightly" in card
    await world.people["ola"].presses("Take it")
    assert (await world.rows("meetings"))[0].convenor_id == "ola"


@pytest.mark.parametrize(
    ("raised", "morning"),
    [
        (at(13, 16, 58), at(16, 9)),
        (at(13, 17, 1), at(16, 9)),
        (at(15, 23, 59), at(16, 9)),
        (datetime(2026, 3, 29, 0, 30, tzinfo=LONDON), datetime(2026, 3, 30, 9, tzinfo=LONDON)),
        (datetime(2026, 10, 25, 0, 59, tzinfo=LONDON), datetime(2026, 10, 26, 9, tzinfo=LONDON)),
    ],
)
async def test_what_emergency_duty_chaired_comes_back_whenever_it_was_raised(
    storage: Storage, tmp_path: Path, raised: datetime, morning: datetime
) -> None:
    world = await partnership(storage, tmp_path, raised)
    await world.called("same_day")
    await world.wait(minutes=3)
    await world.people["eve"].presses("I'll take it")
    assert (await world.rows("meetings", order="number"))[0].convenor_id == "eve"
    await world.until(morning)
    assert "EXMP-SM-1" in whole(world.people["ola"], "From the night: Duty")
    assert len(await lines(world, way="day")) == 1


async def test_what_nobody_takes_is_on_the_next_days_list_again_until_somebody_does(
    storage: Storage, tmp_path: Path
) -> None:
    world = await raised_at_night(await partnership(storage, tmp_path, at(14, 2, 10)))
    await world.until(at(16, 11, 30))
    head, ola = world.people["head"], world.people["ola"]
    told = "EXMP-SM-1, EXMP-SM-2. It is still with emergency duty. Please have somebody of the team take it."
    assert told in head.sees()
    await world.until(at(17, 9))
    assert ola.cards[-1].summary == "From the night: Duty: 2 to take"
    assert sum("From the night: Duty" in read(each) and "[Take it]" in read(each) for each in ola.cards) == 1
    assert "There is a newer message about this below" in ola.sees()
    assert "It is taken now" not in head.sees(), "nobody has it"
    assert "What is still open is on the newest list." in head.sees()
    assert len([each for each in await lines(world) if each.state == "offered"]) == 2
    await ola.presses("Take it", beside="EXMP-SM-1")
    await ola.presses("Take it", beside="EXMP-SM-2")
    await world.until(at(18, 9, 5))
    assert not [each for each in await lines(world) if each.state == "offered"]
    assert {each.convenor_id for each in await world.rows("meetings")} == {"ola"}


async def test_what_was_handed_over_and_nobody_takes_back_is_on_the_next_days_list_too(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path)
    await handed_over(world)
    await world.people["eve"].presses("Take it")
    await world.until(at(16, 9))
    await world.until(at(17, 9))
    card = world.people["ola"].cards[-1]
    assert card.summary == "From the night: Duty: 1 to take"
    assert "EXMP-SM-1" in read(card)
    (line,) = await lines(world, state="offered")
    assert line.offered_at == at(17, 9)


async def test_restricted_since_it_was_offered_it_is_the_givers_to_hand_to_one_person(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path)
    sam = await handed_over(world)
    (line,) = await lines(world)
    await sam.presses("Add what is known")
    await sam.fills(concerns=("professional_allegation",))
    eve = world.people["eve"]
    await eve.sends("take_line", line.id)
    assert "You have no part" in eve.said
    await world.until(at(13, 19))
    assert "has not taken it" not in sam.sees() + world.people["tm"].sees(), "no desk is waited for"
    assert "Restricted: hand it to one person yourself." in whole(sam, "Hand over to emergency duty")


async def test_whoever_gave_it_and_their_manager_read_whose_it_is_still(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path)
    sam = await handed_over(world)
    await world.until(at(13, 18, 1))
    assert "EXMP-SM-1. It is still yours. Ring Quorate desk on 01632 960000 now." in sam.sees()
    assert "EXMP-SM-1. It is still with Sam Carter. Ring" in world.people["tm"].sees()
    await world.until(at(16, 9))
    assert "It is taken now" not in sam.sees() + world.people["tm"].sees()


async def test_emergency_duty_out_of_reach_is_rung_by_whoever_is_above_with_a_reason(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path)
    sam = await tonight(world)
    for each in ("eve", "ned"):
        await only_a_number(world, each)
    await world.until(at(13, 16))
    await sam.presses("Hand over to emergency duty")
    await world.until(at(13, 17, 1))
    words = "\n".join(read(each) for each in world.people["head"].cards)
    for each in ("eve", "ned"):
        number = world.people[each].person.phone
        assert f"Ring {number} about what the day hands over to emergency duty." in words


async def test_a_line_that_is_taken_says_so_to_those_who_were_told(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path)
    sam = await handed_over(world)
    await world.until(at(13, 18, 1))
    await world.people["ned"].presses("Take it")
    assert "It is taken now" in sam.sees()
    assert "It is taken now" in world.people["tm"].sees()
