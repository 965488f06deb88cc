"""Whoever is taken between the plan and its sending is noticed; and nobody is held, or let off, for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.app import commands as c
from bot.app.work import OPERATOR, Actor
from bot.domain.diary import Rota, RotaLine
from bot.domain.meeting import Meeting
from bot.domain.people import DeskMember
from bot.storage import Storage
from tests.kit.world import REFERENCE, TUESDAY, World, at
from tests.stories.at_night import NOON, both, partnership, planned
from tests.stories.test_planning import away, draft_by, knows, newest, seat

NURSE = "health_visitor"
POLICE = "police_child_abuse"
CHAIR = "chair_team_manager"
OTHER_CASE = "CSC-104299"


async def again(world: World, meeting: Meeting) -> Meeting:
    found: list[Meeting] = await world.rows("meetings", id=meeting.id)
    return found[0]


async def does(world: World, command: c.Command, who: str = "sam") -> None:
    await world.bus.do(command, Actor(who, "slack"))
    await world.settle()


async def chooses(world: World, meeting: Meeting, person: str, name: str = NURSE, who: str = "sam") -> None:
    """The convenor puts this person into that seat."""
    await does(world, c.SwapPerson(meeting.id, (await seat(world, name, meeting)).id, person), who)


async def sent(world: World, meeting: Meeting, who: str = "sam") -> Meeting:
    await does(world, c.SendInvitations(meeting.id), who)
    return await again(world, meeting)


async def held(world: World, meeting: Meeting) -> set[str]:
    return {each.who for each in await world.rows("holds", meeting_id=meeting.id)}


async def the_desk(world: World, **changes: object) -> None:
    async with world.storage.units.write() as uow:
        desk = await uow.desks.get("pdesk")
        assert desk is not None
        for name, value in changes.items():
            setattr(desk, name, value)
        await uow.desks.save(desk)
        await uow.commit()


def begins(meeting: Meeting) -> datetime:
    assert meeting.starts_at is not None
    return meeting.starts_at


async def test_somebody_who_goes_on_leave_meanwhile_is_not_asked(world: World) -> None:
    _, meeting = await draft_by(world, "sam", REFERENCE)
    await world.people["hv1"].types("off sick")
    assert (await sent(world, meeting)).state == "draft"
    assert (await seat(world, NURSE, meeting)).person_id != "hv1"
    assert not world.people["hv1"].posts


async def test_somebody_whom_a_new_rota_gives_the_day_off_is_not_asked(world: World) -> None:
    _, meeting = await draft_by(world, "sam", REFERENCE)
    week = Rota("r", at(9, 0), at(16, 0), TUESDAY)
    off = RotaLine("", "r", "hv1", at(9, 0), at(16, 0), works=False)
    await world.bus.do(c.ImportRota(week, (off,)), OPERATOR)
    assert (await sent(world, meeting)).state == "draft"
    assert (await seat(world, NURSE, meeting)).person_id == "hv2"


async def test_times_that_a_desk_takes_back_meanwhile_are_noticed(world: World) -> None:
    await the_desk(world, works="Wed 10:00-17:00")
    await world.people["pc1"].types("we can do Thursday 10:00-12:00")
    _, meeting = await draft_by(world, "sam", REFERENCE)
    assert begins(meeting) == at(12, 10)
    await world.people["pc1"].types("withdraw slots")
    after = await sent(world, meeting)
    assert (after.state, begins(after).date()) == ("draft", at(11, 10).date())


async def test_a_desk_that_another_meeting_took_meanwhile_is_not_asked_twice(world: World) -> None:
    await the_desk(world, at_once=1)
    await world.joins("tm9", "Chair Nine", "social_care", ("chair_team_manager",))
    _, first = await draft_by(world, "sam", REFERENCE)
    await world.wait(minutes=16)
    _, second = await draft_by(world, "ola", OTHER_CASE)
    # The desk is all that both want: whoever else the plan names is another.
    await chooses(world, second, "tm9", "chair_team_manager", "ola")
    await chooses(world, second, "hv3", NURSE, "ola")
    assert (await sent(world, second, "ola")).state == "called"
    after = await sent(world, first)
    assert after.state == "draft"
    called = await again(world, second)
    assert called.starts_at is not None
    assert called.ends_at is not None
    assert begins(after) >= called.ends_at or begins(after) + timedelta(minutes=after.minutes) <= called.starts_at


async def test_a_desk_that_a_draft_holds_is_not_planned_twice(world: World) -> None:
    await the_desk(world, at_once=1, works="Tue 14:00-15:00")
    await world.joins("tm9", "Chair Nine", "social_care", ("chair_team_manager",))
    _, first = await draft_by(world, "sam", REFERENCE)
    assert (await seat(world, POLICE, first)).desk_id == "pdesk"
    _, second = await draft_by(world, "ola", OTHER_CASE)
    assert (await seat(world, POLICE, second)).desk_id is None


async def test_whoever_takes_a_meeting_for_their_desk_is_taken(world: World) -> None:
    async with world.storage.units.write() as uow:
        await uow.desk_members.add(DeskMember("m-tm", "pdesk", "tm"))
        await uow.commit()
    await world.joins("tm9", "Chair Nine", "social_care", ("chair_team_manager",))
    _, first = await draft_by(world, "sam", REFERENCE)
    assert (await seat(world, CHAIR, first)).person_id == "tm"
    _, second = await draft_by(world, "ola", OTHER_CASE)
    assert begins(second) == begins(first), "another chair, and a desk that can take both"
    await sent(world, second, "ola")
    await world.people["tm"].presses("I'll take it")
    after = await sent(world, first)
    chair = await seat(world, CHAIR, after)
    assert (after.state, begins(after) > begins(first) or chair.person_id != "tm") == ("draft", True)


async def test_whoever_the_convenor_chose_is_asked_whatever_their_diary_says(world: World) -> None:
    _, meeting = await draft_by(world, "sam", REFERENCE)
    await chooses(world, meeting, "hv2")
    await world.people["hv2"].types("off sick")
    assert (await sent(world, meeting)).state == "called"
    assert world.people["hv2"].posts


async def test_whoever_was_chosen_keeps_the_seat_at_another_time_and_is_marked(world: World) -> None:
    _, meeting = await draft_by(world, "sam", REFERENCE)
    await chooses(world, meeting, "hv2")
    await world.people["hv2"].types("off sick")
    await does(world, c.ChooseTime(meeting.id, at(11, 11)))
    chosen = await seat(world, NURSE, meeting)
    assert (chosen.person_id, chosen.unsure) == ("hv2", True)


async def test_whoever_was_chosen_keeps_the_seat_when_more_is_known(world: World) -> None:
    sam, meeting = await draft_by(world, "sam", REFERENCE)
    await chooses(world, meeting, "hv2")
    await sam.sends("facts", meeting.id)
    await sam.fills(concerns=("neglect",))
    assert (await seat(world, NURSE, meeting)).person_id == "hv2"


async def test_a_move_leaves_the_convenor_and_whoever_they_chose_in_their_seats(world: World) -> None:
    await world.called("planned")
    first = await newest(world)
    await chooses(world, first, "hv1")
    await world.wait(hours=1)
    _, second = await draft_by(world, "sam", REFERENCE)
    await sent(world, second)
    assert (await seat(world, NURSE, second)).person_id == "hv1"
    await does(world, c.MoveMeeting(first.id, begins(second)))
    assert (await seat(world, NURSE, first)).person_id == "hv1"
    (mine,) = await world.rows("invitations", meeting_id=first.id, person_id="sam")
    assert mine.answer == "accepted"


async def test_a_draft_that_is_cancelled_holds_nobody(world: World) -> None:
    _, first = await draft_by(world, "sam", REFERENCE)
    assert "tm" in await held(world, first)
    await does(world, c.CancelMeeting(first.id))
    _, second = await draft_by(world, "ola", OTHER_CASE)
    assert begins(second) == begins(first)


async def test_once_it_is_called_nothing_is_held_besides(world: World) -> None:
    _, meeting = await draft_by(world, "sam", REFERENCE)
    await sent(world, meeting)
    assert not await held(world, meeting)


async def test_an_urgent_meeting_plans_over_what_a_draft_only_holds(world: World) -> None:
    before, after = away("tm", at(9, 9), at(10, 14)), away("tm", at(10, 15), None)
    after.id = "l-after"
    await knows(world, leave=[before, after])
    await draft_by(world, "sam", REFERENCE)
    _, second = await draft_by(world, "ola", OTHER_CASE, "same_day")
    assert (await seat(world, CHAIR, second)).person_id == "tm"
    _, third = await draft_by(world, "ola", "CSC-104300")
    assert (await seat(world, CHAIR, third)).person_id is None


async def test_a_closed_service_is_not_held_at_night_nor_marked(night: World) -> None:
    await planned(night)
    first, full = await both(night)
    assert (await seat(night, NURSE, first)).person_id == "hv1"
    assert not (await seat(night, NURSE, first)).unsure
    assert "hv1" not in await held(night, first)
    assert "hv1" in await held(night, full)
    await chooses(night, first, "hv2", who="eve")
    await does(night, c.ChooseTime(first.id, at(14, 2, 40)), "eve")
    chosen = await seat(night, NURSE, first)
    assert (chosen.person_id, chosen.unsure) == ("hv2", False)


async def test_a_full_meeting_that_is_left_out_holds_nobody(night: World) -> None:
    await planned(night)
    first, full = await both(night)
    await does(night, c.PlanFullMeeting(first.id, wanted=False), "eve")
    assert not await held(night, full)


async def test_a_full_meeting_gives_way_when_the_first_is_put_off(storage: Storage, tmp_path: Path) -> None:
    day = await partnership(storage, tmp_path, NOON)
    await planned(day, "sam")
    first, full = await both(day)
    assert begins(full) == at(10, 13)
    await does(day, c.ChooseTime(first.id, at(10, 13)))
    assert begins(await again(day, full)) >= at(10, 13, 30)


async def test_the_full_meeting_is_looked_at_again_too_before_it_is_sent(storage: Storage, tmp_path: Path) -> None:
    day = await partnership(storage, tmp_path, NOON)
    sam = await planned(day, "sam")
    first, full = await both(day)
    assert (await seat(day, NURSE, full)).person_id == "hv1"
    assert begins(full) == at(10, 13)
    await day.people["hv1"].types("away today 1-5pm")
    await sam.fills()
    assert [(await again(day, each)).state for each in (first, full)] == ["called", "draft"]
