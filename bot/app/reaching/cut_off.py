"""A whole organisation whose tool refuses us: everybody there is written to another way, and one line is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import structlog

from bot.app.reaching.usable import CUT_OFF, DEAD
from bot.app.reaching.who_hears import who_runs
from bot.app.work import Work
from bot.domain.notice import NoticeKind
from bot.domain.people import Address
from scheduling.london import local_day

log = structlog.get_logger()

A_DAY = timedelta(days=1)


async def cut_off(work: Work, address: Address, council: str, meeting_id: str, why: str) -> None:
    """Everybody at this tenant is moved on; whoever looks after Quorate and each convenor hear of it once.

    `meeting_id` ("" for none) is the meeting whose message brought it to light.
    """
    fresh = await work.uow.addresses.get(address.id)
    if fresh is None or (fresh.state == DEAD and fresh.reason == CUT_OFF):
        return
    there = (address.channel, address.tenant)
    moved = await work.uow.cut_off(*there, CUT_OFF, work.now, work.now + A_DAY)
    if moved is None:
        # Another message found it out at the same instant.
        return
    log.error("organisation cut off", channel=address.channel, reason=why, meetings=len(moved))
    await work.note("cut_off", address.id, council, meeting_id, through=address.channel, reason=why)
    # By this one address it is seen, every few minutes, whether the organisation is back.
    fresh.state, fresh.reason, fresh.failed_at = DEAD, CUT_OFF, work.now
    fresh.look_at = work.now + timedelta(minutes=work.policy(council).reach.cut_off_minutes)
    await work.uow.addresses.save(fresh)
    await _say(work, fresh, council, {*moved, meeting_id} - {""})


async def _say(work: Work, address: Address, council: str, meeting_ids: Collection[str]) -> None:
    hearers: dict[str, str] = {}
    admin = await work.person(work.policy(council).reach.admin_id)
    if admin is not None:
        hearers[admin.id] = ""
    ids = tuple(sorted(meeting_ids))
    for meeting in await work.uow.meetings.where(id=ids, order="number") if ids else ():
        hearer = await who_runs(work, meeting)
        if hearer is not None:
            hearers.setdefault(hearer.id, meeting.id)
    for person_id in hearers:
        dedupe = f"cut_off:{address.channel}:{address.tenant}:{local_day(work.now).isoformat()}:{person_id}"
        about = (person_id, NoticeKind.UNREACHED, address.id, council, dedupe)
        await work.tell(*about, code=CUT_OFF, urgent=True)
