"""A partnership of two councils, and one police desk for both."""

from __future__ import annotations

from pathlib import Path

from bot.domain.people import Desk
from bot.storage import Storage
from tests.kit.world import POLICY, World

OTHER = POLICY.replace('"EXMP"', '"OTHR"').replace('"Exampleshire"', '"Otherham"')


async def two_councils(storage: Storage, folder: Path) -> World:
    """Everybody but health serves both."""
    (folder / "OTHR.toml").write_text(OTHER)
    world = await World(storage, folder).with_everybody()
    async with storage.units.write() as uow:
        desk = await uow.desks.get("pdesk")
        assert isinstance(desk, Desk)
        desk.councils, desk.at_once = ("EXMP", "OTHR"), 50
        await uow.desks.save(desk)
        for each in await uow.people.where():
            if each.agency != "health":
                each.councils = ("EXMP", "OTHR")
                await uow.people.save(each)
        await uow.commit()
    return world
