"""What the tests of retention share: a case played to its end, and years going by."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from tests.kit.world import World, at

CANARY = "CSC-777001"
WORDS = "Quietly see the canary at home"


async def played_out(world: World, reference: str = CANARY) -> None:
    """A meeting about one case: held, one action agreed and done, its record closed."""
    sam = await world.called(reference=reference)
    await world.people["hv1"].presses("I'll come")
    await world.recorded({"words": WORDS, "owner": "sam", "timescale": "3 working days"})
    (meeting,) = [each for each in await world.rows("meetings") if each.facts.children[0].reference == reference]
    (action,) = await world.rows("actions", meeting_id=meeting.id)
    await sam.sends("done", action.id)
    await sam.fills(outcome="safer", outcome_words=WORDS)


def years_later(world: World, years: int = 4) -> datetime:
    """The clock stands at a quiet hour, so many years later."""
    world.clock = at(10, 3, 40).replace(year=2026 + years).astimezone(world.clock.tzinfo)
    return world.clock


def raw_bytes(url: str) -> bytes:
    """All that a SQLite database has on disk: the file, and its log."""
    file = Path(str(make_url(url).database))
    beside = [file.with_name(file.name + each) for each in ("", "-wal", "-journal")]
    return b"".join(each.read_bytes() for each in beside if each.exists())
