"""What became of a send: kept with the notice and with the address; and which address comes next."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.app.cards import Card
from bot.app.ports import OWN_RATE, Delivery, Refused, Retry, Sent, Unreachable
from bot.app.reaching import CUT_OFF, DEAD, LIVE, best_of, lay_aside, revive
from bot.app.reaching.elsewhere import ALSO
from bot.app.second_person import ended
from bot.app.store import UnitOfWork
from bot.app.work import Work
from bot.domain.notice import Notice, NoticeKind, NoticeState
from bot.domain.people import Address

log = structlog.get_logger()

LONGEST_WAIT = timedelta(minutes=5)
MOST_TRIES = 12
ON_ITS_WAY = timedelta(minutes=1)
_DOUBT = "in_doubt"
# Reasons of ours for which a notice was not given to its channel at all: no try was spent.
_NOT_TRIED = ("hung", "waited", OWN_RATE)


def not_sent(reason: str, after: timedelta = timedelta(0)) -> Retry:
    """Nothing was given to the channel this time."""
    return Retry(after, reason, in_doubt=reason == _DOUBT)


def ways(notice: Notice, work: Work) -> frozenset[str]:
    """The channels by which a notice may go: an entry for a calendar by mail, or nowhere."""
    if notice.kind is not NoticeKind.CALENDAR:
        return work.channels
    return work.letters if notice.post_id else work.calendars


async def address_for(uow: UnitOfWork, notice: Notice, channels: frozenset[str]) -> Address | None:
    """Where the post already is; else the person's first address that works and was not tried in vain.

    A code goes to the address whose reader it proves, or nowhere; to one that rests too, for its reader waits for it.
    """
    if notice.kind is NoticeKind.CODE:
        code = await uow.link_codes.get(notice.subject_id)
        only = await uow.addresses.get(code.address_id) if code else None
        return only if only and not ended(only) and only.channel in channels else None
    addresses = await uow.addresses.where(person_id=notice.person_id, order="rank")
    addresses = [each for each in addresses if each.channel in channels]
    if notice.post_id:
        return next((each for each in addresses if each.id == notice.address_id), None)
    return best_of([each for each in addresses if each.id not in notice.tried], urgent=notice.urgent)


async def why_no_address(uow: UnitOfWork, notice: Notice, channels: frozenset[str]) -> str:
    """Why none of the person's addresses can be written to, as a code."""
    addresses = await uow.addresses.where(person_id=notice.person_id, order="rank")
    return next((each.reason for each in addresses if each.channel in channels and each.reason), "no_address")


async def note_result(
    uow: UnitOfWork, work: Work, notice: Notice, address: Address, card: Card, result: Delivery
) -> None:
    """Write a result down in the notice and the address; the caller saves the notice."""
    match result:
        case Sent():
            await _sent(uow, work, notice, address, result)
            notice.shown, notice.turn = card.fingerprint(), card.turn
        case Retry():
            _again(notice, result, work.now)
            if notice.state is NoticeState.FAILED:
                await _next_address(uow, work, notice, address, notice.reason)
        case Refused(reason="gone"):
            _anew(notice)
        case Refused():
            log.warning("card refused", notice=notice.id, kind=str(notice.kind), reason=result.reason)
            if notice.post_id:
                # What stands there may say what is no longer true: that enough will come.
                _anew(notice)
            else:
                await _next_address(uow, work, notice, address, result.reason)
        case Unreachable():
            await _lose(uow, work, notice, address, result)
            await _next_address(uow, work, notice, address, result.reason)


async def _sent(uow: UnitOfWork, work: Work, notice: Notice, address: Address, result: Sent) -> None:
    first = not notice.post_id
    notice.state, notice.post_id, notice.reason = NoticeState.SENT, result.post_id, ""
    notice.channel, notice.address_id, notice.attempts = address.channel, address.id, 0
    notice.sent_at = work.now
    notice.first_sent_at, notice.waiting_since = notice.first_sent_at or work.now, None
    if not first and not result.account:
        return
    fresh = await uow.addresses.get(address.id)
    # What somebody who has left still has in their tool is tidied; that brings nothing back to life. Nor does a post
    # that was on its way when their organisation was cut off, nor a code: anybody with the link can ask for one.
    asked_for = notice.kind is NoticeKind.CODE and fresh is not None and fresh.state == DEAD
    if fresh is not None and not ended(fresh) and not asked_for and not _just_cut_off(fresh, work.now):
        fresh.account = result.account or fresh.account
        await revive(work, fresh)
        # What can go to this one address alone says nothing about where the person would rather have the rest.
        beside = notice.dedupe.startswith(ALSO) or notice.kind in (NoticeKind.CODE, NoticeKind.CALENDAR)
        fresh.state, fresh.worked_at = LIVE, fresh.worked_at if beside else work.now
        fresh.conversation = result.conversation or fresh.conversation
        await uow.addresses.save(fresh)


def _just_cut_off(address: Address, now: datetime) -> bool:
    lost = address.failed_at if address.reason == CUT_OFF else None
    return lost is not None and now - lost < ON_ITS_WAY


def _again(notice: Notice, result: Retry, now: datetime) -> None:
    """Wait as long as the platform says, and longer each time; a post in doubt is repeated once, never dropped."""
    if result.reason in _NOT_TRIED:
        notice.attempts -= 1
    doubled = timedelta(seconds=1) * 2 ** min(max(notice.attempts - 1, 0), 9)
    longer = timedelta(0) if result.reason in _NOT_TRIED else min(doubled, LONGEST_WAIT)
    if not notice.post_id:
        notice.waiting_since = notice.waiting_since or min(notice.due_at, now)
    notice.state, notice.due_at, notice.shown = NoticeState.RETRY, now + max(result.after, longer), ""
    if result.reason in _NOT_TRIED:
        return
    notice.reason = result.reason
    if not result.in_doubt:
        notice.attempted = False
    elif notice.repeated:
        notice.state, notice.reason = NoticeState.FAILED, _DOUBT
    if notice.attempts >= MOST_TRIES:
        notice.state, notice.reason = NoticeState.FAILED, notice.reason or "no_answer"


def _anew(notice: Notice) -> None:
    notice.post_id, notice.shown, notice.attempted, notice.repeated = "", "", False, False
    notice.state = NoticeState.PENDING


async def _lose(uow: UnitOfWork, work: Work, notice: Notice, address: Address, result: Unreachable) -> None:
    fresh = await uow.addresses.get(address.id)
    if fresh is not None and fresh.state != DEAD:
        lay_aside(fresh, result.reason, work.now, work.policy(notice.council).reach)
        await uow.addresses.save(fresh)


async def _next_address(uow: UnitOfWork, work: Work, notice: Notice, address: Address, reason: str) -> None:
    """It cannot be had there: the message goes to the person's next address at once; marked, if it may be twice."""
    in_doubt = notice.attempted and reason == _DOUBT
    notice.tried = (*notice.tried, address.id)
    _anew(notice)
    notice.attempts, notice.due_at, notice.reason, notice.attempted = 0, work.now, reason, in_doubt
    following = await address_for(uow, notice, ways(notice, work))
    if following is None or following.id in notice.tried:
        notice.state = NoticeState.FAILED
