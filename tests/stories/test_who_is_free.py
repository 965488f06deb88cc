"""Who counts as free, as far as hours, calendars, leave and cover tell; and nobody counts who must not be told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import commands as c
from bot.app.cards import Form
from bot.domain.diary import Calendar, CalendarTime
from bot.domain.meeting import Seat
from bot.storage import Storage
from tests.kit.world import REFERENCE, TUESDAY, World, at
from tests.stories.at_night import NOON, both, partnership, planned
from tests.stories.test_planning import away, draft_by, knows, plans, seat
from tests.stories.test_taken import NURSE, POLICE, begins, does


async def test_a_full_meeting_is_by_day_though_everybody_works_at_night(storage: Storage, tmp_path: Path) -> None:
    day = await partnership(storage, tmp_path, NOON)
    async with day.storage.units.write() as uow:
        for who in ("tm", "sam", "hv1"):
            person = await uow.people.get(who)
            assert person is not None
            person.works = "always"
            await uow.people.save(person)
        await uow.commit()
    await knows(day, leave=[away("tm", at(10, 9), at(10, 18))])
    await planned(day, "sam")
    _, full = await both(day)
    assert begins(full) == at(11, 9)


async def test_a_colleague_covers_only_while_the_other_is_away(world: World) -> None:
    await world.joins("agy", "Agnes Cover", "health", (), "teams", manager="hvm", team="0-19 West")
    await knows(world, leave=[away("hv1", at(10, 8), at(10, 14), "agy"), away("hv2", at(9, 9), None)])
    _, meeting = await draft_by(world, "sam", REFERENCE)
    await does(world, c.ChooseTime(meeting.id, at(10, 13)))
    assert (await seat(world, NURSE, meeting)).person_id == "agy"
    await does(world, c.ChooseTime(meeting.id, at(10, 13, 30)))
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


async def test_whoever_works_on_weekdays_alone_is_off_on_a_bank_holiday(storage: Storage, tmp_path: Path) -> None:
    world = await World(storage, tmp_path, datetime.fromisoformat("2026-04-02T10:00:00+01:00")).with_everybody()
    async with world.storage.units.write() as uow:
        nurse = await uow.people.get("hv1")
        assert nurse is not None
        nurse.works = "Mon-Fri 08:00-18:00"
        await uow.people.save(nurse)
        await uow.commit()
    _, meeting = await draft_by(world, "sam", REFERENCE)
    assert (await seat(world, NURSE, meeting)).person_id == "hv1"
    await does(world, c.ChooseTime(meeting.id, datetime.fromisoformat("2026-04-03T11:00:00+01:00")))
    assert (await seat(world, NURSE, meeting)).person_id is None


async def test_whoever_works_through_weekends_works_on_a_bank_holiday_too(storage: Storage, tmp_path: Path) -> None:
    good_friday = datetime.fromisoformat("2026-04-03T11:00:00+01:00")
    world = await partnership(storage, tmp_path, good_friday)
    await planned(world)
    first, _ = await both(world)
    assert begins(first) - good_friday < timedelta(minutes=20)
    assert (await seat(world, "paediatrician_on_call", first)).person_id == "paed"


async def test_whoever_is_not_known_to_be_free_is_marked_among_those_to_choose_from(world: World) -> None:
    unread = Calendar("cal", "hv2", "https://x.example/1", TUESDAY)
    await knows(world, calendars=[unread], leave=[away("hv3", at(9, 9), at(20, 9))])
    await plans(world)
    sam = world.people["sam"]
    await sam.presses("Change", beside="Health visitor")
    assert isinstance(sam.shown, Form)
    (known,) = [each for each in sam.shown.fields if each.name == "known"]
    said = {each.value: each.hint for each in known.options}
    assert said == {"hv2": "same team, not known whether free", "hv3": "not free then"}
