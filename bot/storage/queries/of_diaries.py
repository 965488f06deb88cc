"""When people and desks are taken, and what is known about their time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, union_all

from bot.domain.diary import Leave, RotaLine
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.storage.mapping import CALENDAR_TIMES, HOLDS, INVITATIONS, LEAVE, MEETINGS, ROTA_LINES, SEATS, Mapped
from bot.storage.one_of import Many, is_one_of
from bot.storage.prepared import Once
from bot.storage.rows import upsert
from bot.storage.tables import diaries, table
from bot.storage.transaction import Transaction

_MEETING, _INVITATION, _SEAT, _HOLD = MEETINGS.table, INVITATIONS.table, SEATS.table, HOLDS.table
_DIARY = table(diaries.DiaryRow)
Spans = dict[str, list[tuple[datetime, datetime]]]

_WHO = bindparam("who", type_=Many())
_START, _END = (bindparam(name, type_=_MEETING.c.starts_at.type) for name in ("start", "end"))


def _called() -> Once:
    sits = select(_INVITATION.c.person_id.label("who"), _MEETING.c.starts_at, _MEETING.c.ends_at, _MEETING.c.id)
    sits = sits.join_from(_INVITATION, _MEETING, _INVITATION.c.meeting_id == _MEETING.c.id).where(
        is_one_of(_INVITATION.c.person_id, _WHO),
        _INVITATION.c.answer.in_((Answer.NONE, Answer.ACCEPTED)),
        # Every member on shift is asked for a desk; only whoever claimed it is called.
        or_(_INVITATION.c.desk_id.is_(None), _INVITATION.c.answer == Answer.ACCEPTED),
    )
    desks = select(_SEAT.c.desk_id.label("who"), _MEETING.c.starts_at, _MEETING.c.ends_at, _MEETING.c.id)
    desks = desks.join_from(_SEAT, _MEETING, _SEAT.c.meeting_id == _MEETING.c.id).where(
        is_one_of(_SEAT.c.desk_id, _WHO), _SEAT.c.closed.is_(False)
    )
    here = (
        _MEETING.c.state == MeetingState.CALLED,
        _MEETING.c.starts_at < _END,
        _MEETING.c.ends_at > _START,
        _MEETING.c.id != bindparam("besides"),
    )
    return Once(union_all(*(each.where(*here) for each in (sits, desks))).order_by("starts_at"))


def _held() -> Once:
    holds = select(_HOLD.c.who, _HOLD.c.starts_at, _HOLD.c.ends_at, _HOLD.c.meeting_id).where(
        is_one_of(_HOLD.c.who, _WHO),
        _HOLD.c.until > bindparam("now"),
        _HOLD.c.starts_at < _END,
        _HOLD.c.ends_at > _START,
        _HOLD.c.meeting_id != bindparam("besides"),
    )
    return Once(holds.order_by(_HOLD.c.starts_at))


def _calendars() -> Once:
    its = CALENDAR_TIMES.table.c
    found = select(its.person_id.label("who"), its.starts_at, its.ends_at).where(
        is_one_of(its.person_id, _WHO), its.starts_at < _END, its.ends_at > _START, its.unsure == bindparam("unsure")
    )
    return Once(found.order_by(its.starts_at))


def _touching(kind: Mapped[Any]) -> Once:
    its = kind.table.c
    found = kind.read.where(
        is_one_of(its.person_id, _WHO), its.starts_at < _END, or_(its.ends_at.is_(None), its.ends_at > _START)
    )
    return Once(found.order_by(its.starts_at, its.id))


_CALLED, _HELD, _CALENDARS = _called(), _held(), _calendars()
_TOUCHING = {kind.table.name: _touching(kind) for kind in (ROTA_LINES, LEAVE)}
_VERSIONS = Once(select(_DIARY).where(is_one_of(_DIARY.c.who, _WHO)))
_LET_GO = Once(_HOLD.delete().where(_HOLD.c.meeting_id == bindparam("meeting")))


class DiaryQueries:
    """Questions about people's time."""

    transaction: Transaction

    async def called_to(self, who: Sequence[str], start: datetime, end: datetime, *, besides: str = "") -> Spans:
        """Spans, earliest first, at which each person sits at a called meeting, having accepted or not answered yet,
        and at which each desk has a seat. Everybody asked about has an entry; spans touching the edge do not count.
        """
        asked = {"who": sorted(set(who)), "start": start, "end": end, "besides": besides}
        return await self._spans(who, _CALLED, asked)

    async def held(
        self, who: Sequence[str], start: datetime, end: datetime, now: datetime, *, besides: str = ""
    ) -> Spans:
        """Spans, earliest first, of the unexpired holds of drafts; everybody asked about has an entry."""
        asked = {"who": sorted(set(who)), "start": start, "end": end, "now": now, "besides": besides}
        return await self._spans(who, _HELD, asked)

    async def let_go(self, meeting_id: str) -> None:
        """Give up everybody whom this draft holds."""
        await self.transaction.change(_LET_GO, {"meeting": meeting_id})

    async def diaries(self, who: Sequence[str]) -> dict[str, int]:
        """The version of each diary; 0 for one that has never changed."""
        found = await self.transaction.rows(_VERSIONS, {"who": sorted(set(who))})
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
        asked = {"who": sorted(set(people)), "start": start, "end": end, "unsure": unsure}
        return await self._spans(people, _CALENDARS, asked)

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
        asked = {"who": sorted(set(people)), "start": start, "end": end}
        return [kind.thing(row) for row in await self.transaction.rows(_TOUCHING[kind.table.name], asked)]

    async def _spans(self, who: Sequence[str], statement: Once, asked: dict[str, Any]) -> Spans:
        found: Spans = {each: [] for each in who}
        rows: Sequence[Any] = await self.transaction.rows(statement, asked)
        # Somebody in two seats of one meeting is called to it once; told apart here, since a database sorts for that.
        for whose, start, end, *_ in dict.fromkeys(rows):
            found[whose].append((start, end))
        return found
