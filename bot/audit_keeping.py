"""What the running process does for the audit: entries get their links, and once an hour the head goes to the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.app.bus import Bus

LINK_TICK = timedelta(seconds=5)
HEAD_TICK = timedelta(hours=1)

log = structlog.get_logger()


def audit_jobs(bus: Bus) -> dict[str, tuple[timedelta, Callable[[], Awaitable[None]]]]:
    """The periodic work, by name."""

    async def link() -> None:
        await bus.link_audit()

    async def tell_head() -> None:
        """A log that is kept elsewhere anchors the chain."""
        head = await bus.audit_head()
        log.info("audit_head", position=head.position, hash=head.hash)

    return {"audit": (LINK_TICK, link), "audit_head": (HEAD_TICK, tell_head)}
