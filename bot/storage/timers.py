"""Obligations and their timers: what is open is due when its timer says, and a sweep of many writes only timers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, literal
from sqlalchemy.ext.compiler import compiles

from bot.domain.obligation import Obligation, ObligationState
from bot.storage.mapping import Mapped, Values, Write
from bot.storage.one_of import Condition
from bot.storage.prepared import Once
from bot.storage.rows import TableRows
from bot.storage.tables import owed, table
from bot.storage.transaction import Transaction

TIMER = table(owed.TimerRow)
_OBLIGATION = table(owed.ObligationRow)


class _StandsAt(Condition):
    """The timer stands at one of these places: how SQLite finds it by its clustered key. PostgreSQL has its id."""

    inherit_cache = True


@compiles(_StandsAt)
def _in_sqlite(element: _StandsAt, compiler: Any, **how: Any) -> str:
    at, places = (compiler.process(each, **how) for each in element.clauses)
    return f"({at} IN (SELECT value FROM json_each({places})))"  # noqa: S608  # both are the compiler's own words


@compiles(_StandsAt, "postgresql")
def _in_postgresql(_element: _StandsAt, _compiler: Any, **_how: Any) -> str:
    return "TRUE"


_ITS_TIMER = and_(
    TIMER.c.id == _OBLIGATION.c.id,
    TIMER.c.person_id == func.coalesce(_OBLIGATION.c.person_id, ""),
    _StandsAt(TIMER.c.due_at, _OBLIGATION.c.places),
    _OBLIGATION.c.state == ObligationState.OPEN,
)
OBLIGATIONS = Mapped(
    Obligation,
    owed.ObligationRow,
    lambda owed: {"places": (owed.due_at, *(each.due_at for each in owed.ahead))},
    elsewhere={
        "due_at": func.coalesce(TIMER.c.due_at, _OBLIGATION.c.due_at),
        "step": func.coalesce(TIMER.c.step, _OBLIGATION.c.step),
        "daily": func.coalesce(TIMER.c.daily, literal(value=False)),
        "ahead": func.coalesce(TIMER.c.ahead, literal((), TIMER.c.ahead.type)),
    },
    joined=_OBLIGATION.outerjoin(TIMER, _ITS_TIMER),
)
_SET = TIMER.insert()
# On PostgreSQL a sweep may have moved the timer since it was read; on SQLite nobody can have.
_WHERE = {
    "postgresql": (TIMER.c.id == bindparam("this_id"),),
    "sqlite": (
        TIMER.c.due_at == bindparam("this_at"),
        TIMER.c.person_id == bindparam("this_who"),
        TIMER.c.id == bindparam("this_id"),
    ),
}
_STOP = {dialect: TIMER.delete().where(*found) for dialect, found in _WHERE.items()}
_PASS_ON = {dialect: TIMER.update().where(*found) for dialect, found in _WHERE.items()}
_HOLD = Once(TIMER.select().where(TIMER.c.id == bindparam("this_id")).with_for_update())


class ObligationRows(TableRows[Obligation]):
    """Obligations with their timers. A save moves the timer only when the saver moved the obligation: a sweep that
    has moved it on in the meantime is not undone."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(OBLIGATIONS, transaction)
        self._timers: dict[str, Values | None] = {}

    async def lock(self, row_id: str) -> Obligation | None:
        """The obligation, its place on the ladder held until the transaction ends, and read afresh."""
        if self._transaction.dialect == "postgresql":
            await self._transaction.rows(_HOLD, {"this_id": row_id})
        return await super().lock(row_id)

    async def add(self, thing: Obligation) -> None:
        """Keep a new obligation, and set its timer."""
        await super().add(thing)
        self._timers[thing.id] = None
        self._set(thing)

    async def save(self, thing: Obligation) -> None:
        """Write every field; when the next read or commit finds the obligation gone, it says so."""
        if thing.id not in self._timers:
            await self.get(thing.id)
        await super().save(thing)
        self._set(thing)

    def _thing(self, row: Row[Any]) -> Obligation:
        found = super()._thing(row)
        self._timers[found.id] = _timer(found)
        return found

    def _set(self, thing: Obligation) -> None:
        before, after = self._timers.get(thing.id), _timer(thing)
        self._timers[thing.id] = after
        if before == after:
            return
        if before and after and before | {"person_id": ""} == after | {"person_id": ""}:
            self._change(_PASS_ON, before, {"person_id": after["person_id"]})
            return
        if before:
            self._change(_STOP, before, {})
        if after:
            self._transaction.queue(_SET, "timer", after)

    def _change(self, statements: Mapping[str, Write], timer: Values, values: Values) -> None:
        key = {"this_id": timer["id"]}
        if self._transaction.dialect == "sqlite":
            key |= {"this_at": timer["due_at"], "this_who": timer["person_id"]}
        self._transaction.queue(statements[self._transaction.dialect], "timer", key | values)


def _timer(obligation: Obligation) -> Values | None:
    """The timer's row; none when nothing is awaited any more."""
    if obligation.state is not ObligationState.OPEN:
        return None
    values = {name: getattr(obligation, name) for name in TIMER.c.keys() if name != "person_id"}  # noqa: SIM118
    return values | {"person_id": obligation.person_id or ""}
