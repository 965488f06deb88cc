"""Silence climbs: every ladder of the policy, from its first rung to its last, and who hears of it when."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from bot.storage import open_storage
from scheduling.london import LONDON
from tests.kit.databases import KEYS
from tests.kit.world import Somebody, World, at, read
from tests.stories.ladders import ACTIONS, INVITATION, POLICE


def london(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%a %d %H:%M}"


async def heard(world: World, after: datetime, *people: str) -> list[str]:
    """Every new message after this instant: when it came, to whom, what it was."""
    found = [n for n in await world.rows("notices") if n.first_sent_at and n.first_sent_at > after]
    found = [n for n in found if not people or n.person_id in people]
    found.sort(key=lambda n: (n.first_sent_at, n.person_id, n.code))
    return [f"{london(n.first_sent_at)} {n.person_id} {n.code if n.kind == 'tell' else n.kind}" for n in found]


async def called(world: World, urgency: str) -> datetime:
    """A meeting as far away as its urgency allows, so that its whole ladder comes before it; when it was called."""
    sam, day = world.people["sam"], {"24h": "2026-03-11", "planned": "2026-03-13", "complex": "2026-03-13"}
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency=urgency, ages="3 years")
    if urgency in day:
        await sam.presses("Another time")
        await sam.fills(date=day[urgency], time="10:00")
    if urgency == "emergency":
        await sam.presses("Without the full meeting")
    await sam.fills()
    return world.clock


@pytest.mark.parametrize("urgency", INVITATION)
async def test_an_invitation_unanswered(world: World, urgency: str) -> None:
    start = await called(world, urgency)
    await world.people["pc1"].presses("I'll take it")
    await world.people["tm"].presses("I'll come")
    await world.until(at(13, 9))
    told = await heard(world, start, "hv1", "hv2", "hv3", "hvm", "sam")
    assert [each for each in told if "record" not in each] == INVITATION[urgency]


@pytest.mark.parametrize("urgency", POLICE)
async def test_a_police_request_unacknowledged(world: World, urgency: str) -> None:
    start = await called(world, urgency)
    await world.people["hv1"].presses("I'll come")
    await world.people["tm"].presses("I'll come")
    await world.until(at(13, 9))
    told = await heard(world, start, "pc1", "pc2", "insp", "sam")
    assert [each for each in told if "record" not in each] == POLICE[urgency]


async def held(world: World, *lines: dict[str, str]) -> Somebody:
    await world.called("same_day")
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    return await world.recorded(*lines)


@pytest.mark.parametrize("what", ACTIONS)
async def test_an_action(world: World, what: str) -> None:
    line, expected = ACTIONS[what]
    await held(world, line)
    closed = world.clock
    await world.until(at(27, 17))
    assert await heard(world, closed) == expected


async def test_a_record_that_is_not_written(world: World) -> None:
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    start = world.clock
    await world.until(at(13, 17))
    assert await heard(world, start) == [
        "Tue 10 12:50 sam record_missing",
        "Wed 11 11:50 sam record_missing",
        "Wed 11 11:50 tm record_missing",
        "Thu 12 09:30 tm record_missing",
    ]


async def test_information_that_does_not_come(world: World) -> None:
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    priya = world.people["hv1"]
    await priya.presses("I can't come")
    await priya.presses("Send our information instead")
    await priya.fills(date="2026-03-10", time="16:20")
    await world.until(at(10, 13))
    start = world.clock
    await world.until(at(10, 22))
    assert "Priya Nair, information due 16:20" in world.people["sam"].sees()
    assert [each for each in await heard(world, start, "hv1", "hvm", "sam") if "record" not in each] == [
        "Tue 10 13:20 hv1 information",
        "Tue 10 16:20 hv1 information",
        "Tue 10 16:20 sam unanswered",
        "Tue 10 17:20 hvm unanswered",
    ]


async def test_a_handover_that_nobody_answers(world: World) -> None:
    sam = await world.called()
    await sam.presses("Hand over")
    await sam.fills(person="Ola Second")
    start = world.clock
    await world.until(at(10, 17))
    assert [each for each in await heard(world, start, "ola", "tm", "sam") if "handover" in each] == [
        "Tue 10 10:50 ola handover",
        "Tue 10 11:20 sam handover_waiting",
        "Tue 10 11:20 tm handover_waiting",
    ]


async def test_whoever_must_not_be_told_hears_nothing_from_any_ladder_and_the_next_above_does(world: World) -> None:
    sam, lead = world.people["sam"], world.people["hvm"]
    await sam.types("")
    await sam.fills(references="CSC-104233", urgency="same_day", ages="3 years", not_told="Hana Lead")
    await sam.fills()
    await world.wait(minutes=61)
    await world.people["hv1"].presses("I'll come")
    await world.people["pc1"].presses("I'll take it")
    await world.people["tm"].presses("I'll come")
    await sam.presses("Write the actions")
    await sam.fills(words="See the child", owner="hv1", timescale="ASAP")
    await sam.fills(words="Write a report", owner="hv1", timescale="today")
    await sam.presses("Finish")
    await sam.fills()
    await world.until(at(24, 17))
    assert not lead.posts
    await lead.types("home")
    assert "EXMP-SM-1" not in lead.sees()
    assert "Priya Nair" in read(sam.card("action 1")), "with nobody above who may know, the convenor hears"


async def test_at_the_second_rung_the_next_best_person_and_the_desk_are_asked_together(world: World) -> None:
    await world.opens_desk("hdesk", "Health visitor duty desk", "health", ("health_visitor",))
    duty = await world.joins("hvd", "Dee Duty", "health", (), "teams", manager="hvm", desk="hdesk", works="always")
    await called(world, "emergency")
    await world.wait(minutes=9)
    assert not duty.posts
    await world.wait(minutes=2)
    assert "You are asked" in read(world.people["hv2"].card("EXMP-SM-1"))
    assert "Health visitor duty desk" in read(duty.card("EXMP-SM-1"))
    await duty.presses("I'll take it")
    (seat,) = await world.rows("seats", name="health_visitor", closed=False)
    assert not await world.rows("obligations", kind="seat", subject_id=seat.id, state="open")


async def test_a_row_that_cannot_be_stepped_is_set_aside_and_the_rest_go_on(world: World) -> None:
    await called(world, "emergency")
    broken = (await world.rows("obligations", person_id="hv1", state="open"))[0]
    async with world.storage.units.write() as uow:
        broken.ladder = {"name": "nothing"}
        await uow.obligations.save(broken)
        await uow.commit()
    await world.wait(minutes=11)
    assert len(world.people["pc1"].posts) == 3
    assert len(world.people["hv1"].posts) == 1
    (kept,) = await world.rows("obligations", id=broken.id)
    assert kept.state == "open"
    assert kept.due_at > world.clock
    assert await world.rows("audit", verb="set_aside")


async def test_more_are_due_than_one_batch_holds(world: World) -> None:
    await held(world, *({"words": f"Thing {n}", "owner": "hv1", "timescale": "ASAP"} for n in range(12)))
    async with world.storage.units.write() as uow:
        (first, *_) = await uow.obligations.where(kind="complete_action", state="open")
        for number in range(120):
            first.id = f"more-{number:03}"
            await uow.obligations.add(first)
        await uow.commit()
    world.clock = first.due_at
    assert await world.bus.chase() == 132
    assert await world.bus.chase() == 0


async def test_two_replicas_that_sweep_at_once_take_each_step_once(postgres_url: str, tmp_path: Path) -> None:
    storage = open_storage(postgres_url, KEYS)
    second = open_storage(postgres_url, KEYS)
    try:
        world = await World(storage, tmp_path).with_everybody()
        for reference in ("CSC-104233", "CSC-200000", "CSC-300000", "CSC-400000"):
            await world.called("same_day", reference)
        twin = World(second, tmp_path)
        world.clock += timedelta(minutes=21)
        twin.clock = world.clock
        waiting = len([o for o in await world.rows("obligations", state="open") if o.due_at <= world.clock])
        taken = await asyncio.gather(world.bus.chase(), twin.bus.chase(), world.bus.chase(), twin.bus.chase())
        assert sum(taken) == waiting
        assert len(await world.rows("audit", verb="chased")) == waiting
        assert not await world.rows("failing")
        sent = len(world.tools["teams"].sends)
        owed = [n for n in await world.rows("notices", state="pending") if not n.post_id]
        await asyncio.gather(world.bus.deliver(), twin.bus.deliver())
        sends = world.tools["teams"].sends[sent:] + twin.tools["teams"].sends
        people = {n.person_id for n in owed} & {"hv1", "pc1", "pc2", "hv2"}
        assert sorted(sends) == sorted(f"acc-{n.person_id}" for n in owed if n.person_id in people)
    finally:
        await storage.close()
        await second.close()


async def test_an_action_whose_owner_leaves_is_chased_from_whoever_is_above(world: World) -> None:
    await held(world, {"words": "See the child", "owner": "hv1", "timescale": "ASAP"})
    await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    await world.bus.do(PersonLeaves("hvm"), OPERATOR)
    await world.settle()
    (action,) = await world.rows("actions")
    assert action.owner_id is None
    await world.until(at(10, 17))
    assert "nobody owns it" in read(world.people["sam"].card("actions today"))
    await world.until(at(17, 17))
    assert "nobody owns it" in read(world.people["tm"].card("actions today"))
