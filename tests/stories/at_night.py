"""A partnership at night: emergency duty, a school, and a plan of both meetings to look at."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app.cards import Form
from bot.domain.meeting import Meeting
from bot.storage import Storage
from scheduling.london import LONDON
from tests.kit.world import REFERENCE, Somebody, World, at, read

SATURDAY_NIGHT = at(14, 2, 10)
FRIDAY_LATE = at(13, 16, 30)
NOON = at(10, 12)
SCHOOL_SITS = '[concerns.neglect]\nrequired = ["school"]\n'
EASTER_FRIDAY_EVE = datetime(2026, 4, 2, 23, 0, tzinfo=LONDON)


async def partnership(storage: Storage, folder: Path, when: datetime, more_policy: str = "") -> World:
    """The usual people, the emergency duty manager Eve, and a designated lead at the school."""
    world = await World(storage, folder, when, more_policy).with_everybody()
    await world.joins("eve", "Eve Night", "social_care", ("chair_emergency_duty",), manager="head", works="always")
    await world.joins("dsl", "Dot Lead", "education", ("school",), "teams")
    return world


async def planned(world: World, who: str = "eve", urgency: str = "emergency", **more: Any) -> Somebody:
    """This person plans a meeting about a child of three, and looks at the plan."""
    caller = world.people[who]
    await caller.types("")
    await caller.fills(**({"references": REFERENCE, "urgency": urgency, "ages": "3 years"} | more))
    assert isinstance(caller.shown, Form), caller.sees()
    return caller


def shown(somebody: Somebody) -> str:
    """What this person was just shown, as text."""
    assert somebody.shown is not None, somebody.sees()
    return read(somebody.shown)


async def both(world: World) -> tuple[Meeting, Meeting]:
    """The meeting out of hours and its full meeting."""
    first, full = await world.rows("meetings", order="number")
    assert full.follows_id == first.id
    return first, full


async def seats(world: World, meeting: Meeting, *, required: bool) -> dict[str, str | None]:
    """The seats of one meeting and who is in them."""
    found = await world.rows("seats", meeting_id=meeting.id, required=required, closed=False)
    return {seat.name: seat.person_id or seat.desk_id for seat in found}
