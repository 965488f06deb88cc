"""What is raised out of hours is asked of emergency duty's desk; with nobody on its rota whom to ring is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage import Storage
from tests.kit.world import World, at, read
from tests.stories.nights import RING, SUNDAY, partnership, raised_by_sam, whole

WHAT_IT_DOES = "Emergency duty keeps the child safe tonight; the day team does the rest."


@pytest.fixture
async def sunday(storage: Storage, tmp_path: Path) -> World:
    return await raised_by_sam(await partnership(storage, tmp_path, SUNDAY))


async def test_the_chair_is_asked_of_everybody_on_shift_and_the_plan_says_what_emergency_duty_does(
    sunday: World,
) -> None:
    sam = sunday.people["sam"]
    assert sam.shown is not None
    assert WHAT_IT_DOES in read(sam.shown)
    assert RING not in sam.sees()
    await sam.fills()
    for who in ("eve", "ned"):
        assert "Emergency duty manager (chair)" in whole(sunday.people[who], "EXMP-SM-1")
    assert WHAT_IT_DOES in whole(sam, "EXMP-SM-1: Sun")


async def test_the_first_to_claim_the_chair_convenes_too_and_the_caller_is_told(sunday: World) -> None:
    sam, eve, ned = (sunday.people[each] for each in ("sam", "eve", "ned"))
    await sam.fills()
    await eve.presses("I'll take it", beside="EXMP-SM-1")
    first, full = await sunday.rows("meetings", order="number")
    assert (first.convenor_id, full.convenor_id) == ("eve", "sam")
    assert "EXMP-SM-1 has been taken over by Eve Night" in sam.sees()
    assert "EXMP-SM-1: Sun 15 March" in eve.sees()
    assert "I'll take it" not in read(ned.card("EXMP-SM-1"))


async def test_a_policy_may_leave_convening_with_whoever_raised_it(storage: Storage, tmp_path: Path) -> None:
    world = await raised_by_sam(await partnership(storage, tmp_path, SUNDAY, "\n[nights]\nchair_convenes = false\n"))
    await world.people["sam"].fills()
    await world.people["eve"].presses("I'll take it", beside="EXMP-SM-1")
    assert {each.convenor_id for each in await world.rows("meetings")} == {"sam"}


async def test_somebody_on_leave_is_not_on_duty(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path, at(14, 12, 0))
    for who in ("eve", "ned"):
        await world.people[who].types("away until Monday")
    world.clock = SUNDAY
    await raised_by_sam(world)
    assert RING in world.people["sam"].sees()


async def test_by_day_nothing_is_said_of_emergency_duty(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path, at(13, 10, 0))
    sam = await world.called("planned")
    assert "mergency duty" not in sam.sees()
