"""A desk is asked as one: how many meetings it takes at one time, within its hours, by whoever is on shift."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.diary import OfferedSlots
from tests.kit.world import TUESDAY, World, at
from tests.stories.test_planning import draft_by, knows, newest, plans, seat


async def test_slots_that_the_police_offer_are_kept_to_when_the_meeting_can_wait(world: World) -> None:
    offer = OfferedSlots("o", "pdesk", "Thu 10:00-12:00", at(1, 0), None, "insp", TUESDAY)
    await knows(world, offered_slots=[offer])
    await plans(world, "planned")
    assert (await newest(world)).starts_at == at(12, 10)
    await plans(world, "24h")
    assert (await newest(world)).starts_at == at(10, 11, 20), "an urgent meeting does not wait for a slot"
    assert not (await seat(world, "police_child_abuse")).unsure


async def test_four_councils_want_one_police_desk_at_one_time_and_it_takes_two(world: World) -> None:
    """Two officers are on shift, so the desk can take two meetings at once; nobody is told a third is possible."""
    starts = []
    for number in range(4):
        await world.joins(f"tm{number}", f"Chair {number}", "social_care", ("chair_team_manager",))
        await world.joins(f"sw{number}", f"Worker {number}", "social_care", ("social_worker",))
        await world.joins(f"hx{number}", f"Visitor {number}", "health", ("health_visitor",), "teams")
        caller, meeting = await draft_by(world, f"sw{number}", f"CSC-30000{number}", "24h")
        await caller.fills()
        starts.append(meeting.starts_at)
    first = starts[0]
    assert first is not None
    assert starts == [first, first, first + timedelta(hours=1), first + timedelta(hours=1)]


async def test_a_desk_takes_as_many_at_once_as_its_row_says(world: World) -> None:
    async with world.storage.units.write() as uow:
        desk = await uow.desks.get("pdesk")
        assert desk is not None
        desk.at_once = 1
        await uow.desks.save(desk)
        await uow.commit()
    await world.called("24h")
    first = (await newest(world)).starts_at
    await world.joins("tm9", "Chair Nine", "social_care", ("chair_team_manager",))
    ola, _ = await draft_by(world, "ola", "CSC-300001", "24h")
    await ola.fills()
    second = (await newest(world)).starts_at
    assert first is not None
    assert second is not None
    assert second >= first + timedelta(hours=1)


async def test_nudges_to_a_desk_follow_the_shift(world: World) -> None:
    """Whoever has gone home is left in peace; whoever has come on is asked."""
    async with world.storage.units.write() as uow:
        for who, works in (("pc1", "Mon-Sun 07:00-13:00"), ("pc2", "Mon-Sun 13:00-23:00")):
            person = await uow.people.get(who)
            assert person is not None
            person.works = works
            await uow.people.save(person)
        await uow.commit()
    await world.until(at(10, 12, 50))
    await world.called("same_day")
    early, late = world.people["pc1"], world.people["pc2"]
    assert len(early.posts) == 1
    assert not late.posts
    await world.until(at(10, 13, 30))
    assert late.posts, "the next shift is asked"
    assert len(early.posts) == 1, "and the one before is not rung at home"
