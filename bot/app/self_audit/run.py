"""One run of the self-audit: look, put right what may be, remember and tell of the rest once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.app.periodic import Desk
from bot.app.quarantine import try_after_release
from bot.app.self_audit.alarms import raise_alarm
from bot.app.self_audit.checks import CHECKS, Check
from bot.app.self_audit.looking import look, still_amiss
from bot.app.work import Work
from bot.domain.errors import QuorateError
from bot.domain.notice import NoticeKind
from bot.domain.watching import Amiss, Discrepancy

log = structlog.get_logger()

# So many rows a check, and so many repairs a run: the next minute brings the next.
PAGE = 50
MOST_REPAIRS = 20
# What comes back as often as this is told to somebody, though it could be put right again.
REPAIRED_OFTEN, REMEMBERED = 3, timedelta(days=1)
LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Audited:
    """What a run came to. `open` counts by check what somebody has to see to; `repaired` what was put right."""

    at: datetime
    open: dict[str, int] = field(default_factory=dict)
    repaired: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Auditor:
    """What this process remembers between two runs: how far it has come with the open actions.

    `late_after` is how long something due may wait: two ticks, and not less than two minutes.
    """

    late_after: timedelta = LATE
    release: str = ""
    after: datetime | None = None
    begun: bool = False

    async def run(self, desk: Desk) -> Audited:
        """Look at everything once. QuorateError when the database does not answer."""
        if not self.begun:
            await try_after_release(desk)
            self.begun = True
        now = desk.now()
        late = now - max(self.late_after, LATE)
        found, broken = await self._look(desk, now, late)
        known = await _known(desk, [each.id for some in found.values() for each in some])
        repaired: list[Amiss] = []
        left = [Amiss("check_failed", name) for name in broken]
        for check in CHECKS:
            for each in found.get(check.name, ()):
                may = check.repair is not None and len(repaired) < MOST_REPAIRS
                tired = each.id in known and _often(known[each.id], now) >= REPAIRED_OFTEN
                done = may and not tired and await _repaired(desk, check, each, late)
                (repaired if done else left).append(each)
        for each in repaired:
            desk.tally.add("repairs", each.check_name)
        await _remember(desk, left, repaired, known, late)
        return Audited(now, _counted(left), _counted(repaired))

    async def _look(self, desk: Desk, now: datetime, late: datetime) -> tuple[dict[str, list[Amiss]], list[str]]:
        """What each check finds, each in a reading of its own; and the checks that could not be made."""
        found: dict[str, list[Amiss]] = {}
        broken: list[str] = []
        for check in CHECKS:
            try:
                async with desk.units.read() as uow:
                    found[check.name] = await look(desk.work(uow), check.name, late, PAGE, self.after)
            except QuorateError:
                raise
            except Exception as unforeseen:  # noqa: BLE001 - edge: one check; the others are made, and it is told
                log.error("self_audit", code="self_audit", check=check.name, error=type(unforeseen).__name__)
                broken.append(check.name)
        async with desk.units.read() as uow:
            self.after = await uow.end_of_page(self.after or now.replace(year=1970))
        return found, broken


async def _known(desk: Desk, found: Sequence[str]) -> dict[str, Discrepancy]:
    """What is open, and what is remembered of these."""
    async with desk.units.read() as uow:
        rows = await uow.discrepancies.where(cleared_at=None)
        rows += await uow.discrepancies.where(id=tuple(found)) if found else []
        return {each.id: each for each in rows}


def _often(found: Discrepancy, now: datetime) -> int:
    """How often it was put right lately."""
    long_ago = found.cleared_at is not None and now - found.cleared_at > REMEMBERED
    return 0 if long_ago else found.repairs


async def _repaired(desk: Desk, check: Check, amiss: Amiss, late: datetime) -> bool:
    """Put it right in a transaction of its own, if it still is amiss there: two processes never do it twice."""
    if check.repair is None:
        return False
    try:
        async with desk.units.write() as uow:
            work = desk.work(uow)
            if amiss.meeting_id:
                await work.meeting(amiss.meeting_id)
            if not await still_amiss(work, amiss, late):
                return True
            if not await check.repair(amiss, work):
                return False
            await work.note("repaired", amiss.subject_id, amiss.council, amiss.meeting_id, check=check.name)
            await _count_repair(work, amiss)
            await uow.commit()
    except Exception as unforeseen:  # noqa: BLE001 - edge: one repair; it is told instead
        log.error("repair failed", check=check.name, subject=amiss.subject_id, error=type(unforeseen).__name__)
        return False
    log.warning("repaired", code="self_audit", check=check.name, subject=amiss.subject_id)
    return True


async def _count_repair(work: Work, amiss: Amiss) -> None:
    """Remembered as cleared, with how often: what comes back is told to somebody in the end."""
    before = await work.uow.discrepancies.lock(amiss.id)
    found = before or _discrepancy(amiss, work.now)
    found.repairs, found.cleared_at = _often(found, work.now) + 1, work.now
    await (work.uow.discrepancies.save(found) if before else work.uow.discrepancies.add(found))


def _discrepancy(amiss: Amiss, now: datetime) -> Discrepancy:
    return Discrepancy(amiss.id, amiss.check_name, amiss.subject_id, amiss.council, amiss.meeting_id, now)


async def _remember(
    desk: Desk, left: Sequence[Amiss], repaired: Sequence[Amiss], known: dict[str, Discrepancy], late: datetime
) -> None:
    """New ones are told, once among all processes; those that are no more are cleared. Mostly there is nothing."""
    there = {each.id for each in left}
    standing = {each.id for each in known.values() if each.cleared_at is None}
    gone = [known[each] for each in standing - there]
    if not gone and there <= standing:
        return
    async with desk.units.write() as uow:
        work = desk.work(uow)
        for amiss in left:
            if amiss.id not in standing and await uow.open_anew(_discrepancy(amiss, work.now)):
                await raise_alarm(work, amiss)
        for each in gone:
            amiss = Amiss(each.check_name, each.subject_id, each.council, each.meeting_id)
            if amiss in repaired or not await still_amiss(work, amiss, late):
                each.cleared_at = work.now
                await uow.discrepancies.save(each)
                await work.refresh(kind=NoticeKind.ALARM, subject_id=each.check_name)
        await uow.commit()


def _counted(found: Sequence[Amiss]) -> dict[str, int]:
    names = [each.check_name for each in found]
    return {name: names.count(name) for name in dict.fromkeys(names)}
