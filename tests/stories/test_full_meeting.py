"""When the full meeting is, when there is none, and what becomes of it when the first one changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app.cards import Form
from bot.domain.diary import Leave
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.world import REFERENCE, TUESDAY, World, at, read
from tests.stories.at_night import (
    EASTER_FRIDAY_EVE,
    FRIDAY_LATE,
    NOON,
    SATURDAY_NIGHT,
    both,
    partnership,
    planned,
    seats,
    shown,
)


async def test_on_friday_at_half_past_four_a_same_day_case_meets_that_evening_and_fully_on_monday(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, FRIDAY_LATE)
    await planned(world, "eve", "same_day")
    first, full = await both(world)
    assert first.deadline == at(13, 20, 30)
    assert first.starts_at == at(13, 17)
    assert (full.deadline, full.starts_at) == (at(16, 16, 30), at(16, 9, 30))
    assert (await seats(world, first, required=True))["chair_emergency_duty"] == "eve"


async def test_an_emergency_at_noon_has_its_full_meeting_by_noon_of_the_next_working_day(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, NOON)
    sam = await planned(world, "sam")
    first, full = await both(world)
    assert full.deadline == at(11, 12)
    assert first.ends_at is not None
    assert full.starts_at is not None
    assert full.ends_at is not None
    assert first.ends_at <= full.starts_at
    assert full.ends_at <= at(11, 12)
    assert (await seats(world, first, required=True))["health_visitor"] == "hv1", "by day nobody is closed"
    assert "Asked for information" not in shown(sam)


async def test_over_easter_the_full_meeting_is_on_the_first_working_day_after_it(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, EASTER_FRIDAY_EVE)
    await planned(world)
    _, full = await both(world)
    assert full.starts_at == datetime(2026, 4, 7, 10, tzinfo=LONDON)
    assert full.deadline == datetime(2026, 4, 7, 17, tzinfo=LONDON)


async def test_when_nobody_is_free_for_the_full_meeting_the_first_is_sent_and_the_convenor_told_what_to_do(
    storage: Storage, tmp_path: Path
) -> None:
    world = World(storage, tmp_path, SATURDAY_NIGHT)
    eve = await world.joins("eve", "Eve Night", "social_care", ("chair_emergency_duty",), works="always")
    officer = await world.joins("pc9", "Una Officer", "police", ("police_child_abuse",), "teams", works="always")
    async with world.storage.units.write() as uow:
        away = at(16, 0).astimezone(UTC), at(20, 0).astimezone(UTC)
        await uow.leave.add(Leave("leave-1", "pc9", *away, None, "pc9", world.clock))
        await uow.commit()
    await planned(world)
    assert "No time yet" in shown(eve)
    await eve.fills()
    assert "You are asked to come" in read(officer.card("strategy meeting EXMP-SM-1"))
    first, full = await both(world)
    assert (first.state, full.state) == ("called", "draft")
    assert "EXMP-SM-2, the full meeting, has no time" in read(eve.card("Open it and choose a time"))
    assert "It is not sent yet: nobody has been asked." in read(eve.card("EXMP-SM-1: Sat"))
    await eve.presses("Look at its plan")
    await eve.fills(date="2026-03-23", time="10:00")
    await eve.fills()
    assert (await both(world))[1].state == "called"
    assert "Full meeting: Mon 23 March, 10:00" in read(eve.card("EXMP-SM-1: Sat"))


async def test_the_convenor_leaves_the_full_meeting_out_and_it_stays_out(night: World) -> None:
    eve = await planned(night)
    await eve.presses("Without the full meeting")
    assert "Without the full meeting." in shown(eve)
    assert await night.rows("audit", verb="full_meeting_left_out")
    await eve.presses("Add what is known")
    await eve.fills(concerns=("physical_injury",))
    assert "Without the full meeting." in shown(eve)
    await eve.fills()
    assert [each.state for each in await both(night)] == ["called", "cancelled"]
    assert "EXMP-SM-2" not in night.people["tm"].sees()


async def test_the_full_meeting_that_was_left_out_can_be_planned_after_all(night: World) -> None:
    eve = await planned(night)
    await eve.presses("Without the full meeting")
    await eve.presses("Plan the full meeting")
    assert "Then the full meeting\nMon 16 March" in shown(eve)
    await eve.fills()
    assert [each.state for each in await both(night)] == ["called", "called"]


async def test_its_time_is_changed_before_sending_and_never_to_before_the_first(night: World) -> None:
    eve = await planned(night)
    await eve.presses("Change its time")
    await eve.fills(date="2026-03-14", time="02:30")
    assert "after the first one is over" in shown(eve)
    await eve.fills(date="2026-03-16", time="14:00")
    assert "Full meeting after EXMP-SM-1." in shown(eve)
    await eve.presses("Back to EXMP-SM-1")
    assert "Then the full meeting\nMon 16 March, 14:00 to 15:00" in shown(eve)
    await eve.fills()
    assert (await both(night))[1].starts_at == at(16, 14)


async def test_sent_from_the_plan_of_the_full_meeting_both_go(night: World) -> None:
    eve = await planned(night)
    await eve.presses("Look at its plan")
    assert isinstance(eve.shown, Form)
    assert eve.shown.submit == "Send both"
    await eve.fills()
    assert [each.state for each in await both(night)] == ["called", "called"]


async def test_planning_again_makes_no_second_full_meeting(night: World) -> None:
    eve = await planned(night)
    await eve.presses("Add what is known")
    await eve.fills(concerns=("physical_injury",))
    first, full = await both(night)
    assert full.facts.concerns == first.facts.concerns == frozenset({"physical_injury"})


async def test_a_draft_that_is_not_so_urgent_after_all_has_no_full_meeting(night: World) -> None:
    eve = await planned(night)
    await eve.presses("Add what is known")
    await eve.fills(urgency="planned")
    assert [each.state for each in await both(night)] == ["draft", "cancelled"]
    assert "full meeting" not in shown(eve)
    await eve.presses("Add what is known")
    await eve.fills(urgency="emergency")
    assert [each.state for each in await both(night)] == ["draft", "draft"]


async def test_what_is_learnt_later_changes_the_full_meeting_that_is_called_too(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    await night.joins("ch", "Cas Bed", "health", ("paediatrician_on_call",), "teams", works="always")
    _, full = await both(night)
    assert "paediatrician_on_call" not in await seats(night, full, required=True)
    await eve.presses("Add what is known", beside="EXMP-SM-1")
    await eve.fills(concerns=("physical_injury",))
    assert "paediatrician_on_call" in await seats(night, full, required=True)
    assert (await both(night))[1].facts.concerns == frozenset({"physical_injury"})


async def test_somebody_who_must_not_be_told_is_out_of_both(night: World) -> None:
    eve, priya = await planned(night, not_told="Priya Nair"), night.people["hv1"]
    assert "Priya" not in shown(eve)
    await eve.fills()
    assert not priya.posts
    for each in await both(night):
        assert each.excluded == ("hv1",)


async def test_somebody_found_to_be_related_later_is_out_of_both_at_once(night: World) -> None:
    eve, priya = await planned(night), night.people["hv1"]
    await eve.fills()
    await eve.presses("Add what is known", beside="EXMP-SM-1")
    await eve.fills(not_told="Priya Nair")
    for reference in ("EXMP-SM-1", "EXMP-SM-2"):
        await priya.types(reference)
        assert "You have no part" in priya.said


async def test_cancelling_a_draft_cancels_its_full_meeting_and_nobody_hears(night: World) -> None:
    eve = await planned(night)
    first, _ = await both(night)
    await eve.sends("cancel", first.id)
    await eve.fills(reason="Entered twice")
    assert [each.state for each in await both(night)] == ["cancelled", "cancelled"]
    assert not night.people["tm"].posts


async def test_cancelling_the_meeting_of_the_night_leaves_the_full_one_and_says_so(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    first, _ = await both(night)
    await eve.sends("cancel", first.id)
    await eve.fills(reason="The child is in hospital")
    assert [each.state for each in await both(night)] == ["cancelled", "called"]
    assert "EXMP-SM-2. It still stands." in read(eve.card("This meeting is cancelled"))


async def test_the_full_meeting_is_handed_to_the_day_and_the_one_of_the_night_stays(night: World) -> None:
    eve = await planned(night)
    await eve.fills()
    await eve.presses("Hand over", beside="EXMP-SM-2")
    await eve.fills(person="Tess Manager")
    await night.people["tm"].presses("Take it over")
    assert [each.convenor_id for each in await both(night)] == ["eve", "tm"]


async def test_held_by_phone_at_night_it_plans_the_full_meeting_for_the_convenor_to_send(night: World) -> None:
    night.clock = at(16, 9, 5).astimezone(UTC)
    eve = night.people["eve"]
    await eve.types("phone")
    await eve.fills(
        references=REFERENCE,
        urgency="emergency",
        date="2026-03-15",
        time="02:10",
        attended=("eve", "pc1", "paed"),
        actions="Police to visit today",
    )
    first, full = await both(night)
    assert (first.state, full.state) == ("held", "draft")
    assert full.deadline == at(16, 17), "counted from the call, not from when it was entered"
    assert "EXMP-SM-2" in read(eve.card("Open and send it"))
    await eve.presses("Look at its plan")
    await eve.fills()
    assert (await both(night))[1].state == "called"


@pytest.mark.parametrize(("when", "urgency"), [(TUESDAY, "same_day"), (SATURDAY_NIGHT, "planned"), (NOON, "24h")])
async def test_no_full_meeting_is_made_where_the_rule_asks_for_none(
    storage: Storage, tmp_path: Path, when: datetime, urgency: str
) -> None:
    world = await partnership(storage, tmp_path, when)
    sam = await planned(world, "sam", urgency)
    assert "full meeting" not in shown(sam)
    await sam.fills()
    assert len(await world.rows("meetings")) == 1


async def test_a_council_that_wants_no_full_meetings_gets_none(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path, SATURDAY_NIGHT, '[urgencies.emergency]\nfollow_up = "never"\n')
    await planned(world)
    (first,) = await world.rows("meetings")
    assert first.follows_id is None


async def test_mondays_meeting_is_for_the_officer_on_shift_then_and_not_for_whoever_is_on_at_night(
    night: World,
) -> None:
    async with night.storage.units.write() as uow:
        for who, works in (("pc1", "nightly 22:00-08:00"), ("pc2", "Mon-Fri 08:00-18:00")):
            person = await uow.people.get(who)
            assert person is not None
            person.works = works
            await uow.people.save(person)
        await uow.commit()
    eve = await planned(night)
    await eve.fills()
    first, full = await both(night)
    asked = {
        each.id: {one.person_id for one in await night.rows("invitations", meeting_id=each.id, desk_id="pdesk")}
        for each in (first, full)
    }
    assert asked[first.id] == {"pc1"}
    assert asked[full.id] == {"pc2"}
