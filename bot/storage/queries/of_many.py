"""Rungs and daily lists by the hundred: a few statements a batch, none of which waits for a row of somebody else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Boolean, bindparam, literal, literal_column, or_, select, text

from bot.domain.audit import AuditEntry
from bot.domain.notice import LiveDigest, Notice, NoticeKind
from bot.domain.obligation import DailyRung
from bot.domain.people import OwnHours
from bot.storage.alike import Alike
from bot.storage.columns import Utc
from bot.storage.mapping import ACTIONS, AUDIT, LEAVE, NOTICES, PEOPLE, ROTA_LINES
from bot.storage.one_of import Many, is_one_of, one_of
from bot.storage.queries.of_live_cards import ALIVE, brought_up_to_date
from bot.storage.tables.owed import AT_WIDE, DAILY_AT, RUNG_WIDE, STEP_AT, rung_text
from bot.storage.timers import TIMER
from bot.storage.transaction import Transaction

_ACTION, _LEAVE, _NOTICE, _PERSON = ACTIONS.table, LEAVE.table, NOTICES.table, PEOPLE.table
_ROTA_LINE = ROTA_LINES.table
# As text, not as a parameter: only then can the partial index be used.
_LIVE = (_NOTICE.c.kind == literal_column(f"'{NoticeKind.DIGEST}'"), text("NOT notice.retired"))
_NOW = bindparam("now", type_=Utc)
# A rung as text begins with its instant, so texts compare as the instants of the next rungs do. SQL by hand: every
# row of a batch passes through these two, and what they do to a text SQLAlchemy has no words for.
_DUE = {
    "sqlite": "due_at <= :now AND daily AND ahead > :now_text",
    "postgresql": 'due_at <= :now AND daily AND ahead COLLATE "C" > :now_text',
}
_IN_ORDER = "ORDER BY due_at, person_id, id LIMIT :most"
_HELD = {"sqlite": "", "postgresql": " FOR UPDATE SKIP LOCKED"}
_READ = {
    dialect: text(
        f"SELECT due_at, person_id, id, council, subject_id FROM timer WHERE {due} {_IN_ORDER}{_HELD[dialect]}"  # noqa: S608  # our own words
    ).bindparams(_NOW)
    for dialect, due in _DUE.items()
}
_AT = {
    "sqlite": f"substr(ahead, 1, {AT_WIDE})",
    "postgresql": f"CAST(substr(ahead, 1, {AT_WIDE}) || '+00' AS TIMESTAMPTZ)",
}
_THESE = {
    # Nobody else writes meanwhile: these are still the first that are due. The row value alone bounds the range:
    # told `due_at <= now` as well, SQLite would read all that is due for every batch.
    "sqlite": "(due_at, person_id, id) <= (:last_at, :last_who, :last_id) AND daily AND ahead > :now_text",
    "postgresql": "id = ANY(:ids)",
}
_NEXT = (
    f"step = CAST(substr(ahead, {STEP_AT}, 2) AS INTEGER), daily = substr(ahead, {DAILY_AT}, 1) = '1',"
    f" ahead = substr(ahead, {RUNG_WIDE + 1})"
)
_CLIMB = {
    dialect: text(f"UPDATE timer SET due_at = {at}, {_NEXT} WHERE {_THESE[dialect]}")  # noqa: S608  # our own words
    for dialect, at in _AT.items()
}
# The place goes back as the database told it.
_SINGLY = (
    TIMER.update()
    .where(text("due_at = :this_at AND person_id = :this_who AND id = :this_id"))
    .values(daily=literal(value=False, type_=Boolean()))
)
_OWE = Alike(NOTICES, ("id", "person_id", "dedupe"), "dedupe")
_NOTE = Alike(AUDIT, ("id", "subject_id", "detail"), "id")
_PEOPLE = bindparam("people", type_=Many())
_AWAY = select(_LEAVE.c.person_id).where(
    is_one_of(_LEAVE.c.person_id, _PEOPLE),
    _LEAVE.c.starts_at <= _NOW,
    or_(_LEAVE.c.ends_at.is_(None), _LEAVE.c.ends_at > _NOW),
)
_ON_A_ROTA = select(_ROTA_LINE.c.person_id).where(
    is_one_of(_ROTA_LINE.c.person_id, _PEOPLE), _ROTA_LINE.c.ends_at > _NOW
)
_HERE = select(_PERSON.c.id, _PERSON.c.digest_at, _PERSON.c.works).where(
    is_one_of(_PERSON.c.id, _PEOPLE),
    _PERSON.c.left_at.is_(None),
    _PERSON.c.id.not_in(_AWAY),
    _PERSON.c.id.not_in(_ON_A_ROTA),
)
_QUIET = select(_ACTION.c.id).where(_ACTION.c.quiet_until > _NOW)
_DIGESTS = select(_NOTICE.c.id, _NOTICE.c.person_id, _NOTICE.c.subject_id).where(
    is_one_of(_NOTICE.c.person_id, _PEOPLE), *_LIVE, _NOTICE.c.state.in_(ALIVE)
)


class ManyQueries:
    """What the sweep of many asks and does."""

    transaction: Transaction

    async def daily_rungs(self, now: datetime, limit: int) -> list[DailyRung]:
        """Due rungs that only touch a daily list, held; without those whose next rung is due as well."""
        asked = {"now": now, "now_text": rung_text(now), "most": limit}
        found = await self.transaction.rows(_READ[self.transaction.dialect], asked)
        return [DailyRung._make(row) for row in found]

    async def climb(self, now: datetime, rungs: Sequence[DailyRung]) -> None:
        """Move these on to their next rungs: on SQLite all that are due as far as the last of them."""
        if not rungs:
            return
        if self.transaction.dialect == "postgresql":
            await self.transaction.change(_CLIMB["postgresql"], {"ids": [each.obligation_id for each in rungs]})
            return
        last = rungs[-1]
        key = {"last_at": last.place, "last_who": last.person_id, "last_id": last.obligation_id}
        await self.transaction.change(_CLIMB["sqlite"], {"now_text": rung_text(now)} | key)

    async def take_singly(self, rungs: Sequence[DailyRung]) -> None:
        """These are no longer `daily`."""
        for each in rungs:
            key = {"this_at": each.place, "this_who": each.person_id, "this_id": each.obligation_id}
            self.transaction.queue(_SINGLY, "timer", key)

    async def plainly_here(self, people: Collection[str], now: datetime) -> dict[str, OwnHours]:
        """Those of these people who are here, neither on leave nor on a rota, with their own hours."""
        found = await self.transaction.rows(_HERE, {"people": sorted(people), "now": now})
        return {row.id: OwnHours(row.digest_at, row.works) for row in found}

    async def quiet_actions(self, now: datetime) -> frozenset[str]:
        """Ids of actions whose owners are not to be nudged yet."""
        found = await self.transaction.rows(_QUIET, {"now": now})
        return frozenset(row.id for row in found)

    async def live_digests(self, people: Collection[str]) -> list[LiveDigest]:
        """The digests that these people have in front of them, or will have."""
        found = await self.transaction.rows(_DIGESTS, {"people": sorted(people)})
        return [LiveDigest._make(row) for row in found]

    async def renew_digests(self, now: datetime, notices: Collection[str], *, retire: bool) -> frozenset[str]:
        """Bring these up to date, retired or not; the ids of those that nobody else held."""
        chosen = one_of(_NOTICE.c.id, notices)
        if self.transaction.dialect == "postgresql":
            chosen = _NOTICE.c.id.in_(select(_NOTICE.c.id).where(chosen).with_for_update(skip_locked=True))
        renew = brought_up_to_date(now, [chosen])
        renew = renew.values(retired=True) if retire else renew
        done = await self.transaction.change(renew.returning(_NOTICE.c.id))
        return frozenset(row.id for row in done)

    async def owe_alike(self, template: Notice, rows: Sequence[tuple[str, str, str]]) -> None:
        """Notices like this one, each with its own id, person and `dedupe`; one that is owed already stays."""
        await _OWE.add(self.transaction, template, rows)

    async def note_alike(self, template: AuditEntry, rows: Sequence[tuple[str, str, str]]) -> None:
        """Audit entries like this one, each with its own id, subject and detail (JSON)."""
        await _NOTE.add(self.transaction, template, rows)
