"""Whoever is taken between the plan and its sending is noticed; and nobody is held, or let off, for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import commands as c
from bot.app.work import OPERATOR, Actor
from bot.domain.diary import Calendar, CalendarTime, Rota, RotaLine
from bot.domain.meeting import Meeting, Seat
from bot.domain.people import DeskMember
from bot.storage import Storage
from tests.kit.world import REFERENCE, TUESDAY, World, at
from tests.stories.at_night import NOON, both, partnership, planned
from tests.stories.test_planning import away, draft_by, knows, newest, plans, seat

NURSE = "health_visitor"
POLICE = "police_child_abuse"
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
    assert (await seat(world, "chair_team_manager", first)).person_id == "tm"
    _, second = await draft_by(world, "ola", OTHER_CASE)
    assert begins(second) == begins(first), "another chair, and a desk that can take both"
    await sent(world, second, "ola")
    await world.people["tm"].presses("I'll take it")
    after = await sent(world, first)
    chair = await seat(world, "chair_team_manager", after)
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
    _, first = await draft_by(world, "sam", REFERENCE)
    _, second = await draft_by(world, "ola", OTHER_CASE, "same_day")
    assert begins(second) < begins(first) + timedelta(minutes=first.minutes)


async def test_a_closed_service_is_not_held_at_night_nor_marked(night: World) -> None:
    await planned(night)
    first, full = await both(night)
    assert (await seat(night, NURSE, first)).person_id == "hv1"
    assert not (await seat(night, NURSE, first)).unsure
    assert "hv1" not in await held(night, first)
    assert "hv1" in await held(night, full)


async def test_a_full_meeting_that_is_left_out_holds_nobody(night: World) -> None:
    await planned(night)
    first, full = await both(night)
    await does(night, c.PlanFullMeeting(first.id, wanted=False), "eve")
    assert not await held(night, full)


async def test_the_full_meeting_is_looked_at_again_too_before_it_is_sent(storage: Storage, tmp_path: Path) -> None:
    day = await partnership(storage, tmp_path, NOON)
    sam = await planned(day, "sam")
    first, full = await both(day)
    assert (await seat(day, NURSE, full)).person_id == "hv1"
    assert begins(full) == at(10, 13)
    await day.people["hv1"].types("away today 1-5pm")
    await sam.fills()
    assert [(await again(day, each)).state for each in (first, full)] == ["called", "draft"]


async def test_a_colleague_covers_only_while_the_other_is_away(world: World) -> None:
    await world.joins("agy", "Agnes Cover", "health", (), "teams", manager="hvm", team="0-19 West")
    covered, alone = away("hv1", at(10, 8), at(10, 14), "agy"), away("hv1", at(10, 14), at(10, 18))
    alone.id = "l-alone"
    await knows(world, leave=[covered, alone, away("hv2", at(9, 9), None)])
    _, meeting = await draft_by(world, "sam", REFERENCE)
    await does(world, c.ChooseTime(meeting.id, at(10, 15)))
    assert (await seat(world, NURSE, meeting)).person_id == "hv3"


async def test_whoever_must_not_be_told_covers_for_nobody(world: World) -> None:
    await world.joins("agy", "Agnes Cover", "health", (), "teams", manager="hvm", team="0-19 West")
    await knows(world, leave=[away("hv1", at(9, 9), at(20, 9), "agy"), away("hv2", at(9, 9), None)])
    await plans(world, not_told="Agnes Cover")
    assert (await seat(world, NURSE)).person_id == "hv3"


async def test_a_desk_on_which_nobody_may_be_told_is_not_asked(world: World) -> None:
    await plans(world, not_told=("pc1", "pc2"))
    assert (await seat(world, POLICE)).desk_id is None


async def test_a_member_of_a_desk_who_is_on_leave_is_not_asked(world: World) -> None:
    await world.people["pc1"].types("off sick")
    await world.called("planned")
    assert not world.people["pc1"].posts
    assert world.people["pc2"].posts


async def test_a_calendar_that_was_taken_away_leaves_nobody_unknown(world: World) -> None:
    await knows(world, calendars=[Calendar("cal", "hv1", "", TUESDAY)])
    await plans(world)
    chosen: Seat = await seat(world, NURSE)
    assert (chosen.person_id, chosen.unsure) == ("hv1", False)


async def test_a_tentative_entry_ranks_between_free_and_busy(world: World) -> None:
    mine = Calendar("cal", "hv1", "https://x.example/1", at(1, 9), None, TUESDAY, at(30, 9))
    maybe = CalendarTime("t", "cal", "hv1", at(10, 9), at(16, 9), unsure=True)
    await knows(world, calendars=[mine], calendar_times=[maybe])
    await plans(world)
    assert (await seat(world, NURSE)).person_id == "hv2"
    await knows(world, leave=[away(each, at(9, 9), None) for each in ("hv2", "hv3")])
    await plans(world)
    chosen = await seat(world, NURSE)
    assert (chosen.person_id, chosen.unsure) == ("hv1", True)


@pytest.mark.parametrize(("rule", "unsure"), [("working_time", False), ("unknown", True)])
async def test_hours_that_nobody_wrote_down_count_as_the_policy_says(
    storage: Storage, tmp_path: Path, rule: str, unsure: bool
) -> None:
    world = await World(storage, tmp_path, more_policy=f'[availability]\nno_hours = "{rule}"\n').with_everybody()
    await plans(world)
    assert (await seat(world, NURSE)).unsure is unsure


async def test_whoever_works_through_weekends_works_on_a_bank_holiday_too(storage: Storage, tmp_path: Path) -> None:
    good_friday = datetime.fromisoformat("2026-04-03T11:00:00+01:00")
    world = await partnership(storage, tmp_path, good_friday)
    await planned(world)
    first, _ = await both(world)
    assert begins(first) - good_friday < timedelta(minutes=20)
    assert (await seat(world, "paediatrician_on_call", first)).person_id == "paed"
