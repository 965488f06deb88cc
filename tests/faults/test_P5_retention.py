"""P5: what has been kept long enough is deleted for good, and what is held back is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.commands import PlaceHold, ReleaseHold
from bot.app.retention_rights import DELETED
from bot.app.work import OPERATOR
from bot.domain.retention import PurgeReceipt
from bot.storage import Storage
from tests.faults.retention import CANARY, WORDS, played_out, years_later
from tests.kit.world import World

OF_A_MEETING = (
    "meetings", "seats", "rooms", "agency_references", "invitations", "police_requests", "actions", "obligations",
    "holds", "phone_calls", "handover_lines",
)  # fmt: skip


@pytest.fixture
async def world(storage: Storage, tmp_path: Path) -> World:
    return await World(storage, tmp_path).with_everybody()


async def left(world: World) -> dict[str, int]:
    found = {kind: len(await world.rows(kind)) for kind in OF_A_MEETING}
    found["notices"] = len([each for each in await world.rows("notices") if each.meeting_id])
    return {kind: count for kind, count in found.items() if count}


async def test_P5_a_case_past_its_time_is_deleted_with_a_receipt_that_tells_nothing(world: World) -> None:
    await played_out(world)
    now = years_later(world)
    done = await world.bus.purge(OPERATOR)
    assert [each.meetings for each in done.receipts] == [("EXMP-SM-1",)], done
    assert await left(world) == {}
    (receipt,) = await world.rows("purge_receipts")
    assert isinstance(receipt, PurgeReceipt)
    assert (receipt.purged_at, receipt.rule, receipt.council) == (now, "case", "EXMP")
    assert receipt.counts["meeting"] == 1
    assert receipt.counts["action"] == 1
    assert CANARY not in repr(receipt)
    assert WORDS not in repr(receipt)
    (noted,) = await world.rows("audit", verb="purged")
    assert noted.detail["receipt"] == receipt.id


async def test_P5_a_case_not_past_its_time_stays(world: World) -> None:
    await played_out(world)
    years_later(world, 2)
    assert (await world.bus.purge(OPERATOR)).receipts == []
    assert (await left(world))["meetings"] == 1


async def test_P5_a_held_case_stays_whatever_its_age_until_it_is_released(world: World) -> None:
    await played_out(world)
    assert await world.bus.do(PlaceHold(CANARY.lower(), "", "An inquiry asks for it"), OPERATOR) == ("EXMP-SM-1",)
    years_later(world, 30)
    done = await world.bus.purge(OPERATOR)
    assert done.receipts == []
    assert [lot.why for lot in done.kept] == [("a legal hold is on the case",)]
    assert (await left(world))["meetings"] == 1
    await world.bus.do(ReleaseHold("EXMP-SM-1", ""), OPERATOR)
    assert len((await world.bus.purge(OPERATOR)).receipts) == 1


async def test_P5_the_cards_of_a_deleted_meeting_are_answered_plainly(world: World) -> None:
    await played_out(world)
    priya = world.people["hv1"]
    (invitation,) = await world.rows("invitations", person_id="hv1")
    years_later(world)
    await world.bus.purge(OPERATOR)
    await priya.sends("accept", f"{invitation.id}.1")
    assert priya.said == DELETED
    (purged,) = await world.rows("audit", verb="purged")
    await world.people["sam"].sends("open_meeting", purged.meeting_id)
    assert world.people["sam"].said == DELETED
