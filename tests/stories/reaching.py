"""Hands for stories about what does not arrive: a second address, a post room on paper, a number only."""

from __future__ import annotations

from typing import Any

from bot.app.cards import Card
from bot.domain.notice import Notice
from bot.domain.people import Address
from tests.kit.paper import TENANT, PaperChannel
from tests.kit.world import Somebody, World, read


def post_room(world: World) -> PaperChannel:
    """A third channel, for people who have nothing else."""
    paper = PaperChannel()
    world.bus.channels = {**world.bus.channels, "paper": paper}
    return paper


async def also_at(world: World, person_id: str, channel: str, rank: int = 9, **more: Any) -> None:
    """A further address of somebody, which they would rather not use."""
    tenant = {"paper": TENANT, "slack": "T-COUNCIL"}.get(channel, "TENANT-NHS")
    account = f"{channel}-{person_id}"
    async with world.storage.units.write() as uow:
        await uow.addresses.add(
            Address(account, person_id, channel, tenant, account, rank=rank, state="live", **more)
        )
        await uow.commit()


async def only_a_number(world: World, person_id: str) -> None:
    """Nothing but a telephone reaches them."""
    async with world.storage.units.write() as uow:
        for each in await uow.addresses.where(person_id=person_id):
            each.state, each.reason = "dead", "not_installed"
            await uow.addresses.save(each)
        await uow.commit()


async def live(world: World, kind: str, **about: Any) -> list[Notice]:
    """The live cards of a kind: with somebody, and not replaced."""
    found = await world.rows("notices", kind=kind, retired=False, **about)
    return [each for each in found if each.post_id]


def in_tray(paper: PaperChannel, person_id: str) -> list[str]:
    """What somebody reads in their tray."""
    return [read(card) for card in paper.tray(f"paper-{person_id}")]


def phone_card(somebody: Somebody) -> Card:
    """The newest card that says whom to ring."""
    return somebody.card("No message reaches them")
