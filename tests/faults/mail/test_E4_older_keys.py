"""The key that seals links is changed: links of the old one hold until their own end (E4)."""

from __future__ import annotations

from datetime import timedelta

from bot.app.links import Links
from bot.app.seals import Seals
from tests.kit.world import KEY, World


async def test_E4_a_link_of_an_older_key_holds_until_its_own_end(world: World, link: str) -> None:
    world.bus.links = Links(Seals(["a newer key", KEY]), "https://quorate.example")
    assert (await world.front.opened(link)).came == "open"
    world.clock += timedelta(days=14)
    assert (await world.front.opened(link)).came == "expired"
    world.bus.links = Links(Seals(["a newer key"]), "https://quorate.example")
    assert (await world.front.opened(link)).came == "unknown"
