"""When people and desks are taken, and what is known about their time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, union_all

from bot.domain.diary import Leave, RotaLine
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.storage.mapping import CALENDAR_TIMES, HOLDS, INVITATIONS, LEAVE, MEETINGS, ROTA_LINES, SEATS, Mapped
from bot.storage.one_of import one_of
from bot.storage.rows import upsert
from bot.storage.tables import diaries, table
from bot.storage.transaction import Transaction

_MEETING, _INVITATION, _SEAT, _HOLD = MEETINGS.table, INVITATIONS.table, SEATS.table, HOLDS.table
_DIARY = table(diaries.DiaryRow)
Spans = dict[str, list[tuple[datetime, datetime]]]


class DiaryQueries:
    """Questions about people's time."""

    transaction: Transaction

    async def called_to(self, who: Sequence[str], start: datetime, end: datetime, *, besides: str = "") -> Spans:
        """Spans, earliest first, at which each person sits at a called meeting, having accepted or not answered yet,
        and at which each desk has a seat. Everybody asked about has an entry; spans touching the edge do not count.
        """
        sits = select(_INVITATION.c.person_id.label("who"), _MEETING.c.starts_at, _MEETING.c.ends_at, _MEETING.c.id)
        sits = sits.join_from(_INVITATION, _MEETING, _INVITATION.c.meeting_id == _MEETING.c.id).where(
            one_of(_INVITATION.c.person_id, who),
            _INVITATION.c.answer.in_((Answer.NONE, Answer.ACCEPTED)),
            # Every member on shift is asked for a desk; only whoever claimed it is called.
            or_(_INVITATION.c.desk_id.is_(None), _INVITATION.c.answer == Answer.ACCEPTED),
        )
        desks = select(_SEAT.c.desk_id.label("who"), _MEETING.c.starts_at, _MEETING.c.ends_at, _MEETING.c.id)
        desks = desks.join_from(_SEAT, _MEETING, _SEAT.c.meeting_id == _MEETING.c.id).where(
            one_of(_SEAT.c.desk_id, who), _SEAT.c.closed.is_(False)
        )
        called = union_all(
            *(
                each.where(
                    _MEETING.c.state == MeetingState.CALLED,
                    _MEETING.c.starts_at < end,
                    _MEETING.c.ends_at > start,
                    _MEETING.c.id != besides,
                )
                for each in (sits, desks)
            )
        )
        return await self._spans(who, called.order_by("starts_at"))

    async def held(
        self, who: Sequence[str], start: datetime, end: datetime, now: datetime, *, besides: str = ""
    ) -> Spans:
        """Spans, earliest first, of the unexpired holds of drafts; everybody asked about has an entry."""
        holds = select(_HOLD.c.who, _HOLD.c.starts_at, _HOLD.c.ends_at, _HOLD.c.meeting_id).where(
            one_of(_HOLD.c.who, who),
            _HOLD.c.until > now,
            _HOLD.c.starts_at < end,
            _HOLD.c.ends_at > start,
            _HOLD.c.meeting_id != besides,
        )
        return await self._spans(who, holds.order_by(_HOLD.c.starts_at))

    async def let_go(self, meeting_id: str) -> None:
        """Give up everybody whom this draft holds."""
        await self.transaction.change(_HOLD.delete().where(_HOLD.c.meeting_id == meeting_id))

    async def diaries(self, who: Sequence[str]) -> dict[str, int]:
        """The version of each diary; 0 for one that has never changed."""
        found = await self.transaction.rows(select(_DIARY).where(one_of(_DIARY.c.who, who)))
        return dict.fromkeys(who, 0) | {row.who: row.version for row in found}

    async def hold_diaries(self, who: Sequence[str]) -> dict[str, int]:
        """The same, each row held until the transaction ends."""
        return await self._turn(who, 0)

    async def turn_diaries(self, who: Sequence[str]) -> None:
        """Each version grows by one."""
        await self._turn(who, 1)

    async def rota_of(self, people: Sequence[str], start: datetime, end: datetime) -> list[RotaLine]:
        """The lines of these people's rotas that touch the window."""
        return await self._touching(ROTA_LINES, people, start, end)

    async def leave_of(self, people: Sequence[str], start: datetime, end: datetime) -> list[Leave]:
        """The leave of these people that touches the window."""
        return await self._touching(LEAVE, people, start, end)

    async def calendars_of(
        self, people: Sequence[str], start: datetime, end: datetime, *, unsure: bool = False
    ) -> Spans:
        """Spans, earliest first, that these people's calendars say are busy, or only tentative; everybody asked about
        has an entry."""
        its = CALENDAR_TIMES.table.c
        found = select(its.person_id.label("who"), its.starts_at, its.ends_at).where(
            one_of(its.person_id, people), its.starts_at < end, its.ends_at > start, its.unsure.is_(unsure)
        )
        return await self._spans(people, found.order_by(its.starts_at))

    async def forget_calendar(self, calendar_id: str) -> None:
        """Strike out everything that was read from this calendar."""
        times = CALENDAR_TIMES.table
        await self.transaction.change(times.delete().where(times.c.calendar_id == calendar_id))

    async def forget_rota(self, rota_id: str, start: datetime, end: datetime) -> None:
        """Strike out the rota's lines within the window. What reaches into it from before ends where it begins."""
        lines = ROTA_LINES.table
        inside = (lines.c.rota_id == rota_id, lines.c.starts_at < end, lines.c.ends_at > start)
        await self.transaction.change(lines.delete().where(*inside, lines.c.starts_at >= start))
        await self.transaction.change(lines.update().where(*inside).values(ends_at=start))

    async def _turn(self, who: Sequence[str], more: int) -> dict[str, int]:
        # In one order for everybody: two meetings that want the same people wait for each other, never in a ring.
        rows = [{"who": each, "version": more} for each in sorted(set(who))]
        if not rows:
            return {}
        kept = upsert(_DIARY, self.transaction.dialect).values(rows)
        kept = kept.on_conflict_do_update(index_elements=["who"], set_={"version": _DIARY.c.version + more})
        found = await self.transaction.change(kept.returning(_DIARY.c.who, _DIARY.c.version))
        return {row.who: row.version for row in found}

    async def _touching(self, kind: Mapped[Any], people: Sequence[str], start: datetime, end: datetime) -> list[Any]:
        its = kind.table.c
        found = kind.read.where(
            one_of(its.person_id, people), its.starts_at < end, or_(its.ends_at.is_(None), its.ends_at > start)
        )
        return [kind.thing(row) for row in await self.transaction.rows(found.order_by(its.starts_at, its.id))]

    async def _spans(self, who: Sequence[str], statement: Select[Any] | Any) -> Spans:
        found: Spans = {each: [] for each in who}
        rows: Sequence[Any] = await self.transaction.rows(statement)
        # Somebody in two seats of one meeting is called to it once; told apart here, since a database sorts for that.
        for whose, start, end, *_ in dict.fromkeys(rows):
            found[whose].append((start, end))
        return found
