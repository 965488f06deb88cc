"""Addresses that stopped working, looked at once a day and quietly: nobody is written to for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.app.deliver import SEND_WITHIN
from bot.app.periodic import Desk
from bot.app.ports import Delivery, Probing, Retry, Sent, Unreachable
from bot.app.reaching import CUT_OFF, DEAD, DOUBTED, cut_off, next_look, revive
from bot.app.work import Work
from bot.domain.people import Address
from bot.policy import Policy

log = structlog.get_logger()

# Few at a time, one after another: nobody waits for it, and the platform's turns are for messages.
BATCH = 20
BUSY = timedelta(hours=1)


async def look_again(desk: Desk) -> int:
    """Look at those whose turn it is; how many. One that fails waits for its next turn."""
    async with desk.units.read() as uow:
        due = await uow.addresses_to_look_at(desk.now(), BATCH)
    looked = 0
    for address in due:
        try:
            looked += await _look(desk, address)
        except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; it has its next turn already
            log.error("look failed", address=address.id, error=type(unforeseen).__name__)
    return looked


async def _look(desk: Desk, address: Address) -> bool:
    claimed = await _claim(desk, address.id)
    if claimed is None:
        return False
    channel = desk.channels.get(claimed.channel)
    if channel is None:
        return True
    found: Delivery | None = None
    if isinstance(channel, Probing):
        try:
            async with asyncio.timeout(SEND_WITHIN.total_seconds()):
                found = await channel.probe(claimed)
        except TimeoutError:
            found = Retry(BUSY, "no_answer")
    await _record(desk, claimed, found)
    return True


async def _claim(desk: Desk, address_id: str) -> Address | None:
    """The address with its next turn set, so that nobody else looks now; None when somebody was first."""
    async with desk.units.write() as uow:
        work, fresh = desk.work(uow), await uow.addresses.lock(address_id)
        if fresh is None or fresh.look_at is None or fresh.look_at > work.now:
            return None
        reach = (await _policy(work, fresh)).reach
        fresh.look_at = next_look(fresh, work.now, reach)
        if fresh.reason == CUT_OFF:
            soon = (fresh.failed_at or work.now) + timedelta(days=1) > fresh.look_at
            fresh.look_at = work.now + timedelta(minutes=reach.cut_off_minutes) if soon else fresh.look_at
        if fresh.state != DEAD:
            fresh.look_at = None
        await uow.addresses.save(fresh)
        await uow.commit()
    return fresh if fresh.state == DEAD else None


async def _policy(work: Work, address: Address) -> Policy:
    """Of the council that the person serves first."""
    person = await work.uow.people.get(address.person_id)
    served = [each for each in (person.councils if person else ()) if each in work.policies.councils]
    return work.policy(served[0]) if served else work.policies.default


async def _record(desk: Desk, looked: Address, found: Delivery | None) -> None:
    async with desk.units.write() as uow:
        work, fresh = desk.work(uow), await uow.addresses.lock(looked.id)
        if fresh is None or fresh.state != DEAD or fresh.look_at != looked.look_at:
            return
        match found:
            case Sent():
                fresh.account = found.account or fresh.account
                fresh.conversation = found.conversation or fresh.conversation
                await revive(work, fresh)
                fresh.failed_at = None
                await work.note("address_alive", fresh.person_id, "", address=fresh.id, through=fresh.channel)
            case None:
                # It can't be seen from outside: the next message that is not urgent will tell.
                fresh.state, fresh.look_at = DOUBTED, None
            case Retry():
                fresh.look_at = work.now + min(max(found.after, timedelta(minutes=1)), BUSY)
            case Unreachable(everybody=False) if fresh.reason == CUT_OFF:
                # The organisation answers for its people again; this one is gone.
                await work.uow.mended(fresh.channel, fresh.tenant, CUT_OFF)
                fresh.reason, fresh.failed_at = found.reason, work.now
            case Unreachable(everybody=True) if fresh.reason != CUT_OFF:
                council = (await _policy(work, fresh)).council.code
                await cut_off(work, fresh, council, "", found.reason)
                await uow.commit()
                return
            case _:
                fresh.failed_at = work.now
        await uow.addresses.save(fresh)
        await uow.commit()
