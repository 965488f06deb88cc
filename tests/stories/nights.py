"""A partnership that hands its day to emergency duty: a desk of two on a rota at night, and a day team."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.handover import HandoverLine
from bot.storage import Storage
from tests.kit.gallery import change
from tests.kit.world import REFERENCE, Somebody, World, at, read

FRIDAY_AFTERNOON = at(13, 15, 0)
SUNDAY = at(15, 2, 0)
RING = "Nobody from emergency duty is on the rota then. Ring Quorate desk on 01632 960000."
OUT_OF_HOURS = "nightly 17:00-09:00; Sat-Sun all day"


async def partnership(storage: Storage, folder: Path, when: datetime = FRIDAY_AFTERNOON, policy: str = "") -> World:
    """The usual people, and emergency duty: Eve and Ned at night and at weekends."""
    world = await World(storage, folder, when, policy).with_everybody()
    await world.opens_desk("edt", "Emergency duty team", "social_care", ("chair_emergency_duty",))
    await change(world, "desks", {"id": "edt"}, works=OUT_OF_HOURS)
    for key, name in (("eve", "Eve Night"), ("ned", "Ned Nightly")):
        await world.joins(key, name, "social_care", (), manager="head", desk="edt", works=OUT_OF_HOURS)
    return world


async def tonight(world: World, urgency: str = "24h", **more: Any) -> Somebody:
    """Sam calls a meeting on Friday afternoon, and moves it to the evening."""
    sam = await world.called(urgency, **more)
    meeting = (await world.rows("meetings", order="number"))[-1]
    await sam.sends("move", meeting.id)
    await sam.fills(date="2026-03-13", time="20:00")
    return sam


async def raised_by_sam(world: World) -> World:
    """A day worker raises an emergency in the night."""
    sam = world.people["sam"]
    await sam.types("")
    await sam.fills(references=REFERENCE, urgency="emergency", ages="3 years")
    return world


async def lines(world: World, **about: Any) -> list[HandoverLine]:
    """The lines of handovers, as the database has them."""
    found: list[HandoverLine] = await world.rows("handover_lines", **about)
    return found


async def handed_over(world: World) -> Somebody:
    """Sam has called a meeting and handed it over; emergency duty's shift has begun."""
    sam = await tonight(world)
    await world.until(at(13, 16))
    await sam.presses("Hand over to emergency duty")
    await world.until(at(13, 17))
    return sam


def whole(somebody: Somebody, containing: str) -> str:
    """The newest card that says this, as text."""
    return read(somebody.card(containing))
