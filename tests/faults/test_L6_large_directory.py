"""L6: a name is searched in a large directory while it is typed: few are offered, and those that are meant first."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.slack.rendering.limits import OPTIONS
from bot.domain.people import Person
from bot.storage import Storage
from tests.kit.world import COUNCIL, World

MEANT = ("Ann Zoller", "Zoe Annan")


@pytest.mark.parametrize("many", [2_000, pytest.param(50_000, marks=pytest.mark.long)])
async def test_L6_of_many_people_few_are_offered_and_names_that_begin_as_typed_come_first(
    storage: Storage, tmp_path: Path, many: int
) -> None:
    world = await World(storage, tmp_path).with_everybody()
    async with world.together() as uow:
        for number in range(many):
            # Every second name holds what is typed, and stands before those meant in the alphabet.
            name = f"Joanna Able {number}" if number % 2 else f"Kit Able {number}"
            await uow.people.add(Person(f"x{number}", name, "health", (COUNCIL,)))
        for number, name in enumerate(MEANT):
            await uow.people.add(Person(f"meant{number}", name, "health", (COUNCIL,)))
    found = await world.front.options(world.people["sam"].identity, "convene", "", "named", "ann")
    assert [each.label for each in found[:2]] == list(MEANT)
    assert len(MEANT) < len(found) <= OPTIONS
    assert all("ann" in each.label.lower() for each in found)
    several = await world.front.options(world.people["sam"].identity, "convene", "", "named", "zol ann")
    assert [each.label for each in several] == ["Ann Zoller"]
