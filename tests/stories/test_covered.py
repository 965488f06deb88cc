"""People who are away are left in peace, and what was theirs reaches whoever covers, or is above them."""

from __future__ import annotations

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from tests.kit.world import World, at, read
from tests.stories.test_chasing import heard, held

FRIDAY = {"words": "Visit", "owner": "hv1", "timescale": "by Friday 13 March"}


async def test_whoever_covers_hears_and_answers_and_the_owner_has_it_on_coming_back(world: World) -> None:
    await held(world, FRIDAY)
    priya, grace, start = world.people["hv1"], world.people["hv2"], world.clock
    await priya.types("away until Monday 23 March, covered by Grace Obi")
    await world.until(at(13, 12))
    assert await heard(world, start, "hv1", "hvm") == []
    shown = read(grace.card("You cover for Priya Nair, who is away until Mon 23 March."))
    assert "(Priya Nair): due Fri 13 March" in shown
    await world.until(at(23, 9, 30))
    assert await heard(world, start, "hv1") == ["Mon 23 09:00 hv1 digest"]
    await grace.presses("Done", beside="action 1")
    assert "You have no part in that" in grace.sees(), "the cover ends with the leave"


async def test_while_they_cover_they_can_say_that_it_is_done(world: World) -> None:
    await held(world, FRIDAY)
    await world.people["hv1"].types("away until Monday 23 March, covered by Grace Obi")
    await world.until(at(13, 12))
    grace = world.people["hv2"]
    await grace.presses("Done", beside="action 1")
    await grace.fills(outcome="safer")
    assert [each.state for each in await world.rows("actions")] == ["done"]
    assert not await world.rows("obligations", kind="action", state="open")


async def test_without_cover_the_manager_is_asked_once_who_does_it(world: World) -> None:
    await held(world, FRIDAY)
    priya, hana, start = world.people["hv1"], world.people["hvm"], world.clock
    await priya.types("away until Monday 23 March")
    await world.until(at(13, 12))
    assert await heard(world, start, "hv1", "hvm") == ["Thu 12 09:00 hvm nudge"]
    assert "Priya Nair is away until Mon 23 March. Who does it? [Choose who] [A new date…]" in read(
        hana.card("Who does it?")
    )
    await hana.presses("Choose who", beside="action 1")
    await hana.fills(owner="", other_owner="Grace Obi")
    assert [each.owner_id for each in await world.rows("actions")] == ["hv2"]
    await world.until(at(13, 16))
    assert "action 1" in world.people["hv2"].sees()


async def test_coming_back_early_brings_the_list_and_the_later_one_is_not_sent_again(world: World) -> None:
    await held(world, FRIDAY)
    priya = world.people["hv1"]
    await priya.types("away until Monday 23 March, covered by Grace Obi")
    await world.until(at(16, 10))
    start = world.clock
    await priya.types("I'm back")
    assert "no longer with you" in read(world.people["hv2"].cards[-1])
    await world.until(at(24, 8))
    lists = [each for each in await world.rows("notices", kind="digest", person_id="hv1") if each.first_sent_at]
    assert [each.first_sent_at.date().day for each in lists if each.first_sent_at >= start] == [16]


async def test_a_list_on_its_way_waits_for_the_end_of_leave(world: World) -> None:
    await held(world, {**FRIDAY, "timescale": "ASAP"})
    priya, start = world.people["hv1"], world.clock
    await priya.types("away until Monday 23 March")
    await world.until(at(20, 17))
    assert await heard(world, start, "hv1") == []
    assert "Priya Nair is away" in world.people["hvm"].sees()
    await world.until(at(23, 10))
    assert await heard(world, start, "hv1") == ["Mon 23 09:00 hv1 digest"]


async def test_a_manager_who_is_away_too_is_passed_over_and_excluded_people_never_hear(world: World) -> None:
    await world.joins("far", "Fay Above", "health", (), "teams")
    async with world.storage.units.write() as uow:
        (hana,) = await uow.people.where(id="hvm")
        hana.manager_id = "far"
        await uow.people.save(hana)
        await uow.commit()
    await world.people["hvm"].types("away until Monday 23 March")
    await held(world, FRIDAY)
    await world.people["hv1"].types("away until Monday 23 March")
    start = world.clock
    await world.until(at(13, 12))
    assert await heard(world, start, "hv1", "hvm") == []
    assert "Who does it?" in read(world.people["far"].card("action 1"))
    await world.people["far"].presses("Choose who", beside="action 1")
    await world.people["far"].fills(owner="", other_owner="Grace Obi")
    assert [each.owner_id for each in await world.rows("actions")] == ["hv2"]


async def test_an_action_whose_whole_time_is_leave_is_said_at_the_close(world: World) -> None:
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(10, 12))
    await world.people["hv1"].types("away until Monday 23 March")
    await world.until(at(10, 13))
    sam = world.people["sam"]
    await sam.presses("Write the actions")
    await sam.fills(**FRIDAY)
    await sam.presses("Finish")
    await sam.fills()
    said = read(world.people["tm"].card("no owner, or no time"))
    assert "Priya Nair is away until Mon 23 March. Who does it?" in said
    await world.people["tm"].presses("Choose who", beside="action 1")
    await world.people["tm"].fills(owner="", other_owner="Grace Obi")
    assert "Every action has" in read(world.people["tm"].card("Every action has"))


async def test_where_a_child_cannot_wait_cover_and_manager_hear_at_once(world: World) -> None:
    await held(world, {"words": "Visit", "owner": "hv1", "timescale": "immediately"})
    await world.people["hv1"].types("away until Monday 23 March, covered by Grace Obi")
    start = world.clock
    await world.wait(minutes=61)
    assert await heard(world, start, "hv1", "hv2", "hvm") == ["Tue 10 14:00 hv2 nudge", "Tue 10 14:00 hvm nudge"]


async def test_whoever_is_off_by_their_own_hours_until_it_is_due_is_not_waited_for(world: World) -> None:
    await world.joins("hv4", "Pia Part", "health", (), "teams", manager="hvm", works="Mon-Tue 09:00-17:00")
    await held(world, {"words": "Visit", "owner": "hv4", "timescale": "by Friday 13 March"})
    start = world.clock
    await world.until(at(13, 12))
    assert await heard(world, start, "hv4", "hvm") == ["Thu 12 09:00 hvm nudge"]
    assert "Pia Part is not at work in time. Who does it?" in read(world.people["hvm"].card("Who does it?"))


async def test_when_somebody_leaves_their_manager_hears_at_once_in_a_card_of_its_own(world: World) -> None:
    await held(world, FRIDAY, {"words": "Ring the ward", "owner": "hvm", "timescale": "3 working days"})
    hana, start = world.people["hvm"], world.clock
    await world.wait(minutes=5)
    await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    await world.settle()
    assert await heard(world, start, "hvm") == ["Tue 10 13:05 hvm actions"]
    assert "action 1" in read(hana.card("Your actions from"))


async def test_without_a_manager_the_chair_hears_at_once(world: World) -> None:
    await held(world, FRIDAY)
    start = world.clock
    await world.bus.do(PersonLeaves("hvm"), OPERATOR)
    await world.wait(minutes=5)
    await world.bus.do(PersonLeaves("hv1"), OPERATOR)
    await world.settle()
    assert await heard(world, start, "tm") == ["Tue 10 13:05 tm untimed"]
    assert "nobody owns it" in read(world.people["tm"].card("no owner, or no time"))


async def test_a_record_that_its_convenor_on_leave_does_not_write_is_asked_of_whoever_is_there(world: World) -> None:
    await world.called()
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.people["sam"].types("away until Monday 23 March")
    start = world.clock
    await world.until(at(13, 17))
    assert [each for each in await heard(world, start) if "record_missing" in each] == [
        "Tue 10 12:50 tm record_missing",
        "Wed 11 11:50 tm record_missing",
        "Thu 12 09:30 tm record_missing",
    ]


async def test_who_has_not_answered_is_told_to_the_next_above_while_the_manager_is_away(world: World) -> None:
    await world.people["tm"].types("away until Monday 23 March")
    await world.called()
    start = world.clock
    await world.until(at(10, 13))
    told = await heard(world, start, "tm", "head")
    assert [each for each in told if "tm unanswered" in each] == []
    assert [each for each in told if "head unanswered" in each]
