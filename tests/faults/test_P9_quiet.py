"""Quiet: answered and shown, but nothing is sent and nobody is chased; then what is still true comes, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import commands as c
from bot.app import questions as q
from bot.app.bus import Bus
from bot.app.conversation import Conversation
from bot.app.standstill import Resumed, Standing
from bot.app.wording.standstill import QUIET
from bot.app.work import OPERATOR, Actor
from bot.domain.errors import Refusal
from bot.domain.installation import THIS, Installation, QuietWhy
from bot.domain.notice import NoticeState
from bot.storage import Storage, open_storage
from tests.kit.databases import KEYS
from tests.kit.world import World, at


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def goes_quiet(world: World) -> None:
    await world.bus.do(c.GoQuiet(), OPERATOR)


async def resumes(world: World, since: datetime | None = None) -> Resumed:
    done: Resumed = await world.bus.do(c.Resume(since), OPERATOR)
    return done


async def restored(world: World, as_of: datetime) -> None:
    """As `quorate restore` leaves it: quiet from the first moment."""
    row = Installation(THIS, world.clock, QuietWhy.RESTORED, as_of.astimezone(UTC))
    async with world.storage.units.write() as uow:
        known = await uow.installation.get(THIS)
        await (uow.installation.save(row) if known else uow.installation.add(row))
        await uow.commit()


def posts(world: World) -> int:
    return sum(len(tool.posts) for tool in world.tools.values())


async def test_P9_nothing_is_sent_and_nobody_is_chased_until_an_operator_says_so(world: World) -> None:
    await goes_quiet(world)
    await world.called()
    before = posts(world)
    await world.wait(minutes=50)
    assert posts(world) == before == 0
    (first, *_), standing = await world.rows("notices", state="pending"), await world.bus.ask(q.ShowQuiet(), OPERATOR)
    assert isinstance(standing, Standing)
    assert standing.waiting["invitation"] > 0
    assert standing.oldest is not None
    assert standing.oldest <= first.due_at
    assert not await world.rows("audit", verb="chased")


async def test_P9_every_answer_and_page_say_that_it_is_quiet(world: World) -> None:
    await goes_quiet(world)
    await world.sweep()
    sam = world.people["sam"]
    await sam.types("help")
    assert QUIET in sam.sees()
    await sam.types("")
    assert QUIET in sam.sees(), "a form too"
    home = await Conversation(world.bus).home(sam.identity)
    assert QUIET in repr(home)
    await resumes(world)
    await world.sweep()
    await sam.types("help")
    assert QUIET not in sam.sees()


async def test_P9_another_process_obeys_at_its_next_turn(world: World, database_url: str) -> None:
    """The second bus has never heard the command: it asks the database each time."""
    await goes_quiet(world)
    await world.called()
    storage = open_storage(database_url, KEYS)
    second = Bus(storage.units, world.bus.policies, world.tools, lambda: world.clock)
    assert second.quiet is None
    assert await second.deliver() == await second.chase() == await second.look_again() == 0
    assert second.quiet is not None
    assert posts(world) == 0
    await resumes(world)
    assert await second.deliver()
    await storage.close()


async def test_P9_what_waited_and_is_still_true_comes_once(world: World) -> None:
    await goes_quiet(world)
    await world.called()
    await world.wait(minutes=30)
    done = await resumes(world)
    assert done.sent
    assert not done.marked, "an operator's pause loses nothing, so nothing is in doubt"
    await world.sweep()
    invited = await world.rows("notices", kind="invitation")
    assert invited
    assert all(each.state is NoticeState.SENT for each in invited)
    for tool in world.tools.values():
        assert "Sent again" not in repr([post.card for post in tool.posts.values()])


async def test_P9_nobody_is_asked_to_a_meeting_that_has_been(world: World) -> None:
    await goes_quiet(world)
    await world.called()
    (meeting,) = await world.rows("meetings")
    await world.until(meeting.ends_at + timedelta(minutes=1))
    done = await resumes(world)
    assert done.over
    await world.sweep()
    assert not [each for each in await world.rows("notices", kind="invitation") if each.post_id]
    assert {each.state for each in await world.rows("notices", kind="invitation")} == {NoticeState.MOOT}


async def test_P9_nobody_is_chased_for_the_time_in_which_nothing_reached_them(world: World) -> None:
    """Same day: 20, 40 minutes, one hour. Asked while it was quiet, they have 20 minutes from when it goes out."""
    await goes_quiet(world)
    await world.called()
    await world.wait(minutes=50)
    done = await resumes(world)
    assert done.begun_anew
    resumed_at = world.clock
    await world.sweep()
    (answer, *_) = await world.rows("obligations", kind="answer", state="open")
    await world.until(resumed_at + timedelta(minutes=19))
    assert not await world.rows("audit", verb="chased", subject_id=answer.subject_id)
    await world.until(resumed_at + timedelta(minutes=21))
    chased = await world.rows("audit", verb="chased", subject_id=answer.subject_id)
    assert [each.detail["rung"] for each in chased] == [0]


async def test_P9_a_step_that_fell_due_meanwhile_comes_once_and_the_next_keeps_its_distance(world: World) -> None:
    await world.called()
    await world.wait(minutes=1)
    (waits, *_) = await world.rows("obligations", kind="answer", state="open")
    await goes_quiet(world)
    await world.wait(minutes=50)
    assert not await world.rows("audit", verb="chased")
    done = await resumes(world)
    assert done.put_off
    await world.sweep()
    chased = await world.rows("audit", verb="chased", subject_id=waits.subject_id)
    assert [each.detail["rung"] for each in chased] == [0], "one rung, not all that are late by the clock"
    await world.wait(minutes=18)
    assert len(await world.rows("audit", verb="chased", subject_id=waits.subject_id)) == 1
    await world.wait(minutes=3)
    assert len(await world.rows("audit", verb="chased", subject_id=waits.subject_id)) == 2


async def test_P9_after_a_restore_what_waited_says_that_it_may_have_come_before(world: World) -> None:
    await goes_quiet(world)
    await world.called()
    world.clock += timedelta(minutes=10)
    await restored(world, world.clock)
    done = await resumes(world)
    assert done.marked == done.sent > 0
    await world.sweep()
    for tool in world.tools.values():
        for post in tool.posts.values():
            assert repr(post.card).count("Sent again") <= 1
    assert "Sent again" in repr([post.card for post in world.tools["teams"].posts.values()])


async def test_P9_after_a_restore_what_was_due_since_the_time_given_is_new(world: World) -> None:
    await goes_quiet(world)
    await world.called()
    world.clock += timedelta(minutes=10)
    await restored(world, world.clock)
    done = await resumes(world, at(10, 0))
    assert done.sent
    assert not done.marked


async def test_P9_after_a_restore_cards_that_people_have_are_brought_up_to_date(world: World) -> None:
    await world.called()
    await world.sweep()
    before = sum(len(tool.updates) for tool in world.tools.values())
    await restored(world, world.clock)
    done = await resumes(world)
    assert done.shown_again
    sent = posts(world)
    await world.sweep()
    assert sum(len(tool.updates) for tool in world.tools.values()) >= before + done.shown_again
    assert posts(world) == sent, "in place: nobody gets a second card"


async def test_P9_only_an_operator_makes_it_quiet_or_begins_again(world: World) -> None:
    for command in (c.GoQuiet(), c.Resume()):
        with pytest.raises(Refusal):
            await world.bus.do(command, Actor("head"))
    with pytest.raises(Refusal, match="not quiet"):
        await resumes(world)
    await goes_quiet(world)
    with pytest.raises(Refusal, match="already"):
        await goes_quiet(world)
