"""What the tests of retention share: a case played to its end, and years going by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from bot.domain.action import Action, ActionState
from bot.domain.audit import AuditEntry
from bot.domain.case import CaseFacts, Child
from bot.domain.diary import Conflict
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.people import Person
from bot.storage import Storage
from tests.kit.world import COUNCIL, World, at

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


async def old_cases(storage: Storage, many: int) -> None:
    """So many closed records of the year 2015, each about a child of its own, with an action in sealed words."""
    async with storage.units.write() as uow:
        await uow.people.add(Person("p", "Una Relative", "health", (COUNCIL,), ()))
        for number in range(1, many + 1):
            then = datetime(2015, 3, number, 12, tzinfo=UTC)
            facts = CaseFacts((Child(f"{CANARY}-{number}"),), frozenset(), (), None, then, "planned")
            meeting = Meeting(
                f"old-{number}", COUNCIL, number, "planned", "sam", then, then, facts, "1", MeetingState.CLOSED,
                starts_at=then, closed_at=then,
            )  # fmt: skip
            action = Action(f"action-{number}", COUNCIL, meeting.id, 1, WORDS, then, state=ActionState.DONE)
            await uow.meetings.add(meeting)
            await uow.actions.add(action)
            await uow.conflicts.add(Conflict(f"out-{number}", COUNCIL, f"{CANARY}-{number}", "p", "sam", then))
            await uow.audit.add(AuditEntry(f"audit-{number}", COUNCIL, then, "sam", "closed", meeting.id, meeting.id))
        await uow.commit()
