"""Nobody forgets, and nobody is nagged: one list a day, urgent things at once, never the same twice, two a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.app.cards import Form
from bot.app.nudging.told import chases
from bot.domain.notice import Notice
from bot.storage import Storage
from scheduling.london import local_day
from tests.kit.world import Somebody, World, at, read
from tests.stories.test_chasing import heard, held

ASAP = {"words": "See the child", "owner": "hv1", "timescale": "ASAP"}
FIVE_DAYS = {"words": "Write a report", "owner": "hv1", "timescale": "5 working days"}
AT_ONCE = {"words": "Visit", "owner": "hv1", "timescale": "immediately"}


async def closed(world: World, day: int, hour: int, *lines: dict[str, str], minute: int = 0) -> Somebody:
    """A meeting of the usual people that was held, and whose record is closed at this time."""
    for each, label in (("pc1", "I'll take it"), ("hv1", "I'll come"), ("tm", "I'll come")):
        await world.people[each].presses(label)
    await world.until(at(day, hour, minute))
    sam = world.people["sam"]
    await sam.presses("Write the actions")
    for line in lines:
        await sam.fills(**line)
    await sam.presses("Finish")
    await sam.fills()
    return sam


async def lists_of(world: World, who: str) -> list[Notice]:
    return [each for each in await world.rows("notices", kind="digest", person_id=who) if each.first_sent_at]


def sent_on(notice: Notice) -> date:
    assert notice.first_sent_at is not None
    return local_day(notice.first_sent_at)


async def test_who_owns_here_and_manages_there_has_one_list_a_day(world: World) -> None:
    own = {"words": "Ring the ward", "owner": "hvm", "timescale": "2 working days"}
    await held(world, {"words": "Visit", "owner": "hv1", "timescale": "within 24 hours"}, own)
    await world.until(at(12, 16))
    days = [sent_on(each) for each in await lists_of(world, "hvm")]
    assert len(days) == len(set(days))
    shown = read(world.people["hvm"].card("Your actions today"))
    assert "action 1" in shown
    assert "action 2" in shown


async def test_the_list_comes_at_the_hour_that_the_person_chose(world: World) -> None:
    await held(world, FIVE_DAYS)
    priya, start = world.people["hv1"], world.clock
    await priya.types("home")
    await priya.presses("Daily list: another hour…")
    await priya.fills(at="11:00")
    assert "11:00" in priya.said
    await world.until(at(17, 18))
    assert await heard(world, start, "hv1") == ["Mon 16 11:00 hv1 digest", "Tue 17 11:00 hv1 digest"]
    await priya.presses("Daily list: another hour…")
    await priya.fills(at="03:00")
    assert isinstance(priya.shown, Form), "an hour that is not offered is asked again"


async def test_hours_are_offered_within_the_persons_own_and_no_list_comes_before_they_begin(world: World) -> None:
    late = await world.joins("hv4", "Lara Late", "health", (), "teams", manager="hvm", works="Mon-Fri 13:00-20:00")
    await held(world, {"words": "Visit", "owner": "hv4", "timescale": "5 working days"})
    start = world.clock
    await world.until(at(17, 18))
    assert await heard(world, start, "hv4") == ["Mon 16 13:00 hv4 digest", "Tue 17 13:00 hv4 digest"]
    await late.presses("Daily list: another hour…")
    assert isinstance(late.shown, Form)
    assert [each.value for each in late.shown.fields[0].options] == ["13:00", "14:00", "15:00", "16:00"]


async def test_a_list_comes_earlier_than_chosen_when_something_in_it_is_due_before(world: World) -> None:
    priya = world.people["hv1"]
    await priya.types("home")
    await priya.presses("Daily list: another hour…")
    await priya.fills(at="16:00")
    await held(world, {"words": "Visit", "owner": "hv1", "timescale": "by Friday 13 March 11am"})
    start = world.clock
    await world.until(at(13, 16, 30))
    assert "Fri 13 09:00 hv1 digest" in await heard(world, start, "hv1")


async def test_what_is_urgent_comes_at_once_and_at_night_only_where_a_child_cannot_wait(world: World) -> None:
    await world.called("same_day")
    await closed(world, 10, 16, AT_ONCE, minute=30)
    start = world.clock
    await world.until(at(10, 23))
    assert await heard(world, start, "hv1", "tm") == [
        "Tue 10 17:30 hv1 nudge",
        "Tue 10 17:30 tm nudge",
        "Tue 10 19:30 hv1 nudge",
        "Tue 10 19:30 tm nudge",
    ]
    card = world.people["hv1"].card("urgent, but no hour yet")
    assert "[Today]" in read(card)
    assert sum("urgent, but no hour" in read(each) for each in world.people["hv1"].cards) == 2, "its list, one card"


async def test_what_can_wait_never_comes_outside_working_hours_and_not_on_a_weekend(world: World) -> None:
    await world.called("planned")
    await closed(world, 13, 16, AT_ONCE, ASAP, FIVE_DAYS, minute=30)
    start = world.clock
    await world.until(at(16, 8, 59))
    assert await heard(world, start) == []
    await world.until(at(16, 9, 1))
    assert {each[:12] for each in await heard(world, start, "hv1")} == {"Mon 16 09:00"}
    assert "action 1" in world.people["hv1"].sees()


async def test_what_a_card_has_just_shown_is_left_out_of_a_list_that_comes_then(
    storage: Storage, tmp_path: Path
) -> None:
    step = '{ after = { minutes = 90 }, step = "ask_time", tell = ["owner"] }'
    policy = f"[ladders.incomplete_action.steps]\nsame_day = [{step}]\n"
    world = await World(storage, tmp_path, more_policy=policy).with_everybody()
    await held(world, AT_ONCE, {**ASAP, "words": "Share the log"})
    await world.until(at(10, 14, 31))
    assert "urgent" in read(world.people["hv1"].cards[-1])
    await world.until(at(10, 15, 1))
    (listed,) = [each for each in world.people["hv1"].posts if each.versions[0].title == "Your actions today"]
    assert "action 2" in read(listed.versions[0])
    assert "action 1" not in read(listed.versions[0])


async def test_nobody_is_chased_more_than_twice_a_day_and_the_third_is_in_the_next_list(world: World) -> None:
    sam = await world.called("planned")
    await world.called("planned", "CSC-200000")
    await world.until(at(16, 17))
    chasing = [each for each in await world.rows("notices", person_id="sam") if chases(each)]
    sent = Counter(sent_on(each) for each in chasing if each.first_sent_at)
    assert max(sent.values()) == 2
    later = [each for each in chasing if each.state == "moot"]
    assert later, "what would be the third"
    assert all(each.reason.startswith("list:") for each in later)
    first = next(post.versions[0] for post in sam.posts if post.versions[0].title == "Your list today")
    assert "not written down yet" in read(first)


async def test_a_quiet_action_is_not_put_before_its_owner_until_then(world: World) -> None:
    await held(world, {"words": "Visit", "owner": "hv1", "timescale": "by Friday 13 March"})
    start = world.clock
    async with world.storage.units.write() as uow:
        (action,) = await uow.actions.where()
        action.quiet_until = at(13, 14)
        await uow.actions.save(action)
        await uow.commit()
    await world.until(at(13, 13, 59))
    assert await heard(world, start, "hv1") == []
    await world.until(at(13, 15))
    assert await heard(world, start, "hv1") == ["Fri 13 14:00 hv1 digest"]


async def test_before_the_end_the_chair_is_asked_for_what_is_missing_and_the_card_empties(world: World) -> None:
    sam, tess = await world.called(), world.people["tm"]
    await tess.presses("I'll come")
    (meeting,) = await world.rows("meetings")
    await world.until(meeting.ends_at - timedelta(minutes=30))
    await sam.presses("Write the actions")
    await sam.fills(words="See the child", owner="hv1", timescale="ASAP")
    await sam.fills(words="Ring the school", timescale="today")
    await world.until(meeting.ends_at - timedelta(minutes=11))
    assert not [each for each in tess.cards if "no owner, or no time" in each.title]
    await world.until(meeting.ends_at - timedelta(minutes=9))
    card = tess.card("no owner, or no time")
    assert "while people are still there" in read(card)
    await tess.presses("3 working days", beside="action 1")
    await tess.presses("Choose who", beside="action 2")
    await tess.fills(owner="sam")
    assert "Every action has an owner and a time" in read(tess.card("Every action has"))
    await sam.presses("Finish")
    await sam.fills()
    assert sum("no owner, or no time" in version.title for post in tess.posts for version in post.versions[:1]) == 1


async def test_at_the_close_the_chair_sees_it_unless_they_have_closed_it_themselves(world: World) -> None:
    await held(world, ASAP)
    assert "action 1" in read(world.people["tm"].card("no owner, or no time"))
    assert not [each for each in world.people["sam"].cards if "no owner, or no time" in each.title]


@pytest.mark.parametrize("who", ["sam", "tm"])
async def test_whoever_closes_the_record_has_read_what_it_lacks(world: World, who: str) -> None:
    await world.called()
    await world.people["tm"].presses("I'll come")
    await world.until(at(10, 13))
    somebody = world.people[who]
    (meeting,) = await world.rows("meetings")
    await somebody.sends("pad", meeting.id)
    await somebody.fills(**ASAP)
    await somebody.presses("Finish")
    await somebody.fills()
    assert bool([each for each in world.people["tm"].cards if "no owner, or no time" in each.title]) == (who == "sam")
