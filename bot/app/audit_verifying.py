"""Verifying the audit: the whole chain computed anew, and every entry asked for its link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.audit_faults import Fault, Wrong
from bot.app.audit_walk import Walk
from bot.app.store import Units
from bot.domain.audit import Head

PAGE = 1000
LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the chain reaches, what is wrong with it, and how many faults more than are listed."""

    head: Head
    faults: tuple[Fault, ...]
    more: int = 0

    @property
    def well(self) -> bool:
        """True when nothing is wrong."""
        return not self.faults


async def verify(units: Units, now: datetime, heads: Sequence[Head] = ()) -> Verified:
    """Walk along the chain and past every entry, a page at a time; `heads` are those written down elsewhere.

    Without one nobody can tell that the newest entries were struck out together with their links, or that the whole
    chain was made anew.
    """
    walk = Walk()
    while True:
        async with units.read() as uow:
            page = await uow.links_after(walk.head.position, PAGE)
        if not page:
            break
        walk.walk(page)
    faults = [*walk.faults(), *await _against(units, heads, walk.head), *await _unaccounted(units, now)]
    return Verified(walk.head, tuple(faults), walk.more)


async def _against(units: Units, heads: Sequence[Head], reached: Head) -> list[Fault]:
    """What does not agree with heads that were written down."""
    found = []
    for head in heads:
        async with units.read() as uow:
            link = await uow.link_at(head.position)
        if head.position > reached.position:
            found.append(Fault(Wrong.CUT_OFF, head.position, until=reached.position))
        elif link is not None and link.hash != head.hash:
            found.append(Fault(Wrong.REWRITTEN, head.position))
    return found


async def _unaccounted(units: Units, now: datetime) -> list[Fault]:
    """Entries that no link answers for."""
    after, first, count = "", "", 0
    while True:
        async with units.read() as uow:
            page = await uow.entries_after(after, PAGE)
        if not page:
            break
        strangers = [entry for entry, known in page if not known]
        first, count, after = first or next(iter(strangers), ""), count + len(strangers), page[-1][0]
    async with units.read() as uow:
        late, lost = await uow.unlinked_before(now - LATE)
    found = [Fault(Wrong.NOT_LINKED, entry_id=first, count=count)] if count else []
    found += [Fault(Wrong.WAITS, count=late - lost)] if late > lost else []
    return found + ([Fault(Wrong.LOST_BEFORE_LINK, count=lost)] if lost else [])
