"""What looks after each step notices what it is there for: each invariant broken by hand in the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.invitation import Answer
from bot.domain.obligation import ObligationState
from tests.faults.machine.holding import EXCLUDED, Holding
from tests.kit.world import World


async def holding(world: World) -> Holding:
    """A meeting is called, and everything holds."""
    await world.joins("exc", EXCLUDED, "health", (), "teams")
    await world.called()
    looking = Holding(world)
    await looking.look()
    return looking


async def test_I2_a_second_live_card_for_an_invitation_is_noticed(world: World) -> None:
    looking = await holding(world)
    (card,) = await world.rows("notices", kind="invitation", person_id="hv1")
    async with world.storage.units.write() as uow:
        await uow.notices.add(replace(card, id="second", dedupe="second", post_id="teams-99"))
        await uow.commit()
    with pytest.raises(AssertionError, match="I2"):
        await looking.look()


async def test_I3_a_quorum_that_the_answers_do_not_make_is_noticed(world: World) -> None:
    looking = await holding(world)
    for person_id, label in (
        ("tm", "I'll come"),
        ("pc1", "I'll take it"),
        ("hv1", "I'll come"),
    ):
        await world.people[person_id].presses(label)
    await looking.look()
    (answer,) = await world.rows("invitations", person_id="hv1")
    async with world.storage.units.write() as uow:
        await uow.invitations.save(replace(answer, answer=Answer.DECLINED))
        await uow.commit()
    with pytest.raises(AssertionError, match="I3"):
        await looking.look()


async def test_I5_an_action_that_nobody_looks_after_is_noticed(world: World) -> None:
    looking = await holding(world)
    await world.recorded({"words": "Visit the family", "owner": "hv1", "timescale": "ASAP"})
    await looking.look()
    async with world.storage.units.write() as uow:
        for each in await uow.obligations.where(state="open"):
            await uow.obligations.save(replace(each, state=ObligationState.MET))
        await uow.commit()
    with pytest.raises(AssertionError, match="I5"):
        await looking.look()
