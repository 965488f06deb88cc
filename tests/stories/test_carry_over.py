"""In the morning each day team has a list of what the night has left, and each line is accepted by somebody."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.gallery import change
from tests.kit.world import REFERENCE, World, at, read
from tests.stories.nights import OUT_OF_HOURS, handed_over, lines, partnership, whole


async def raised_at_night(world: World) -> World:
    """Eve of the emergency duty desk calls an emergency in the night, and its full meeting."""
    eve = world.people["eve"]
    await eve.types("")
    await eve.fills(references=REFERENCE, urgency="emergency", ages="3 years")
    await eve.fills()
    return world


@pytest.fixture
async def monday(storage: Storage, tmp_path: Path) -> World:
    """Monday, five to nine: Eve raised something on Saturday night."""
    world = await raised_at_night(await partnership(storage, tmp_path, at(14, 2, 10)))
    await world.until(at(16, 8, 55))
    return world


async def test_on_monday_at_nine_the_team_has_one_list_and_nobody_before(monday: World) -> None:
    sam, ola = monday.people["sam"], monday.people["ola"]
    assert "From the night" not in sam.sees() + ola.sees()
    await monday.until(at(16, 9))
    for each in (sam, ola):
        card = whole(each, "From the night: Duty")
        assert "EXMP-SM-1: Sat 14 March, 02:20" in card
        assert "EXMP-SM-2: Mon 16 March, 10:00" in card
        assert "full meeting after EXMP-SM-1" in card
        assert "Until somebody takes it, it is with Eve Night" in card
        assert "CSC" not in card
    assert "From the night" not in monday.people["hv1"].sees()
    assert len(await monday.rows("notices", kind="morning")) == 2


async def test_a_line_is_taken_with_one_click_and_the_colleagues_card_says_by_whom(monday: World) -> None:
    await monday.until(at(16, 9))
    sam, ola = monday.people["sam"], monday.people["ola"]
    await sam.presses("Take it", beside="EXMP-SM-2")
    assert "EXMP-SM-2: taken by Sam Carter, 09:00." in whole(ola, "From the night: Duty")
    assert "You have it." in whole(sam, "From the night: Duty")
    first, full = await monday.rows("meetings", order="number")
    assert (first.convenor_id, full.convenor_id) == ("eve", "sam")
    assert "EXMP-SM-2 has been taken over by Sam Carter" in monday.people["eve"].sees()
    assert "EXMP-SM-2: Mon 16 March" in sam.sees()
    assert await monday.rows("audit", verb="taken_for_the_day")


async def test_of_two_colleagues_at_once_one_has_it(monday: World) -> None:
    await monday.until(at(16, 9))
    line = (await lines(monday))[0]
    sam, ola = monday.people["sam"], monday.people["ola"]
    await asyncio.gather(sam.sends("take_line", line.id), ola.sends("take_line", line.id))
    assert len(await monday.rows("audit", verb="taken_for_the_day")) == 1


async def test_until_it_is_taken_it_stays_with_emergency_duty_and_is_chased_and_the_manager_hears(
    monday: World,
) -> None:
    await monday.until(at(16, 9))
    sam, tess = monday.people["sam"], monday.people["tm"]
    posts = len(sam.posts)
    await monday.until(at(16, 9, 30))
    assert len(sam.posts) > posts
    assert "has not taken it" not in tess.sees()
    await monday.until(at(16, 10))
    assert "The day team".lower() in tess.sees().lower()
    assert "EXMP-SM-1, EXMP-SM-2. It is still with emergency duty." in tess.sees()
    assert (await monday.rows("meetings", order="number"))[0].convenor_id == "eve"
    await monday.people["ola"].presses("Take it", beside="EXMP-SM-1")
    await monday.people["ola"].presses("Take it", beside="EXMP-SM-2")
    assert "It is taken now." in tess.sees()
    assert not await monday.rows("obligations", kind="line", state="open")


async def test_the_list_comes_once_however_often_the_clock_ticks(monday: World) -> None:
    await monday.until(at(16, 9))
    for minute in range(1, 15):
        await monday.until(at(16, 9, minute))
    assert len(await lines(monday)) == 2
    await monday.people["sam"].presses("Take it", beside="EXMP-SM-1")
    await monday.until(at(16, 16, 59))
    assert len(await lines(monday)) == 2


async def test_what_was_handed_over_on_friday_comes_back_on_monday_to_the_givers_team(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path)
    sam = await handed_over(world)
    await world.people["eve"].presses("Take it")
    await world.until(at(16, 9))
    card = whole(world.people["ola"], "From the night: Duty")
    assert "EXMP-SM-1: Fri 13 March, 20:00" in card
    await sam.presses("Take it")
    assert (await world.rows("meetings"))[0].convenor_id == "sam"
    states = {(each.way, each.state) for each in await lines(world)}
    assert states == {("night", "over"), ("day", "taken")}


async def test_what_nobody_took_at_night_is_still_its_givers_in_the_morning(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path)
    await handed_over(world)
    await world.until(at(16, 9, 5))
    (line,) = await lines(world)
    assert line.state == "over"
    assert "From the night" not in world.people["ola"].sees()
    assert (await world.rows("meetings"))[0].convenor_id == "sam"


async def test_somebody_who_must_stay_out_does_not_see_the_line(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path, at(14, 2, 10))
    eve = world.people["eve"]
    await eve.types("")
    await eve.fills(references=REFERENCE, urgency="emergency", ages="3 years", not_told="Ola Second")
    await eve.fills()
    await world.until(at(16, 9))
    assert "From the night" not in world.people["ola"].sees()
    (line, *_) = await lines(world)
    await world.people["ola"].sends("take_line", line.id)
    assert "You have no part" in world.people["ola"].said
    assert "From the night" in world.people["sam"].sees()


async def test_a_restricted_case_goes_only_to_those_who_may_chair_it(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path, at(14, 2, 10))
    await world.joins(
        "nan", "Nan Nights", "social_care", ("chair_emergency_duty",), manager="head", works=OUT_OF_HOURS
    )
    nan = world.people["nan"]
    await nan.types("")
    await nan.fills(references=REFERENCE, urgency="emergency", ages="3 years", concerns=("professional_allegation",))
    await nan.fills()
    await world.until(at(16, 9))
    assert "From the night" not in world.people["sam"].sees() + world.people["tm"].sees()
    assert "EXMP-SM-1" in whole(world.people["head"], "From the night")


async def test_when_emergency_duty_leaves_before_it_is_taken_their_manager_has_it(monday: World) -> None:
    await monday.until(at(16, 9))
    await monday.bus.do(PersonLeaves("eve"), OPERATOR)
    line = (await lines(monday))[0]
    await monday.people["sam"].sends("take_line", line.id)
    assert "no longer on offer" in monday.people["sam"].sees()
    assert {each.convenor_id for each in await monday.rows("meetings")} == {"head"}


async def test_where_no_team_is_known_those_who_answer_for_the_day_have_the_list(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, at(14, 2, 10))
    for who in ("sam", "ola"):
        await change(world, "people", {"id": who}, team="")
    await raised_at_night(world)
    await world.until(at(16, 9))
    assert "EXMP-SM-1" in whole(world.people["tm"], "From the night")
    assert "From the night" not in world.people["sam"].sees()


BANK_HOLIDAY = datetime(2026, 5, 2, 2, 10, tzinfo=LONDON)
SPRING, AUTUMN = datetime(2026, 3, 29, 0, 30, tzinfo=LONDON), datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("raised", "morning"),
    [
        (BANK_HOLIDAY, datetime(2026, 5, 5, 9, tzinfo=LONDON)),
        (SPRING, datetime(2026, 3, 30, 9, tzinfo=LONDON)),
        (AUTUMN, datetime(2026, 10, 26, 9, tzinfo=LONDON)),
    ],
)
async def test_the_list_comes_when_the_offices_open_over_holidays_and_clock_changes(
    storage: Storage, tmp_path: Path, raised: datetime, morning: datetime
) -> None:
    world = await raised_at_night(await partnership(storage, tmp_path, raised))
    await world.until(morning - timedelta(minutes=1))
    assert not await lines(world)
    await world.until(morning)
    assert "EXMP-SM-1" in whole(world.people["sam"], "From the night: Duty")


@pytest.mark.parametrize(
    "friday", [datetime(2026, 3, 27, 15, tzinfo=LONDON), datetime(2026, 10, 23, 15, tzinfo=LONDON)]
)
async def test_a_weekend_in_which_the_clocks_change_is_one_night(
    storage: Storage, tmp_path: Path, friday: datetime
) -> None:
    world = await partnership(storage, tmp_path, friday)
    sam = await world.called("24h")
    (meeting,) = await world.rows("meetings")
    await sam.sends("move", meeting.id)
    await sam.fills(date=f"{friday + timedelta(days=2):%Y-%m-%d}", time="10:00")
    await world.until(friday.replace(hour=16))
    await sam.presses("Hand over to emergency duty")
    (line,) = await lines(world)
    assert line.until == (friday + timedelta(days=3)).replace(hour=9)
    await world.until(friday.replace(hour=17))
    await world.people["ned"].presses("Take it")
    await world.until(line.until)
    assert "EXMP-SM-1: Sun" in whole(world.people["ola"], "From the night: Duty")
    assert "EXMP-SM-1" in read(world.people["sam"].card("From the night"))
