"""One decline empties a seat and never cancels a meeting (E10)."""

from __future__ import annotations

import pytest

from bot.domain.invitation import Answer
from tests.kit.calendar_programs import PROGRAMS
from tests.kit.world import World
from tests.stories.calendars import GRACE, called, entries
from tests.stories.test_calendar_answers import answers, mine


@pytest.mark.parametrize("program", PROGRAMS)
async def test_E10_a_decline_fills_the_seat_again_and_never_cancels_the_meeting(world: World, program: str) -> None:
    await called(world, hv1=GRACE)
    assert await answers(world, "DECLINED", program=program) == ""
    assert (await mine(world)).answer is Answer.DECLINED
    await world.wait(minutes=30)
    (meeting,) = await world.rows("meetings")
    assert meeting.state == "called"
    assert await world.rows("invitations", person_id="hv2")


async def test_E10_a_decline_leaves_the_meeting_and_the_entry_alone(world: World) -> None:
    await called(world, hv1=GRACE)
    await world.people["hv1"].presses("I can't come")
    await world.wait(minutes=1)
    assert len(entries(world, GRACE)) == 1
    (meeting,) = await world.rows("meetings")
    assert meeting.state == "called"
