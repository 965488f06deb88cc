"""Delivery: claim in a short transaction, send with none open, record in another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.app.cards import Card
from bot.app.notices import card_for
from bot.app.ports import Channel, Delivery, Refused, Retry, Sent, UnitOfWork, Units, Unreachable
from bot.app.work import Work
from bot.domain.errors import QuorateError
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Address, Person

log = structlog.get_logger()

BATCH = 50
AT_ONCE = 8
LEASE = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
MOST_TRIES = 12


class Overtaken(QuorateError):
    """Somebody else claimed the row in the meantime: nothing is sent with an old claim."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the periodic work needs."""

    units: Units
    channels: Mapping[str, Channel]
    work: Callable[[UnitOfWork], Work]
    now: Callable[[], datetime]


@dataclass(slots=True)
class Parcel:
    """One notice on its way: the card, the address, and the version that was rendered."""

    notice: Notice
    version: int
    person: Person | None = None
    card: Card | None = None
    address: Address | None = None


async def deliver(desk: Desk) -> int:
    """Send what is due now; how many notices were tried."""
    async with desk.units.write() as uow:
        claimed = await uow.claim_notices(desk.now(), BATCH, LEASE)
        await uow.commit()
    if not claimed:
        return 0
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(notice: Notice) -> None:
        async with gate:
            await _deliver_one(desk, notice)

    await asyncio.gather(*(one(notice) for notice in claimed))
    return len(claimed)


async def _deliver_one(desk: Desk, notice: Notice) -> None:
    version = notice.version
    try:
        parcel = await _pack(desk, notice, version)
        result = await _send(desk, notice, parcel.card, parcel.address) if parcel.card and parcel.address else None
        await _record(desk, parcel, result)
    except Overtaken:
        log.info("overtaken", notice=notice.id)
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; the claim runs out and the row is tried again
        log.error("delivery failed", notice=notice.id, kind=str(notice.kind), error=type(unforeseen).__name__)


async def _pack(desk: Desk, notice: Notice, version: int) -> Parcel:
    """Render what is true now, and choose the address; a first post is marked as attempted before it goes."""
    async with desk.units.read() as uow:
        work = desk.work(uow)
        parcel = Parcel(notice, version, await work.person(notice.person_id))
        if parcel.person is None:
            return parcel
        if notice.attempted and not notice.post_id:
            notice.repeated = True
        parcel.card = await card_for(notice, parcel.person, work)
        parcel.address = await _address(uow, notice, work.channels)
    if parcel.card and parcel.address and not notice.post_id:
        notice.attempted = True
        async with desk.units.write() as uow:
            if not await uow.record_delivery(notice, version):
                raise Overtaken
            await uow.commit()
    return parcel


async def _address(uow: UnitOfWork, notice: Notice, channels: frozenset[str]) -> Address | None:
    """Where the post already is; else the person's first address that works and was not tried in vain."""
    addresses = await uow.addresses.where(person_id=notice.person_id, order="rank")
    if notice.post_id:
        return next((each for each in addresses if each.id == notice.address_id), None)
    usable = [
        each
        for each in addresses
        if each.channel in channels and each.state != "dead" and each.id not in notice.tried
    ]
    return max(usable, key=lambda each: each.worked_at is not None, default=None)


async def _send(desk: Desk, notice: Notice, card: Card, address: Address) -> Delivery:
    channel = desk.channels[address.channel]
    if notice.post_id:
        return await channel.update(address, notice.post_id, card)
    return await channel.send(address, card)


async def _record(desk: Desk, parcel: Parcel, result: Delivery | None) -> None:
    async with desk.units.write() as uow:
        work, notice = desk.work(uow), parcel.notice
        if parcel.person is None or parcel.card is None:
            notice.state = NoticeState.MOOT if not notice.post_id else NoticeState.SENT
        elif parcel.address is None or result is None:
            _failed(notice, "no_address")
        else:
            await _note(uow, work, notice, parcel.address, result)
        ours = await uow.record_delivery(notice, parcel.version)
        if ours and notice.state is NoticeState.FAILED:
            await _say_not_reached(work, notice)
        elif ours and notice.kind is NoticeKind.INVITATION and parcel.version == 1:
            await work.refresh(kind=NoticeKind.CONVENOR, meeting_id=notice.meeting_id)
        await uow.commit()


async def _note(uow: UnitOfWork, work: Work, notice: Notice, address: Address, result: Delivery) -> None:
    match result:
        case Sent():
            await _sent(uow, work, notice, address, result)
        case Retry():
            _again(notice, result, work.now)
        case Refused(reason="gone"):
            notice.post_id, notice.attempted, notice.state = "", False, NoticeState.PENDING
        case Refused():
            notice.state = NoticeState.SENT if notice.post_id else NoticeState.FAILED
            notice.reason = result.reason
            log.warning("card refused", notice=notice.id, kind=str(notice.kind), reason=result.reason)
        case Unreachable():
            await _next_address(uow, work, notice, address, result)


async def _sent(uow: UnitOfWork, work: Work, notice: Notice, address: Address, result: Sent) -> None:
    first = not notice.post_id
    notice.state, notice.post_id, notice.reason = NoticeState.SENT, result.post_id, ""
    notice.channel, notice.address_id, notice.attempts = address.channel, address.id, 0
    notice.sent_at = work.now
    notice.first_sent_at = notice.first_sent_at or work.now
    if first or result.account:
        fresh = await uow.addresses.get(address.id)
        if fresh is not None:
            fresh.state, fresh.reason, fresh.worked_at = "live", "", work.now
            fresh.account = result.account or fresh.account
            fresh.conversation = result.conversation or fresh.conversation
            await uow.addresses.save(fresh)


def _again(notice: Notice, result: Retry, now: datetime) -> None:
    """Wait as long as the platform says, else longer each time; a post in doubt is repeated once, never dropped."""
    doubled = timedelta(seconds=2) * 2 ** min(notice.attempts, 8)
    notice.state, notice.reason = NoticeState.RETRY, result.reason
    notice.due_at = now + (result.after or min(doubled, LONGEST_WAIT))
    if not result.in_doubt and not notice.repeated:
        notice.attempted = False
    if result.in_doubt and notice.repeated:
        _failed(notice, "in_doubt")
    elif notice.attempts >= MOST_TRIES:
        _failed(notice, result.reason or "no_answer")


async def _next_address(uow: UnitOfWork, work: Work, notice: Notice, address: Address, result: Unreachable) -> None:
    """A permanent failure: the address is dead, and the message goes to the person's next one at once."""
    fresh = await uow.addresses.get(address.id)
    if fresh is not None:
        fresh.state, fresh.reason, fresh.failed_at = "dead", result.reason, work.now
        await uow.addresses.save(fresh)
    notice.tried = (*notice.tried, address.id)
    notice.post_id, notice.attempted, notice.attempts = "", False, 0
    notice.state, notice.due_at, notice.reason = NoticeState.PENDING, work.now, result.reason
    if await _address(uow, notice, work.channels) is None:
        _failed(notice, result.reason)


def _failed(notice: Notice, reason: str) -> None:
    notice.state, notice.reason = NoticeState.FAILED, notice.reason or reason


async def _say_not_reached(work: Work, notice: Notice) -> None:
    """The convenor's card says plainly who was not reached and whom to ring."""
    log.warning("not reached", notice=notice.id, kind=str(notice.kind), reason=notice.reason)
    await work.note("not_reached", notice.id, notice.council, notice.meeting_id, reason=notice.reason)
    if notice.meeting_id:
        await work.refresh(kind=NoticeKind.CONVENOR, meeting_id=notice.meeting_id)
