"""Addresses beyond one person's: those to look at again, and those of an organisation that is cut off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, literal, select

from bot.domain.meeting import MeetingState
from bot.domain.notice import NoticeState
from bot.domain.people import Address
from bot.storage.mapping import ADDRESSES, MEETINGS, NOTICES
from bot.storage.transaction import Transaction

_ADDRESS, _NOTICE, _MEETING = ADDRESSES.table, NOTICES.table, MEETINGS.table
_UNDER_WAY = (MeetingState.DRAFT, MeetingState.CALLED, MeetingState.HELD)
_WAITING = (NoticeState.PENDING, NoticeState.RETRY, NoticeState.SENT)


class AddressQueries:
    """Questions about addresses as such."""

    transaction: Transaction

    async def addresses_to_look_at(self, now: datetime, limit: int) -> list[Address]:
        """Dead addresses whose turn it is to be looked at again, the longest overdue first."""
        due = ADDRESSES.read.where(_ADDRESS.c.look_at <= now).order_by(_ADDRESS.c.look_at, _ADDRESS.c.id).limit(limit)
        return [ADDRESSES.thing(row) for row in await self.transaction.rows(due)]

    async def cut_off(
        self, channel: str, tenant: str, reason: str, now: datetime, look_at: datetime
    ) -> set[str] | None:
        """Every usable address there is dead; what it had of meetings under way waits to be sent anew."""
        there = (_ADDRESS.c.channel == channel, _ADDRESS.c.tenant == tenant, _ADDRESS.c.state != "dead")
        lost = select(_ADDRESS.c.id).where(*there)
        going_on = select(_MEETING.c.id).where(_MEETING.c.state.in_(_UNDER_WAY))
        # The cards first and the addresses last, as every command takes them.
        moved = await self.transaction.change(
            _NOTICE.update()
            .where(
                _NOTICE.c.meeting_id.in_(going_on),
                _NOTICE.c.address_id.in_(lost),
                _NOTICE.c.retired.is_(False),
                _NOTICE.c.state.in_(_WAITING),
            )
            .values(_anew(now))
            .returning(_NOTICE.c.meeting_id)
        )
        dead = {"state": "dead", "reason": reason, "failed_at": now, "look_at": look_at}
        ended = await self.transaction.change(_ADDRESS.update().where(*there).values(dead).returning(_ADDRESS.c.id))
        return {row.meeting_id for row in moved} if ended else None

    async def mended(self, channel: str, tenant: str, reason: str) -> int:
        """Those that died of this reason there are well again; how many."""
        known = case((_ADDRESS.c.account == "", literal("unbound")), else_=literal("live"))
        back = await self.transaction.change(
            _ADDRESS.update()
            .where(
                _ADDRESS.c.channel == channel,
                _ADDRESS.c.tenant == tenant,
                _ADDRESS.c.state == "dead",
                _ADDRESS.c.reason == reason,
            )
            .values(state=known, reason="", look_at=None)
            .returning(_ADDRESS.c.id)
        )
        return len(back)


def _anew(now: datetime) -> dict[str, object]:
    """A notice as if it had never been sent, with no try spent; whoever is sending it finds a newer version."""
    return {
        "state": NoticeState.PENDING,
        "due_at": now,
        "claimable_at": now,
        "post_id": "",
        "address_id": None,
        "tried": (),
        "attempted": False,
        "repeated": False,
        "attempts": 0,
        "reason": "",
        "shown": "",
        "waiting_since": None,
    }
