"""Rungs and daily lists by the hundred, in one go that waits for no row of others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Executable, bindparam

from bot.domain.daily import DailyBatch, DailyDone, DailyRung, LiveDigest, Since
from bot.domain.people import OwnHours
from bot.storage.alike import all_at_once
from bot.storage.mapping import AUDIT, NOTICES
from bot.storage.one_of import Many, is_one_of
from bot.storage.prepared import Once
from bot.storage.queries import of_owners
from bot.storage.queries.of_live_cards import brought_up_to_date
from bot.storage.queries.of_nudges import LONGEST
from bot.storage.queries.of_rungs import READ, climb, take_singly
from bot.storage.rows import insert_once
from bot.storage.tables.owed import past_rungs
from bot.storage.together import Line
from bot.storage.transaction import Transaction

_RENEW = brought_up_to_date([is_one_of(NOTICES.table.c.id, bindparam("these", type_=Many()))])
_RETIRE = _RENEW.values(retired=True)
_OWED, _NOTED = ("id", "person_id", "dedupe"), ("id", "subject_id", "detail")
_OWE: dict[str, Executable] = {
    "sqlite": insert_once(NOTICES.table, "sqlite", "dedupe"),
    "postgresql": all_at_once(NOTICES.table, _OWED, "dedupe"),
}
_READ_ONE = {dialect: Once(statement) for dialect, statement in READ.items()}
_NOTE: dict[str, Executable] = {"sqlite": AUDIT.insert, "postgresql": all_at_once(AUDIT.table, _NOTED, "id")}


class ManyQueries:
    """What the sweep of many asks and does."""

    transaction: Transaction

    async def any_daily(self, now: datetime) -> bool:
        """True when there is something for `take_daily`."""
        asked = {"now": now, "now_text": past_rungs(now), "most": 1}
        return bool(await self.transaction.rows(_READ_ONE[self.transaction.dialect], asked))

    async def take_daily(
        self, since: Since, limit: int, settle: Callable[[DailyBatch], DailyDone]
    ) -> DailyDone | None:
        """Read due rungs, held, and what is known of their owners; write down what they come to."""
        return await self.transaction.together(lambda line: _take(line, since, limit, settle))


def _take(line: Line, since: Since, limit: int, settle: Callable[[DailyBatch], DailyDone]) -> DailyDone | None:
    batch = _read(line, since, limit)
    if not batch.rungs:
        return None
    done = settle(batch)
    _keep(line, since.now, done)
    return done


def _read(line: Line, since: Since, limit: int) -> DailyBatch:
    asked = {"now": since.now, "now_text": past_rungs(since.now), "most": limit}
    rungs = [DailyRung._make(row) for row in line.rows(READ[line.dialect], asked)]
    people = list(dict.fromkeys(each.person_id for each in rungs))
    if not people:
        return DailyBatch()
    known = {"people": people, "now": since.now, "today": since.today, "since": since.lately}
    known["oldest"] = since.lately - LONGEST
    hours = {who: OwnHours(digest_at, works) for who, digest_at, works in line.rows(of_owners.HERE, known)}
    quiet = frozenset(action for (action,) in line.rows(of_owners.QUIET, {"now": since.now}))
    return DailyBatch(rungs, hours, quiet, _digests(line, people))


def _digests(line: Line, people: Collection[str]) -> list[LiveDigest]:
    found = line.rows(of_owners.DIGESTS, {"people": people})
    if line.dialect == "sqlite":
        return [LiveDigest(*row) for row in found]
    held = {row[0] for row in line.rows(of_owners.DIGESTS_HELD, {"people": people})}
    return [LiveDigest(notice, person, day, notice in held) for notice, person, day in found]


def _keep(line: Line, now: datetime, done: DailyDone) -> None:
    for statement, these in ((_RENEW, done.renewed), (_RETIRE, done.retired)):
        if these:
            line.change(statement, {"now": now, "these": list(these)})
    for notice, lists in done.owed:
        line.many(_OWE[line.dialect], NOTICES.values(notice), _OWED, lists)
    for entry, rows in done.noted:
        line.many(_NOTE[line.dialect], AUDIT.values(entry), _NOTED, rows)
    take_singly(line, done.singly)
    climb(line, now, done.climbed)
