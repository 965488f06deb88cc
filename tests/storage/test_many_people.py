"""A large council: no question about thousands of people is too long for either database."""

from __future__ import annotations

import pytest

from bot.storage import Storage
from tests.storage.test_questions import HOUR
from tests.storage.things import NOON, a_case, invitation, person

COUNCIL_OF = 2_000
# More than SQLite (32,766) and PostgreSQL (65,535) take as single parameters.
MORE_THAN_PARAMETERS = 70_000


async def test_two_thousand_people_are_found_read_and_held_together(storage: Storage) -> None:
    async with storage.units.write() as unit:
        await a_case(unit, people=3)
        await unit.invitations.add(invitation(1))
        for number in range(10, COUNCIL_OF + 7):
            await unit.people.add(person(number, seats=("health",)))
        found = (await unit.people_for_seats("RBWM", ["health"]))["health"]
        ids = [each.id for each in found]
        assert len(ids) == COUNCIL_OF - 3
        called = await unit.called_to(["p1", *ids], NOON, NOON + HOUR)
        assert called.pop("p1") == [(NOON, NOON + HOUR)]
        assert set(called) == set(ids)
        assert not any(called.values())
        assert len(await unit.people.where(id=tuple(ids))) == len(ids)
        assert len(await unit.hold_diaries(ids)) == len(ids)


@pytest.mark.parametrize("missing", [(), (None,)])
async def test_no_count_of_ids_is_too_many(storage: Storage, missing: tuple[None, ...]) -> None:
    asked = ("p1", *(f"nobody{number}" for number in range(MORE_THAN_PARAMETERS)))
    async with storage.units.write() as unit:
        await a_case(unit, people=2)
        assert [each.id for each in await unit.people.where(id=(*asked, *missing))] == ["p1"]
        assert await unit.leave_of(asked, NOON, NOON + HOUR) == []
