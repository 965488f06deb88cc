"""The manager's one list of what is late, or lacks an owner or a time: by team, the worst first, nothing cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.slack.rendering import message
from adapters.teams.rendering import card_json
from bot.app.cards import Card, Heading, Item
from bot.app.gather import chased_lines, overdue_of, waiting_for
from bot.app.wording.times import moment
from bot.domain.action import Action, Extension
from bot.domain.diary import Conflict
from bot.domain.meeting import Meeting
from bot.domain.people import Person
from tests.kit.neglected import agreed, closed_meeting
from tests.kit.statements import statements
from tests.kit.world import COUNCIL, REFERENCE, Somebody, World, read


def lines(card: Any) -> list[str]:
    """The headings and lines of a card, without its buttons."""
    return [block.text for block in card.blocks if isinstance(block, Heading | Item)]


async def overdue(somebody: Somebody) -> list[str]:
    await somebody.types("/strategy-meeting overdue")
    return lines(somebody.shown)


async def test_a_manager_sees_each_team_counted_the_worst_first_with_names_and_ages(world: World) -> None:
    meeting = await closed_meeting(world)
    await world.joins("hv4", "Nia Alone", "health", manager="hvm")
    now = world.clock
    was = now - timedelta(days=6)
    put_off = tuple(Extension(was, "hv1", was, now - timedelta(days=4), "Waiting") for _ in range(2))
    late = await agreed(world, meeting, "hv1", due_at=now - timedelta(days=4), extensions=put_off)
    timeless = await agreed(world, meeting, "hv2", created_at=now - timedelta(days=3))
    worst = await agreed(world, meeting, "hv3", due_at=now - timedelta(days=9))
    alone = await agreed(world, meeting, "hv4", due_at=now - timedelta(days=20))
    await agreed(world, meeting, "hv2", due_at=now + timedelta(days=1))
    named = "EXMP-SM-1 action {}, visit"
    assert await overdue(world.people["hvm"]) == [
        "0-19 West: 1 late",
        f"Rota Nurse: {named.format(worst.number)}: 9 days late.",
        "0-19 East: 1 late, 1 without a time",
        f"Priya Nair: {named.format(late.number)}: 4 days late; 3rd date, was {moment(was)}, then {moment(was)}.",
        f"Grace Obi: {named.format(timeless.number)}: no time for 3 days now.",
        "No team: 1 late",
        f"Nia Alone: {named.format(alone.number)}: 20 days late.",
    ]
    assert "In all: 3 late, 1 without a time." in read(world.people["hvm"].shown)


async def test_a_time_that_was_said_but_cannot_stand_is_named_on_the_managers_line(world: World) -> None:
    meeting = await closed_meeting(world)
    waits = await agreed(world, meeting, "hv1", expected="EVENT:discharge:before", timescale_words="before discharge")
    await agreed(world, meeting, "hv2", expected="CHASE:VAGUE_URGENT", timescale_words="urgently")
    _, event, vague = await overdue(world.people["hvm"])
    assert event == (
        f"Priya Nair: EXMP-SM-1 action {waits.number}, visit: “before discharge” is not a date, for 2 days now."
    )
    assert vague.endswith("no time for 2 days now.")
    await world.people["hvm"].presses("It has happened…", beside=f"action {waits.number}")


async def test_each_line_is_answered_where_it_stands(world: World) -> None:
    meeting = await closed_meeting(world)
    late = await agreed(world, meeting, "hv1", due_at=world.clock - timedelta(days=4))
    timeless = await agreed(world, meeting, "hv2")
    lead = world.people["hvm"]
    await overdue(lead)
    await lead.presses("Today", beside=f"action {timeless.number}")
    await overdue(lead)
    await lead.presses("Done", beside=f"action {late.number}")
    await lead.fills(outcome="safer")
    assert await overdue(lead) == []
    assert "Nothing is overdue" in read(lead.shown)


async def test_what_nobody_owns_stands_with_the_team_of_whoever_called_the_meeting(world: World) -> None:
    meeting = await closed_meeting(world)
    action = await agreed(world, meeting, None, due_at=world.clock + timedelta(days=3))
    for each in ("tm", "head"):
        heading, line = await overdue(world.people[each])
        assert heading == "Duty: 1 without an owner"
        assert line.startswith(f"EXMP-SM-1 action {action.number}, visit: nobody owns it, for 2 days now; due ")
        await world.people[each].presses("Choose who")
        assert world.people[each].shown


async def test_the_second_above_is_shown_all_when_asking_but_sent_only_what_has_climbed(world: World) -> None:
    meeting = await closed_meeting(world)
    await agreed(world, meeting, "sam", due_at=world.clock - timedelta(days=4))
    head = world.people["head"]
    assert (await overdue(head))[0] == "Duty: 1 late"
    await head.types("home")
    assert "Sam Carter" not in read(head.shown)


async def test_somebody_without_people_sees_their_own_else_that_nothing_is_overdue(world: World) -> None:
    meeting, pat = await closed_meeting(world), world.people["pc1"]
    await pat.types("overdue")
    assert "Nothing is overdue, and nothing lacks a time or an owner." in read(pat.shown)
    action = await agreed(world, meeting, "pc1", due_at=world.clock - timedelta(days=4))
    heading, line = await overdue(pat)
    assert heading == "Yours: 1 late"
    assert f"action {action.number}, visit: was due" in line


@pytest.mark.parametrize("how", ["name", "case"])
async def test_who_must_not_be_told_sees_nothing_of_the_case_nor_in_any_count(world: World, how: str) -> None:
    meeting, lead = await closed_meeting(world), world.people["hvm"]
    await agreed(world, meeting, "hv1", due_at=world.clock - timedelta(days=4))
    assert len(await overdue(lead)) == 2
    async with world.storage.units.write() as uow:
        if how == "name":
            meeting.excluded_names = ("Lead, Hana",)
            await uow.meetings.save(meeting)
        else:
            await uow.conflicts.add(Conflict("c-1", COUNCIL, REFERENCE, "hvm", "sam", world.clock))
        await uow.commit()
    assert await overdue(lead) == []
    assert "Nothing is overdue" in read(lead.shown)
    await lead.types("home")
    assert "EXMP-SM-1" not in read(lead.shown)


async def test_a_long_list_goes_on_page_after_page_and_nothing_is_cut_off_in_either_tool(world: World) -> None:
    meeting, lead = await closed_meeting(world), world.people["hvm"]
    owners = ("hv1", "hv2", "hv3")
    made = [
        await agreed(world, meeting, owners[n % 3], created_at=world.clock - timedelta(days=n)) for n in range(29)
    ]
    await overdue(lead)
    seen: list[int] = []
    for left in ("And 17 more.", "And 5 more.", ""):
        card = lead.shown
        assert isinstance(card, Card)
        assert whole_in_both(card)
        seen += [each.number for each in made if f"action {each.number}," in read(card)]
        assert left in read(card)
        if left:
            await lead.presses("Show next")
    assert sorted(seen) == [each.number for each in made]
    await lead.presses("Back to the start")
    assert "And 17 more." in read(lead.shown)


async def test_a_long_digest_says_what_has_no_room_and_goes_on(world: World) -> None:
    meeting, lead = await closed_meeting(world), world.people["hvm"]
    theirs = [await agreed(world, meeting, "hv1") for _ in range(20)]
    mine = [await agreed(world, meeting, "hvm", due_at=world.clock - timedelta(days=n + 1)) for n in range(11)]
    await lead.sends("today", "")
    card = lead.shown
    assert isinstance(card, Card)
    assert whole_in_both(card)
    assert card.summary == "Yours: 11 late. Other people's: 20 without a time"
    assert "Yours: 11 late" in lines(card)
    assert "And 3 more." in lines(card)
    assert "And 12 more." in lines(card)
    await lead.presses("Show next", beside="And 3 more.")
    assert [each.number for each in mine[:3]] == [n.number for n in mine if f"action {n.number}," in read(lead.shown)]
    await lead.presses("Back to today's list")
    await lead.presses("Show next", beside="And 12 more.")
    assert whole_in_both(lead.shown)
    assert sum(f"action {each.number}," in read(lead.shown) for each in theirs) == 8


def whole_in_both(card: Any) -> bool:
    """Nothing of it is left out or shortened by either tool's limits."""
    widest = replace(card, blocks=tuple(_wide(block) for block in card.blocks))
    drawn = (str(message(widest)), str(card_json(widest).json))
    return all(
        block.text in text for text in drawn for block in widest.blocks if isinstance(block, Item)
    ) and not any("Open Home in this app" in text or "type home" in text for text in drawn)


def _wide(block: Any) -> Any:
    return replace(block, text=f"Bartholomew Featherstonehaugh-Cholmondeley {block.text}")


async def test_the_digest_has_ones_own_first_in_order_and_stays_true_through_the_day(world: World) -> None:
    meeting, sam = await closed_meeting(world), world.people["sam"]
    now = world.clock
    timeless = await agreed(world, meeting, "sam")
    later = await agreed(world, meeting, "sam", due_at=now + timedelta(days=2))
    late = await agreed(world, meeting, "sam", due_at=now - timedelta(days=1))
    today = await agreed(world, meeting, "sam", due_at=now + timedelta(hours=2))
    other = await agreed(world, meeting, "pc1")
    await sam.sends("today", "")
    shown = lines(sam.shown)
    assert shown[0] == "Yours: 1 late, 1 due today, 1 to come, 1 without a time"
    order = [next(n for n in (late, today, later, timeless) if f"action {n.number}," in line) for line in shown[1:5]]
    assert order == [late, today, later, timeless]
    assert shown[5:] == [
        "No team: 1 without a time",
        f"Pat Constable: EXMP-SM-1 action {other.number}, visit: no time for 2 days now.",
    ]
    for each in (late, today, later, timeless):
        async with world.storage.units.write() as uow:
            each.state = type(each.state)("done")
            await uow.actions.save(each)
            await uow.commit()
    await world.people["pc1"].sends("quick_time", f"{other.id}/today")
    await sam.sends("today", "")
    assert "All answered. Thank you." in read(sam.shown)


async def test_the_questions_to_the_database_do_not_grow_with_people_or_actions(world: World) -> None:
    first, lead = await closed_meeting(world), world.people["hvm"]
    await crowd(world, first, "few", 5, 10)
    few = await asked(world)
    await crowd(world, first, "many", 200, 1000)
    assert await asked(world) == few
    assert max(few) < 20
    await lead.types("overdue")
    assert "In all: 1010 late." in read(lead.shown)


async def asked(world: World) -> list[int]:
    """How many statements each of the three lists takes."""
    person, policies = world.people["hvm"].person, world.bus.policies
    counts = []
    for read_list in (
        lambda uow: overdue_of(uow, policies, person, world.clock),
        lambda uow: chased_lines(uow, policies, person, world.clock),
        lambda uow: waiting_for(uow, policies, person, world.clock),
    ):
        async with world.storage.units.read() as uow:
            with statements() as sent:
                await read_list(uow)
        counts.append(len(sent))
    return counts


async def crowd(world: World, first: Meeting, name: str, people: int, actions: int) -> None:
    """So many in two ranks, meetings that each name somebody to keep out, and so many late actions."""
    late: datetime = world.clock - timedelta(days=3)
    near, meetings = people // 5, max(actions // 25, 1)
    async with world.storage.units.write() as uow:
        for n in range(people):
            above = "hvm" if n < near else f"{name}-p{n % near}"
            who = Person(f"{name}-p{n}", f"Nurse {n}", "health", (COUNCIL,), team=f"Team {n % 9}", manager_id=above)
            await uow.people.add(who)
        for n in range(meetings):
            number = first.number + people + n
            names = (f"Named {n}",)
            await uow.meetings.add(replace(first, id=f"{name}-m{n}", number=number, excluded_names=names))
        for n in range(actions):
            about, owner = f"{name}-m{n % meetings}", f"{name}-p{n % people}"
            due = late - timedelta(minutes=n)
            row = Action(f"{name}-a{n}", COUNCIL, about, n, "Words", late, owner_id=owner, due_at=due)
            await uow.actions.add(row)
        await uow.commit()
