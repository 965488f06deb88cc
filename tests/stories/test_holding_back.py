"""What an operator has held back stays until each reason for it is gone; after a restore, until they have looked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.commands import PlaceHold, ReleaseHold
from bot.app.questions import ListHolds
from bot.app.retention.rounds import Purged
from bot.app.work import OPERATOR
from bot.domain.errors import Refusal
from bot.domain.installation import THIS, Installation, QuietWhy
from bot.domain.retention import HeldCase
from bot.shell.retention import hold_in_words, release_hold
from bot.wiring import load
from tests.faults.retention import old_cases, years_later
from tests.kit.commanded import settings
from tests.kit.world import World

ORDER, INQUIRY = "An order of the court", "Letter from the inquiry of 3 March"


async def holds(world: World) -> list[HeldCase]:
    return list(await world.bus.ask(ListHolds(), OPERATOR))


async def purged(world: World) -> Purged:
    done: Purged = await world.bus.purge(OPERATOR)
    return done


async def test_a_case_held_for_two_reasons_stays_until_both_are_gone(world: World) -> None:
    await old_cases(world.storage, 1)
    years_later(world)
    await world.bus.do(PlaceHold("EXMP-SM-1", "", ORDER), OPERATOR)
    world.clock += timedelta(days=1)
    await world.bus.do(PlaceHold("EXMP-SM-1", "", INQUIRY), OPERATOR)
    await world.bus.do(PlaceHold("EXMP-SM-1", "", INQUIRY), OPERATOR)
    first, second = await holds(world)
    assert [first.hold.reason, second.hold.reason] == [ORDER, INQUIRY], "the same one placed again is no third"
    assert second.hold.id in hold_in_words(second), "the list says how to name it"
    with pytest.raises(Refusal, match="say which one with --hold"):
        await world.bus.do(ReleaseHold("EXMP-SM-1", ""), OPERATOR)
    with pytest.raises(Refusal, match="No such hold"):
        await world.bus.do(ReleaseHold("EXMP-SM-1", "", "another"), OPERATOR)
    assert len(await holds(world)) == 2
    await world.bus.do(ReleaseHold("EXMP-SM-1", "", first.hold.id), OPERATOR)
    assert [each.hold.reason for each in await holds(world)] == [INQUIRY]
    assert ("EXMP-SM-1",) in [tuple(each.reference for each in lot.meetings) for lot in (await purged(world)).kept]
    await world.bus.do(ReleaseHold("EXMP-SM-1", ""), OPERATOR)
    assert ("EXMP-SM-1",) in [each.meetings for each in (await purged(world)).receipts]


async def test_the_operator_hears_that_another_hold_is_on_it_still(
    world: World, database_url: str, tmp_path: Path
) -> None:
    await world.called()
    for reason in (ORDER, INQUIRY):
        await world.bus.do(PlaceHold("EXMP-SM-1", "", reason), OPERATOR)
        world.clock += timedelta(days=1)
    first, _ = await holds(world)
    configuration = load(settings(tmp_path, database_url))
    (said,) = await release_hold(configuration, "EXMP-SM-1", "", first.hold.id)
    assert "Another hold is on it still" in said
    (said,) = await release_hold(configuration, "EXMP-SM-1", "", "")
    assert "deleted in the next round" in said


async def test_after_a_restore_nothing_is_deleted_until_somebody_has_looked(world: World) -> None:
    await old_cases(world.storage, 1)
    years_later(world)
    async with world.storage.units.write() as uow:
        await uow.installation.add(Installation(THIS, world.clock, QuietWhy.RESTORED, world.clock))
        await uow.commit()
    with pytest.raises(Refusal, match="a hold may be missing that was placed since"):
        await purged(world)
    async with world.storage.units.write() as uow:
        row = await uow.installation.lock(THIS)
        assert row
        row.quiet_since = None
        await uow.installation.save(row)
        await uow.commit()
    assert (await purged(world)).receipts
