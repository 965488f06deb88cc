"""Which of somebody's addresses a message goes to, and what becomes of one that stops working."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zlib import crc32

from bot.app.work import Work
from bot.domain.people import Address, Person
from bot.policy.reach_rules import ReachRule
from scheduling.london import local_day, wall_to_utc

UNBOUND, LIVE, DOUBTED, DEAD = "unbound", "live", "doubted", "dead"
CUT_OFF = "cut_off"
"""The reason of an address whose whole organisation is out of reach."""
ENDED = ("left", "replaced")
_NEVER = datetime.min.replace(tzinfo=UTC)
# An address that died a moment before the hour is not looked at again in the same breath.
_AT_LEAST = timedelta(hours=1)


def best_of(addresses: Sequence[Address], *, urgent: bool) -> Address | None:
    """The one that worked last, else the first by rank. One that is doubted gets what is not urgent, in its turn;
    and what is urgent only when there is no other."""
    alive = [each for each in addresses if each.state not in (DEAD, DOUBTED)]
    doubted = [each for each in addresses if each.state == DOUBTED]
    best = max(alive, key=lambda each: each.worked_at or _NEVER, default=None)
    first = doubted[0] if doubted else None
    return first if first is not None and (best is None or not urgent) else best


async def with_a_way(work: Work, people: Iterable[Person]) -> list[Person]:
    """Those of these people who have an address that can be written to now, in their order."""
    people = list(people)
    ids = tuple(sorted({each.id for each in people}))
    rows = await work.uow.addresses.where(person_id=ids, state=(UNBOUND, LIVE)) if ids else []
    reached = {each.person_id for each in rows if each.channel in work.channels}
    return [each for each in people if each.id in reached]


def lay_aside(address: Address, reason: str, now: datetime, rule: ReachRule) -> None:
    """The address is dead; when it is looked at again."""
    address.state, address.reason, address.failed_at = DEAD, reason, now
    address.look_at = None if reason in ENDED else next_look(address, now, rule)


def next_look(address: Address, now: datetime, rule: ReachRule) -> datetime:
    """The next daily turn of a dead address (UTC): from the policy's London hour on, spread out by its id."""
    apart = timedelta(minutes=crc32(address.id.encode()) % rule.look_again_spread_minutes)
    day = local_day(now)
    while (at := wall_to_utc(day, rule.look_again_at) + apart) <= now + _AT_LEAST:
        day += timedelta(days=1)
    return at


async def revive(work: Work, address: Address) -> None:
    """It works again; with it everybody of an organisation that was cut off. The caller saves the address."""
    cut_off = address.reason == CUT_OFF
    address.state = LIVE if address.account else UNBOUND
    address.reason, address.look_at = "", None
    if cut_off:
        back = await work.uow.mended(address.channel, address.tenant, CUT_OFF)
        await work.note("reached_again", address.id, "", through=address.channel, people=back)


async def proven(work: Work) -> None:
    """Whoever answers through a channel reads it: that address goes first from now on."""
    mine = await work.uow.addresses.where(person_id=work.actor.person_id, order="rank")
    here = [each for each in mine if each.channel == work.actor.channel and each.state == LIVE]
    if not here or len(mine) == 1:
        return
    lately = max(mine, key=lambda each: each.worked_at or _NEVER)
    read = max(here, key=lambda each: each.worked_at or _NEVER)
    if read.worked_at is None or lately.id != read.id:
        read.worked_at = work.now
        await work.uow.addresses.save(read)


def known_to(addresses: Iterable[Address], channels: Collection[str]) -> list[Address]:
    """Those of channels that are set up here."""
    return [each for each in addresses if each.channel in channels]
