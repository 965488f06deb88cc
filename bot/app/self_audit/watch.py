"""What this process has found out about itself: its last self-audit, what waits longest, and what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.app.periodic import Desk
from bot.app.self_audit.run import Audited, Auditor
from bot.app.tally import Tally
from bot.domain.errors import QuorateError, Refusal
from bot.domain.watching import Measured

STANDSTILL = "standstill"


@dataclass(slots=True)
class SelfWatch:
    """`audited` and `measured` are None until they are known."""

    tally: Tally = field(default_factory=Tally)
    auditor: Auditor = field(default_factory=Auditor)
    audited: Audited | None = None
    measured: Measured | None = None

    async def audit(self, desk: Desk, owed: Callable[[], None], *, still: bool) -> Audited:
        """One run, and word when something may be owed after it.

        While Quorate stands `still`, what is late is late on purpose, and nobody is told that all is well.
        """
        self.audited = found = Audited(desk.now(), {STANDSTILL: 1}) if still else await self.auditor.run(desk)
        if found.open or found.repaired:
            owed()
        return found

    def refused(self, why: QuorateError) -> None:
        """Count a refusal by its code."""
        self.tally.add("refusals", why.code if isinstance(why, Refusal) else type(why).__name__)

    async def measure(self, desk: Desk, clock: Callable[[], float]) -> None:
        """What waits longest, and in how many seconds the database said so."""
        began = clock()
        async with desk.units.read() as uow:
            found = await uow.backlog(desk.now())
        self.measured = Measured(desk.now(), found, clock() - began)
