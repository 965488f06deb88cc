"""The database broken by hand, and what the self-audit makes of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from tests.kit.world import World, read

ADMIN = '\n[reach]\nadmin_id = "head"\n'


async def broken(world: World, statement: str, **values: Any) -> int:
    """Change rows behind everybody's back; how many."""
    async with world.storage._engines.writer.connect() as connection:
        done = await connection.execute(text(statement), values)
        await connection.commit()
        return done.rowcount


async def audited(world: World) -> dict[str, dict[str, int]]:
    """One run: what is open, and what was repaired."""
    while await world.bus.link_audit():
        pass
    found = await world.bus.audit_itself()
    await world.settle()
    return {"open": found.open, "repaired": found.repaired}


def alarms(world: World) -> list[str]:
    """What whoever looks after Quorate has been told."""
    titles = ("needs looking at", "right again")
    return [read(each) for each in world.people["head"].cards if any(words in each.title for words in titles)]


CLEAN: dict[str, dict[str, int]] = {"open": {}, "repaired": {}}


def repaired(check: str, many: int = 1) -> dict[str, dict[str, int]]:
    return {"open": {}, "repaired": {check: many}}


def alarmed(check: str, many: int = 1) -> dict[str, dict[str, int]]:
    return {"open": {check: many}, "repaired": {}}
