"""P5: a hold holds on every path, and what is done to one case is done to no other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app.commands import ExportCase, PlaceHold, PurgeCase, ReleaseHold
from bot.app.export.items import ANOTHER_CHILD
from bot.app.questions import ListHolds
from bot.app.work import OPERATOR
from bot.domain.action import Action
from bot.domain.case import CaseFacts, Child
from bot.domain.diary import Conflict
from bot.domain.errors import Refusal
from bot.domain.meeting import Meeting, MeetingState
from bot.shell.retention import place_hold
from bot.storage import Storage, open_storage
from bot.storage.unit_of_work import SqlUnitOfWork
from bot.wiring import load
from tests.faults.retention import old_cases, years_later
from tests.kit.commanded import settings
from tests.kit.databases import KEYS
from tests.kit.world import COUNCIL, World

THEN = datetime(2015, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    found = await World(storage, tmp_path).with_everybody()
    years_later(found, 0)
    return found


def about(number: int, *children: Child, state: MeetingState = MeetingState.CLOSED, **more: object) -> Meeting:
    facts = CaseFacts(children, frozenset(), (), None, THEN, "planned")
    return Meeting(f"m{number}", COUNCIL, number, "planned", "sam", THEN, THEN, facts, "1", state, **more)  # type: ignore[arg-type]  # as given


async def keep(storage: Storage, *meetings: Meeting) -> None:
    async with storage.units.write() as uow:
        for each in meetings:
            await uow.meetings.add(each)
        await uow.commit()


async def changed(storage: Storage, sql: str) -> None:
    async with storage.units.write() as uow:
        assert isinstance(uow, SqlUnitOfWork)
        await uow.transaction.change(text(sql))
        await uow.commit()


async def test_P5_an_operators_hold_finds_what_an_older_release_has_written(
    world: World, database_url: str, tmp_path: Path
) -> None:
    """Before the night's round has marked it."""
    await keep(world.storage, about(41, Child("CSC-1")), about(42, Child("CSC-1")))
    await changed(world.storage, "UPDATE meeting SET case_marks = NULL WHERE id = 'm41'")
    (said,) = await place_hold(load(settings(tmp_path, database_url)), "CSC-1", "", "An inquiry")
    assert "EXMP-SM-41, EXMP-SM-42" in said


async def test_P5_a_hold_on_a_meeting_whose_child_has_no_reference_holds_it(world: World) -> None:
    await keep(world.storage, about(41, Child("1")), about(42, Child("1")))
    assert await world.bus.do(PlaceHold("EXMP-SM-41", "", "An inquiry"), OPERATOR) == ("EXMP-SM-41",)
    (held,) = await world.bus.ask(ListHolds(), OPERATOR)
    assert held.meetings == ("EXMP-SM-41",)
    done = await world.bus.purge(OPERATOR)
    assert [each.meetings for each in done.receipts] == [("EXMP-SM-42",)]
    await world.bus.do(ReleaseHold("EXMP-SM-41", ""), OPERATOR)
    assert len((await world.bus.purge(OPERATOR)).receipts) == 1


async def test_P5_a_hold_keeps_the_unsent_plans_of_its_case_whichever_child_they_are_about(world: World) -> None:
    plan = about(42, Child("CSC-2"), state=MeetingState.DRAFT)
    late = about(41, Child("CSC-1"), Child("CSC-2", part="sibling"), closed_at=world.clock - timedelta(days=60))
    await keep(world.storage, late, plan)
    await world.bus.do(PlaceHold("CSC-1", "", "An inquiry"), OPERATOR)
    done = await world.bus.purge(OPERATOR)
    assert done.receipts == []
    assert [each.why for each in done.kept] == [("a legal hold is on the case",)]


async def test_P5_a_purge_lets_nobody_into_a_case_that_shares_only_a_number(world: World) -> None:
    await keep(world.storage, about(41, Child("1")), about(42, Child("1"), closed_at=world.clock))
    async with world.storage.units.write() as uow:
        await uow.conflicts.add(Conflict("out", COUNCIL, "1", "hv1", "sam", THEN))
        await uow.commit()
    done = await world.bus.purge(OPERATOR)
    assert [each.meetings for each in done.receipts] == [("EXMP-SM-41",)]
    assert [each.id for each in await world.rows("conflicts")] == ["out"]


async def test_P5_an_export_by_a_meeting_hands_out_no_case_of_the_childs_siblings(world: World) -> None:
    sister = Child("CSC-2", part="sibling")
    await keep(world.storage, about(41, Child("CSC-1"), sister), about(42, Child("CSC-2")), about(43, Child("CSC-1")))
    found = await world.bus.do(ExportCase("EXMP-SM-41", ""), OPERATOR)
    assert [each.reference for each in found.meetings] == ["EXMP-SM-41", "EXMP-SM-43"]
    (other,) = [each for each in found.meetings[0].held if each.says.get("reference") == "CSC-2"]
    assert ANOTHER_CHILD in other.review


async def test_P5_an_action_added_while_its_case_is_about_to_be_purged_keeps_it(world: World) -> None:
    """Whoever holds the meeting finishes first: what they did is seen before anything is deleted."""
    await old_cases(world.storage, 1)
    async with world.storage.units.write() as uow:
        await uow.meetings.lock("old-1")
        purge = asyncio.create_task(world.bus.do(PurgeCase(COUNCIL, ("old-1",)), OPERATOR))
        await asyncio.sleep(0.3)
        await uow.actions.add(Action("late", COUNCIL, "old-1", 2, "See her at home", world.clock))
        await uow.commit()
    with pytest.raises(Refusal, match="still open"):
        await purge
    assert len(await world.rows("actions")) == 2


async def test_P5_the_secret_of_a_transaction_that_was_undone_marks_nothing(
    world: World, storage: Storage, database_url: str
) -> None:
    """Else a hold placed before a restart would be under a mark that nobody can make again."""
    await changed(storage, "DELETE FROM marking_key")
    fresh = open_storage(database_url, KEYS)
    async with fresh.units.write() as uow:
        await uow.meetings.add(about(41, Child("CSC-1")))
        await uow.meetings.add(about(42, Child("CSC-2")))
        await uow.meetings.where()
    await keep(fresh, about(43, Child("CSC-3")))
    await fresh.close()
    later = open_storage(database_url, KEYS)
    async with later.units.read() as uow:
        (kept,) = await uow.case_meetings()
        assert kept.marks == (await uow.case_mark(COUNCIL, "CSC-3"),)
    await later.close()
