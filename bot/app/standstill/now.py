"""Is it quiet now?"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.app.store import UnitOfWork, Units
from bot.domain.errors import Outdated
from bot.domain.installation import THIS, Installation

log = structlog.get_logger()


async def is_quiet(uow: UnitOfWork) -> Installation | None:
    """The installation when it is quiet, else None."""
    found = await uow.installation.get(THIS)
    return found if found is not None and found.quiet_since is not None else None


async def at_a_stand(units: Units, known: Callable[[], bool]) -> tuple[Installation | None, bool]:
    """The same, in a short transaction of its own: the periodic work asks before each turn. And whether a newer
    release has put an end to this one, which is logged unless it is `known` by then:
    several turns ask at once.
    """
    try:
        async with units.read() as uow:
            return await is_quiet(uow), False
    except Outdated:
        if not known():
            log.error("release_outdated")
        return None, True
