"""The round of deletion: every case that is due, each in a transaction of its own, so that a kill loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from bot.app import commands as c
from bot.app import questions as q
from bot.app.retention.lots import Lot
from bot.app.store import Units
from bot.app.store_retention import Wipes
from bot.domain.errors import QuorateError
from bot.domain.retention import PurgeReceipt
from bot.policy import Policies
from scheduling.london import local_day, wall_to_utc

log = structlog.get_logger()

RESTORED = (
    "This was restored from a backup: a hold may be missing that was placed since. Nothing was deleted. "
    "Look at quorate hold list, place what is missing, and run quorate resume first."
)
# Seconds between two cases, in which those who are at work have their turn.
PAUSE = 0.02
# So long after the policy's hour a round may begin; later, it waits for the next night.
STILL_QUIET = timedelta(hours=2)
Do = Callable[[c.Command], Awaitable[Any]]
Ask = Callable[[q.Question], Awaitable[Any]]


@dataclass(slots=True)
class Purged:
    """What a round came to: receipts of what went, and the lots that stay although their time is over."""

    receipts: list[PurgeReceipt] = field(default_factory=list)
    kept: list[Lot] = field(default_factory=list)
    tidied: dict[str, int] = field(default_factory=dict)


async def mark_all(do: Do) -> None:
    """Mark every meeting that an older release wrote: without its mark it is not found by its children."""
    marked = 1
    while marked:
        marked = await do(c.MarkCases())
        await asyncio.sleep(PAUSE)


async def due_lots(do: Do, ask: Ask) -> tuple[Lot, ...]:
    """Every lot whose time is over, with what keeps it."""
    await mark_all(do)
    found: tuple[Lot, ...] = await ask(q.CasesDue())
    return found


async def purge(do: Do, ask: Ask, units: Units) -> Purged:
    """Delete all that is due. A case that cannot be deleted now is left for the next round; the others go."""
    done = Purged()
    for lot in await due_lots(do, ask):
        if lot.why:
            done.kept.append(lot)
            continue
        try:
            done.receipts.append(await do(c.PurgeCase(lot.council, lot.ids)))
        except QuorateError as wrong:
            log.warning("case_not_purged", council=lot.council, meetings=lot.ids, code=getattr(wrong, "code", ""))
        await asyncio.sleep(PAUSE)
    done.tidied = await do(c.TidyUp())
    # Also after a round that was killed before it could: what it had deleted may still lie in the log.
    if isinstance(units, Wipes):
        await units.wipe()
    if done.receipts or done.tidied:
        log.info("purged", cases=len(done.receipts), kept=len(done.kept), tidied=sum(done.tidied.values()))
    return done


@dataclass(slots=True)
class NightlyRound:
    """Once a day, at the quiet hour of the policy: whether this process has done its round."""

    policies: Policies
    done_on: date | None = None

    def is_due(self, now: datetime) -> bool:
        """True once a London day, in the quiet hours."""
        if self.done_on == local_day(now) or not self.policies.councils:
            return False
        hours = [self.policies.of(code).retention.purge_at for code in self.policies.councils]
        begins = wall_to_utc(local_day(now), max(hours))
        return begins <= now < begins + STILL_QUIET

    def done(self, now: datetime) -> None:
        """The day's round is over."""
        self.done_on = local_day(now)
