"""A scanner that looks at a link changes nothing, and the link still works (E1)."""

from __future__ import annotations

from bot.app.ports import Opened
from bot.domain.invitation import Answer
from tests.kit.world import World
from tests.stories.letters import GRACE, answers


async def test_E1_scanners_change_nothing_however_often_they_look(world: World, link: str) -> None:
    for _ in range(50):
        found = await world.front.opened(link)
    await world.settle()
    assert found == Opened("open", found.words, "Exampleshire", "g•••@nhs.example", "Quorate desk, 01632 960000")
    assert await answers(world) == [Answer.NONE]
    assert len(world.letters(GRACE)) == 1
