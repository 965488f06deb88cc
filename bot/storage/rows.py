"""The repositories: one class serves every kind of thing, and those that differ say how."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Generic, TypeVar

from sqlalchemy import Row, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.notice import Notice
from bot.storage.mapping import NOTICES, Mapped, Values
from bot.storage.prepared import Once
from bot.storage.tables import people, table
from bot.storage.transaction import Transaction

E = TypeVar("E")
DIALECTS = ("sqlite", "postgresql")

_FILLS = table(people.FillsRow)
_FILL = _FILLS.insert()
_FORGET = _FILLS.delete().where(_FILLS.c.who == bindparam("this_who"))


class AddedRows(Generic[E]):
    """Rows of one table that are added whole and read, and never changed."""

    def __init__(self, mapped: Mapped[E], transaction: Transaction) -> None:
        self._mapped = mapped
        self._transaction = transaction

    async def get(self, row_id: str) -> E | None:
        """The thing with this id, or None."""
        return await self._one(row_id, self._mapped.by_id)

    async def add(self, thing: E) -> None:
        """Keep a new thing."""
        self._transaction.queue(self._mapped.insert, self._mapped.table.name, self._mapped.values(thing))

    async def where(self, *, order: str = "id", limit: int | None = None, **equals: Any) -> list[E]:
        """Those whose fields equal these values; a tuple means "one of", None means "is empty"."""
        question = ("where", self._name, order, limit, *sorted(equals.items()))
        found = await self._transaction.rows_of(question, lambda: self._mapped.matching(equals, order, limit))
        return [self._thing(row) for row in found]

    def _thing(self, row: Row[Any]) -> E:
        """A thing of its own: what is remembered must not change with what is done to it."""
        thing = self._mapped.thing(row)
        for name in self._mapped.objects if self._transaction.remembers else ():
            setattr(thing, name, deepcopy(getattr(thing, name)))
        return thing

    @property
    def _name(self) -> str:
        return self._mapped.table.name

    async def _one(self, row_id: str, statement: Once) -> E | None:
        question = ("one", self._name, row_id)
        found = await self._transaction.rows_of(question, lambda: (statement, {"this_id": row_id}))
        return self._thing(found[0]) if found else None


class TableRows(AddedRows[E]):
    """Rows that can be held and written again as well."""

    async def lock(self, row_id: str) -> E | None:
        """The same, held until the transaction ends. (On SQLite a writing transaction holds everything.)"""
        return await self._one(row_id, self._mapped.locked)

    async def save(self, thing: E) -> None:
        """Write every field of a thing that was read before. When it is gone, the next read or commit says so."""
        self._transaction.queue(self._mapped.update, self._mapped.table.name, self._mapped.changes(thing), each=True)


class FillerRows(TableRows[E]):
    """People and desks, with the lines that say which seats they fill where."""

    def __init__(self, mapped: Mapped[E], transaction: Transaction, fills: Callable[[E], list[Values]]) -> None:
        super().__init__(mapped, transaction)
        self._fills = fills

    async def add(self, thing: E) -> None:
        """Keep somebody new."""
        await super().add(thing)
        self._fill(thing)

    async def save(self, thing: E) -> None:
        """Write every field, and what they can fill now."""
        await super().save(thing)
        self._transaction.queue(_FORGET, "fills", {"this_who": self._mapped.values(thing)["id"]})
        self._fill(thing)

    def _fill(self, thing: E) -> None:
        for line in self._fills(thing):
            self._transaction.queue(_FILL, "fills", line)


class NoticeRows(TableRows[Notice]):
    """The outbox: the same thing is never owed twice."""

    async def add(self, thing: Notice) -> None:
        """Keep a new notice, unless one with its `dedupe` is kept already: then nothing changes."""
        self._transaction.queue(_OWE[self._transaction.dialect], "notice", NOTICES.values(thing))


def upsert(into: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do when the row is there already."""
    return postgresql.insert(into) if dialect == "postgresql" else sqlite.insert(into)


def insert_once(into: Table, dialect: str, *key: str) -> sqlite.Insert | postgresql.Insert:
    """An insert that leaves an existing row with the same key as it is."""
    return upsert(into, dialect).on_conflict_do_nothing(index_elements=list(key))


_OWE = {dialect: insert_once(NOTICES.table, dialect, "dedupe") for dialect in DIALECTS}
