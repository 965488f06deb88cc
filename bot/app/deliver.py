"""Delivery: claim in a short transaction, send with none open, record in another."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.app.cards import Card
from bot.app.claiming import LEASE, claim, failed
from bot.app.delivered import address_for, not_sent, note_result, ways, why_no_address
from bot.app.letters import as_letter
from bot.app.notices import card_for, matters
from bot.app.periodic import Desk
from bot.app.ports import OWN_RATE, Channel, Delivery, Letters, Paced, Retry, Sent, Unreachable
from bot.app.quarantine import known_to_fail
from bot.app.reaching import cut_off, not_reached, send_elsewhere_too, too_late
from bot.app.work import Work
from bot.domain.errors import QuorateError
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Address
from bot.domain.watching import RowKind, failing_id
from bot.failpoints import reach

log = structlog.get_logger()

AT_ONCE = 8
# A send must have ended before the claim does: then nobody else sends the same meanwhile.
SEND_WITHIN = timedelta(seconds=10)
PUT_OFF = timedelta(seconds=20)
# Seconds between those of one round for which a channel has no turn yet: they need not all ask again at once.
APART = 0.1


def _gate() -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


class Overtaken(QuorateError):
    """Somebody else claimed the row in the meantime: nothing is sent with an old claim."""


@dataclass(slots=True)
class Round:
    """One batch under way: so many at once in the database, so many at once in each channel, apart from the others.

    `hung` are the channels that did not answer in this round; they are left alone for a while. `queues` counts, by
    channel and tenant, those that wait for a turn.
    """

    desk: Desk
    gate: asyncio.Semaphore = field(default_factory=_gate)
    gates: defaultdict[str, asyncio.Semaphore] = field(default_factory=lambda: defaultdict(_gate))
    hung: set[str] = field(default_factory=set)
    queues: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


@dataclass(slots=True)
class Parcel:
    """One notice on its way: the version that was rendered, the card, and the address. `first` for a first post."""

    notice: Notice
    version: int
    first: bool
    card: Card | None = None
    address: Address | None = None
    failing: bool = False


async def deliver(desk: Desk) -> int:
    """Send what is due now; how many notices were tried."""
    claimed = await claim(desk)
    if claimed:
        reach("claimed")
        this = Round(desk)
        parcels = await _pack_all(desk, claimed)
        await asyncio.gather(*(_deliver_one(this, parcel) for parcel in parcels))
    return len(claimed)


async def _pack_all(desk: Desk, claimed: Sequence[Notice]) -> list[Parcel]:
    """Render them all on one reading, so that what many cards of a meeting ask is asked once.

    What changes after this makes the row's version grow, and the card is brought up to date at once.
    """
    parcels: list[Parcel] = []
    broken: list[tuple[Notice, Exception]] = []
    async with desk.units.read() as uow:
        work = desk.work(uow)
        failing = await known_to_fail(work, RowKind.NOTICE, [each.id for each in claimed])
        for notice in claimed:
            try:
                parcels.append(await _pack(work, notice, desk.channels))
                parcels[-1].failing = notice.id in failing
            except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; it is tried again later
                broken.append((notice, unforeseen))
    for notice, error in broken:
        await failed(desk, notice, error)
    return parcels


async def _deliver_one(this: Round, parcel: Parcel) -> None:
    notice = parcel.notice
    try:
        result = await _hand_over(this, parcel)
        if isinstance(result, Sent):
            reach("sent_unmarked" if parcel.first else "card_swap")
        async with this.gate:
            await _record(this.desk, parcel, result)
        reach("marked")
    except Overtaken:
        log.info("overtaken", notice=notice.id)
    except Exception as unforeseen:  # noqa: BLE001 - edge: one row of the sweep; it is tried again later
        await failed(this.desk, notice, unforeseen)


async def _pack(work: Work, notice: Notice, channels: Mapping[str, Channel]) -> Parcel:
    """Render what is true now, and choose the address."""
    parcel = Parcel(notice, notice.version, not notice.post_id)
    person = await work.uow.people.get(notice.person_id)
    if person is not None:
        again = notice.repeated or (notice.attempted and parcel.first)
        parcel.card = await card_for(notice, person, work, again=again)
        parcel.address = await address_for(work.uow, notice, ways(notice, work))
        if parcel.card and parcel.address and isinstance(channels[parcel.address.channel], Letters):
            parcel.card = await as_letter(parcel.card, notice, parcel.address, work)
    return parcel


async def _hand_over(this: Round, parcel: Parcel) -> Delivery | None:
    """Give the card to the channel; None when there is nothing to give, or nobody to give it to."""
    notice, card, address = parcel.notice, parcel.card, parcel.address
    if card is None or address is None:
        return None
    if notice.post_id and (notice.shown == card.fingerprint() or _stays(this, notice, card, address)):
        return Sent(notice.post_id)
    if parcel.first and notice.attempted and notice.repeated:
        return not_sent("in_doubt")
    async with this.gates[address.channel]:
        if address.channel in this.hung:
            return not_sent("hung", PUT_OFF)
        if held := _held(this, notice, address):
            return held
        if notice.lease_until is None or this.desk.now() + SEND_WITHIN > notice.lease_until:
            return not_sent("waited")
        before = notice.attempted, notice.repeated
        if parcel.first:
            await _mark_attempt(this.desk, parcel, address)
        result = await _send(this, parcel, card, address)
        if isinstance(result, Retry) and result.reason == OWN_RATE:
            # Nothing left us now: what was in doubt before still is, and nothing else.
            notice.attempted, notice.repeated = before
        return result


def _stays(this: Round, notice: Notice, card: Card, address: Address) -> bool:
    """True for a letter after which none need come: nothing new, or a newer one is on its way already."""
    if not isinstance(this.desk.channels[address.channel], Letters):
        return False
    return notice.retired or notice.turn == card.turn


def _held(this: Round, notice: Notice, address: Address) -> Delivery | None:
    """Why a post cannot go yet: its channel's turns. Those that are not urgent come one after another."""
    channel = this.desk.channels[address.channel]
    wait = channel.wait(address, urgent=notice.urgent) if isinstance(channel, Paced) and not notice.post_id else 0.0
    if not wait:
        return None
    if not notice.urgent:
        this.queues[address.channel, address.tenant] += 1
        wait += this.queues[address.channel, address.tenant] * APART
    return not_sent(OWN_RATE, timedelta(seconds=wait))


async def _mark_attempt(desk: Desk, parcel: Parcel, address: Address) -> None:
    """A first post is written down as attempted before it goes, and where to; a second attempt is the one repeat.

    The claim begins anew with it: a post has a whole lease to itself, however long it waited for its turn.
    """
    notice = parcel.notice
    notice.channel, notice.address_id = address.channel, address.id
    notice.lease_until = desk.now() + LEASE
    notice.repeated, notice.attempted = notice.repeated or notice.attempted, True
    async with desk.units.write() as uow:
        if not await uow.record_delivery(notice, parcel.version):
            raise Overtaken
        await uow.commit()


async def _send(this: Round, parcel: Parcel, card: Card, address: Address) -> Delivery:
    channel, post_id = this.desk.channels[address.channel], parcel.notice.post_id
    try:
        async with asyncio.timeout(SEND_WITHIN.total_seconds()):
            return await (channel.update(address, post_id, card) if post_id else channel.send(address, card))
    except TimeoutError:
        this.hung.add(address.channel)
        log.warning("channel hangs", channel=address.channel)
        return Retry(PUT_OFF, "no_answer", in_doubt=parcel.first)


async def _record(desk: Desk, parcel: Parcel, result: Delivery | None) -> None:
    await _everybody_there(desk, parcel, result)
    async with desk.units.write() as uow:
        work, notice = desk.work(uow), parcel.notice
        if notice.meeting_id and not isinstance(result, Sent):
            # The meeting first, as every command does: what follows may ask others to it.
            await uow.meetings.lock(notice.meeting_id)
        if parcel.card is None:
            notice.state = NoticeState.SENT if notice.post_id else NoticeState.MOOT
        elif parcel.address is None or result is None:
            notice.state = NoticeState.FAILED
            notice.reason = notice.reason or await why_no_address(uow, notice, work.channels)
        else:
            await note_result(uow, work, notice, parcel.address, parcel.card, result)
        late = parcel.address is not None and too_late(work, notice)
        nowhere = late and parcel.address is not None and not await send_elsewhere_too(work, notice, parcel.address)
        if not await uow.record_delivery(notice, parcel.version):
            # Nothing else of this is kept either: whoever has the row now knows better.
            raise Overtaken
        # An entry in a calendar comes beside a message: where it cannot be had, nobody is missing anything.
        lost = nowhere or notice.state is NoticeState.FAILED
        if lost and notice.kind is not NoticeKind.CALENDAR:
            await _say_not_reached(work, notice)
        elif notice.kind is NoticeKind.INVITATION and parcel.first and notice.meeting_id:
            await work.refresh(kind=(NoticeKind.CONVENOR, NoticeKind.RING), meeting_id=notice.meeting_id)
        if parcel.failing:
            await uow.forget_failing(failing_id(RowKind.NOTICE, notice.id))
        await uow.commit()
    through = parcel.address.channel if parcel.address else "none"
    desk.tally.add("deliveries", through, type(result).__name__.lower() if result else str(notice.state))


async def _everybody_there(desk: Desk, parcel: Parcel, result: Delivery | None) -> None:
    """A tool that refuses us for a whole organisation: all of them are moved on, in a transaction of its own."""
    if isinstance(result, Unreachable) and result.everybody and parcel.address is not None:
        async with desk.units.write() as uow:
            notice = parcel.notice
            await cut_off(desk.work(uow), parcel.address, notice.council, notice.meeting_id, result.reason)
            await uow.commit()


async def _say_not_reached(work: Work, notice: Notice) -> None:
    """The convenor's card says plainly who was not reached; another way is tried, and somebody is told."""
    log.warning("not reached", notice=notice.id, kind=str(notice.kind), reason=notice.reason)
    await work.note("not_reached", notice.id, notice.council, notice.meeting_id, reason=notice.reason)
    await not_reached(work, notice, matters)
    if notice.meeting_id:
        await work.refresh(kind=NoticeKind.CONVENOR, meeting_id=notice.meeting_id)
