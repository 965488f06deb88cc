"""Once a minute: is it time to show what is open, or to offer the day what the night has left?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.app.nights.evening import keep_live, show_open_work, to_show
from bot.app.nights.morning import carry_over, left_over
from bot.app.periodic import Desk
from bot.domain.errors import QuorateError
from bot.policy import Policies, Policy
from bot.policy.nights import night_of
from scheduling.london import local_day, wall_to_utc

log = structlog.get_logger()

# How often, in minutes, the evening's cards are brought up to date with what has come up since.
LIVE_EVERY = 5


@dataclass(slots=True)
class NightWatch:
    """What this process has looked at last: each minute of the clock once."""

    policies: Policies
    looked_at: datetime | None = None

    async def look(self, desk: Desk) -> int:
        """How many cards and lines are new. What cannot be done now is tried at the next minute."""
        minute = desk.now().replace(second=0, microsecond=0)
        if minute == self.looked_at:
            return 0
        self.looked_at = minute
        found = 0
        for council in self.policies.councils:
            try:
                found += await _look(desk, self.policies.of(council), council)
            except QuorateError as in_the_way:
                log.warning("watch failed", council=council, error=type(in_the_way).__name__)
            except Exception as unforeseen:  # noqa: BLE001 - edge: one council of the watch; the others go on
                log.error("watch failed", council=council, error=type(unforeseen).__name__)
        return found


async def _look(desk: Desk, policy: Policy, council: str) -> int:
    """Read first: most minutes change nothing, and then nothing is held."""
    now = desk.now()
    evening, morning = _evening(policy, now), _morning(policy, now)
    if not evening and not morning:
        return 0
    async with desk.units.read() as uow:
        work = desk.work(uow)
        convenors = await to_show(work, council) if evening else []
        left = morning and await left_over(work, council)
    refresh = evening and now.minute % LIVE_EVERY == 0
    if not convenors and not left and not refresh:
        return 0
    async with desk.units.write() as uow:
        work = desk.work(uow)
        found = await carry_over(work, council) if left else 0
        found += await show_open_work(work, council, convenors)
        if refresh:
            await keep_live(work, council)
        await uow.commit()
    return found


def _evening(policy: Policy, now: datetime) -> bool:
    """From shortly before closing time until the offices open: what comes up in the night is shown too."""
    night = night_of(policy.working_time(), now)
    return now >= night.begins - timedelta(minutes=policy.nights.offer_before_minutes)


def _morning(policy: Policy, now: datetime) -> bool:
    """While the offices are open, from the policy's hour on."""
    return policy.working_time().is_open(now) and now >= wall_to_utc(local_day(now), policy.nights.carry_over_at)
