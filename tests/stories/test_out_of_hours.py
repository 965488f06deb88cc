"""Out of hours: emergency duty meets at once, and the full meeting is planned and sent in the same act."""

from __future__ import annotations

from pathlib import Path

from bot.storage import Storage
from tests.kit.world import World, at, read
from tests.stories.at_night import (
    SATURDAY_NIGHT,
    SCHOOL_SITS,
    both,
    partnership,
    planned,
    seats,
    shown,
)


async def test_at_night_both_meetings_are_planned_in_one_act_and_shown_on_one_plan(night: World) -> None:
    eve = await planned(night)
    first, full = await both(night)
    assert (first.starts_at, full.starts_at) == (at(14, 2, 20), at(16, 10))
    assert full.deadline == at(16, 17)
    plan = shown(eve)
    assert "First: Sat 14 March, 02:20 to 02:50" in plan
    assert "Then the full meeting\nMon 16 March, 10:00 to 11:00, EXMP-SM-2." in plan
    assert "Social worker (" in plan
    assert "Health visitor (Priya Nair)" in plan
    assert not night.people["hv1"].posts, "nobody is told anything before it is sent"


async def test_emergency_duty_chairs_and_sits_at_night_and_the_day_staff_at_the_full_meeting(night: World) -> None:
    await planned(night)
    first, full = await both(night)
    now, then = await seats(night, first, required=True), await seats(night, full, required=True)
    assert now["chair_emergency_duty"] == "eve"
    assert "social_worker" not in now
    assert "health_visitor" not in now
    assert now["paediatrician_on_call"] == "paed"
    assert then["chair_team_manager"] == "tm"
    assert then["social_worker"] in ("sam", "ola")
    assert then["health_visitor"] == "hv1"
    assert then["police_child_abuse"] == "pdesk"
    assert "chair_emergency_duty" not in then


async def test_one_press_sends_both_and_each_card_names_the_other(night: World) -> None:
    eve, pat = await planned(night), night.people["pc1"]
    await eve.fills()
    assert "on their way" in eve.said
    assert {each.state for each in await both(night)} == {"called"}
    assert "You are asked to come" in read(pat.card("strategy meeting EXMP-SM-1"))
    assert "Full meeting after EXMP-SM-1." in read(pat.card("EXMP-SM-2"))
    assert "Full meeting: Mon 16 March, 10:00 to 11:00, EXMP-SM-2" in read(eve.card("EXMP-SM-1: Sat 14 March"))
    assert "Full meeting after EXMP-SM-1." in read(eve.card("EXMP-SM-2: Mon 16 March"))


async def test_a_closed_service_is_asked_for_information_now_and_required_on_monday(night: World) -> None:
    eve = await planned(night)
    plan = shown(eve)
    assert "Asked for information, not to come\nHealth visitor: Priya Nair" in plan
    await eve.fills()
    priya = night.people["hv1"]
    asked = read(priya.card("Please send what you know"))
    assert "Please send what you know by Mon 16 March, 10:00" in asked
    assert "You are not asked to come." in asked
    assert "You are asked to come" in read(priya.card("EXMP-SM-2"))
    card = read(eve.card("EXMP-SM-1: Sat"))
    assert (
        "Asked for information, not to come\nHealth visitor: Priya Nair. Asked for it by Mon 16 March, 10:00." in card
    )
    await priya.presses("Our information is sent")
    assert "with the convenor. Thank you" in shown(priya)
    assert "Their information is sent." in read(eve.card("EXMP-SM-1: Sat"))


async def test_a_closed_school_is_asked_for_what_it_knows_and_required_on_monday(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, SATURDAY_NIGHT, SCHOOL_SITS)
    eve = await planned(world, ages="9 years", concerns=("neglect",))
    first, full = await both(world)
    assert (await seats(world, first, required=False))["school"] == "dsl"
    assert (await seats(world, full, required=True))["school"] == "dsl"
    await eve.fills()
    dot = world.people["dsl"]
    assert "Please send what you know by Mon 16 March, 10:00" in read(dot.card("Please send what you know"))
    assert "You are asked to come" in read(dot.card("EXMP-SM-2"))


async def test_one_answer_for_the_desk_of_a_closed_service_is_enough(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path, SATURDAY_NIGHT, SCHOOL_SITS).with_everybody()
    await world.joins("eve", "Eve Night", "social_care", ("chair_emergency_duty",), works="always")
    await world.opens_desk("sdesk", "School office", "education", ("school",))
    for key, name in (("s1", "Olly Office"), ("s2", "Orla Office")):
        await world.joins(key, name, "education", (), "teams", desk="sdesk")
    eve = await planned(world, ages="9 years", concerns=("neglect",))
    await eve.fills()
    asked = {"kind": "information", "person_id": ("s1", "s2"), "state": "open"}
    assert len(await world.rows("obligations", **asked)) == 2
    await world.people["s1"].presses("Our information is sent")
    assert not await world.rows("obligations", **asked)


async def test_nobody_is_nudged_at_night_about_the_full_meeting(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    before = {who: len(night.people[who].posts) for who in ("pc1", "paed", "hv1", "sam", "tm")}
    await night.until(at(14, 9))
    chased = {who: len(night.people[who].posts) - count for who, count in before.items()}
    assert chased["pc1"] > 0, "the meeting of the night is chased"
    assert chased["paed"] > 0
    assert (chased["hv1"], chased["sam"], chased["tm"]) == (0, 0, 0)
    first, full = await both(night)
    for owed in await night.rows("obligations", meeting_id=full.id, state="open"):
        assert owed.due_at >= at(16, 9), owed.kind
    for owed in await night.rows("obligations", meeting_id=first.id, kind="information", state="open"):
        assert owed.due_at >= at(16, 9)


async def test_the_full_meeting_is_chased_on_monday_morning(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    await night.until(at(16, 8, 59))
    posts = len(night.people["tm"].posts)
    await night.until(at(16, 9, 59))
    assert len(night.people["tm"].posts) > posts


async def test_both_are_answered_from_slack_and_from_teams(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    for who in ("pc1", "paed"):
        await night.people[who].presses("I'll take it" if who == "pc1" else "I'll come", beside="EXMP-SM-1")
    card = read(eve.card("EXMP-SM-1: Sat"))
    assert "Quorate" in card, card
    await night.until(at(16, 9))
    (worker,) = await night.rows("seats", name="social_worker", closed=False)
    for who in ("tm", worker.person_id, "hv1"):
        await night.people[who].presses("I'll come", beside="EXMP-SM-2")
    await night.people["pc2"].presses("I'll take it", beside="EXMP-SM-2")
    assert "Quorate: social care, police and health are coming." in read(eve.card("EXMP-SM-2: Mon"))


async def test_the_full_meeting_needs_health_that_knows_the_child_or_its_information(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    await night.until(at(16, 9))
    (seat,) = await night.rows("seats", name="social_worker", closed=False)
    await night.people[seat.person_id].presses("I'll come", beside="EXMP-SM-2")
    assert "Missing: police, health" in read(eve.card("EXMP-SM-2: Mon"))
