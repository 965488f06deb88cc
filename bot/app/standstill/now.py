"""Is it quiet now?"""

from __future__ import annotations

from bot.app.store import UnitOfWork, Units
from bot.domain.installation import THIS, Installation


async def is_quiet(uow: UnitOfWork) -> Installation | None:
    """The installation when it is quiet, else None."""
    found = await uow.installation.get(THIS)
    return found if found is not None and found.quiet_since is not None else None


async def quiet_now(units: Units) -> Installation | None:
    """The same, in a short transaction of its own: the periodic work asks before each turn."""
    async with units.read() as uow:
        return await is_quiet(uow)
