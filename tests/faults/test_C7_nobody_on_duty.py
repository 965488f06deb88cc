"""C7: two o'clock on Sunday. Whoever is on duty, and with nobody on duty a human and a number, never nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.commands import PersonLeaves
from bot.app.work import OPERATOR
from bot.policy import load_policies
from bot.policy.council import Council
from bot.policy.nights import whom_to_ring
from bot.storage import Storage
from tests.kit.gallery import change
from tests.kit.world import read
from tests.stories.nights import RING, SUNDAY, partnership, raised_by_sam, whole


async def test_C7_with_nobody_on_the_rota_at_two_on_sunday_a_human_and_a_number_stand_on_plan_and_card(
    storage: Storage, tmp_path: Path
) -> None:
    world = await partnership(storage, tmp_path, SUNDAY)
    for who in ("eve", "ned"):
        await change(world, "people", {"id": who}, works="Mon-Fri 17:00-23:00")
    sam = world.people["sam"]
    await raised_by_sam(world)
    assert sam.shown is not None
    assert RING in read(sam.shown)
    await sam.fills()
    assert RING in whole(sam, "EXMP-SM-1: Sun")


async def test_C7_with_everybody_of_emergency_duty_gone_it_is_said_too(storage: Storage, tmp_path: Path) -> None:
    world = await partnership(storage, tmp_path, SUNDAY)
    for who in ("eve", "ned"):
        await world.bus.do(PersonLeaves(who), OPERATOR)
    await raised_by_sam(world)
    assert RING in world.people["sam"].sees()


def council(**known: str) -> Council:
    """A council that has said so much of whom to ring."""
    usual = load_policies(None).default.council
    return usual.model_copy(update={"contact_name": "Desk", "contact_phone": "01632 960000", **known})


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "Desk on 01632 960000"),
        ({"out_of_hours_phone": "01632 960999"}, "emergency duty on 01632 960999, or Desk on 01632 960000"),
        ({"out_of_hours_phone": "01632 960999", "out_of_hours_name": "Nora Night"}, "Nora Night on 01632 960999"),
    ],
)
def test_C7_there_is_always_a_named_human_and_a_number(known: dict[str, str], words: str) -> None:
    assert whom_to_ring(council(**known)) == words
