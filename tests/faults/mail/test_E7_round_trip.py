"""A meeting asked for, moved and cancelled in people's own calendars (E7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.invitation import Answer
from tests.kit.calendar_programs import PROGRAMS
from tests.kit.world import World, read
from tests.stories.calendars import GRACE, SAM, called, cancelled, entries, moved
from tests.stories.test_calendar_answers import answers, mine
from tests.stories.test_calendar_entries import event


@pytest.mark.parametrize("program", PROGRAMS)
async def test_E7_the_whole_round(world: World, program: str) -> None:
    await called(world, hv1=GRACE)
    asked = entries(world, GRACE)[-1]
    assert await answers(world, "ACCEPTED", program=program) == ""
    row = await mine(world)
    assert (row.answer, row.via) == (Answer.ACCEPTED, "email")
    assert "said you will come" in read(world.people["hv1"].cards[-1])
    world.clock += timedelta(minutes=1)
    await moved(world)
    newer = entries(world, GRACE)[-1]
    assert newer.sequence == asked.sequence + 1
    said = await answers(world, "DECLINED", entry=asked, program=program)
    assert "It is now Tue 10 March, 15:30" in said
    assert (await mine(world)).answer is Answer.ACCEPTED
    assert await answers(world, "ACCEPTED", program=program) == ""
    assert (await mine(world)).answered_revision == 2
    await cancelled(world)
    last = entries(world, GRACE)[-1]
    assert last.cancelled
    assert last.sequence > newer.sequence
    world.clock += timedelta(minutes=1)
    assert "cancelled" in await answers(world, "DECLINED", entry=newer, program=program)


async def test_E7_a_move_brings_the_same_entry_at_its_new_time(world: World) -> None:
    await called(world, hv1=GRACE, sam=SAM)
    await moved(world)
    for email in (GRACE, SAM):
        before, after = entries(world, email)
        assert after.uid == before.uid
        assert after.sequence > before.sequence
        assert after.starts_at != before.starts_at


async def test_E7_a_cancelled_meeting_leaves_every_calendar(world: World) -> None:
    await called(world, hv1=GRACE, sam=SAM)
    await cancelled(world)
    for email in (GRACE, SAM):
        before, after = entries(world, email)
        assert after.cancelled
        assert (after.uid, after.where) == (before.uid, "")
        assert after.sequence > before.sequence
        assert event(after, email)["status"] == "CANCELLED"
