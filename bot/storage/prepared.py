"""Statements written once: compiled for a kind of database, not for each connection, and run by the driver itself.

SQLAlchemy still writes the SQL and says how a value goes in and comes out. Its own way to a driver and back costs
several times what most of our statements cost the database.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from bot.storage.columns import OfCase, Private
from bot.storage.crypto import alike
from bot.storage.private_places import Place, Writing, places, writing

Values = dict[str, Any]
Form = Callable[[Any], Any]


class Once:
    """A statement that is made once, when its module is read: only its parameters differ."""

    __slots__ = ("statement",)

    def __init__(self, statement: Any) -> None:
        self.statement = statement


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement's SQL, its values in order (or by name), those that never differ, and how values go in and out.

    `private` and `writes_private` say which of them are sealed with a case's key, which only a transaction has;
    `seals` that it writes what is sealed with the process's keys, `reads` that it only reads, `adds` that it writes
    the rows that it is given and looks for no others.
    """

    sql: str
    order: tuple[str, ...]
    by_name: bool
    fixed: Values
    into: Mapping[str, Form]
    out: Sequence[tuple[int, Form]]
    row: Callable[[Sequence[Any]], Any]
    private: Sequence[Place] = ()
    writes_private: Writing | None = None
    seals: bool = False
    reads: bool = False
    adds: bool = False

    def bound(self, values: Values) -> Any:
        """The values as the database takes them."""
        every, into = self.fixed | values, self.into
        if self.by_name:
            return {name: into[name](every[name]) if name in into else every[name] for name in self.order}
        return [into[name](every[name]) if name in into else every[name] for name in self.order]

    def found(self, rows: Sequence[Any]) -> list[Any]:
        """The rows as they were written."""
        made = []
        for row in rows:
            values = list(row)
            for place, form in self.out:
                values[place] = form(values[place])
            made.append(self.row(values))
        return made


def prepared(statement: Any, dialect: Dialect, given: Values) -> Prepared:
    """The statement for this kind of database, with parameters of these names. KeyError later when one is missing."""
    return _prepared(statement, alike(dialect), tuple(given))


@lru_cache(maxsize=2048)
def _prepared(statement: Any, dialect: Dialect, given: tuple[str, ...]) -> Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=list(given))
    state = compiled.construct_expanded_state(dict.fromkeys(given))
    fixed = {name: value for name, value in state.parameters.items() if name not in given}
    into = {name: _into(bind.type, dialect) for bind, name in compiled.bind_names.items()} | dict(state.processors)
    # A statement in plain SQL does not say what it finds: that comes as the driver has it.
    columns = columns_of(statement)
    out = [(place, _out(column.type, dialect)) for place, column in enumerate(columns)]
    return Prepared(
        state.statement,
        tuple(state.positiontup if compiled.positional else state.parameters),
        not compiled.positional,
        fixed,
        {name: form for name, form in into.items() if form is not None},
        [(place, form) for place, form in out if form is not None],
        row_of(tuple(column.key for column in columns)),
        places(columns),
        writing(statement, given),
        statement.is_dml and any(_by_the_process(bind.type) for bind in compiled.bind_names),
        statement.is_select,
        statement.is_insert and statement.select is None,
    )


def columns_of(statement: Any) -> list[Any]:
    """What a statement finds, column by column; nothing for one in plain SQL."""
    return list(getattr(statement, "exported_columns", ()))


@lru_cache(maxsize=256)
def row_of(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    """What makes a row of what the database answers, its values known by these names."""
    kind: Any = namedtuple("Found", names, rename=True)  # type: ignore[misc]  # named by what is asked for
    made: Callable[[Sequence[Any]], Any] = kind._make
    return made if names else tuple


def _by_the_process(kind: TypeEngine[Any]) -> bool:
    return isinstance(kind, Private) and not isinstance(kind, OfCase)


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Form | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out(kind: TypeEngine[Any], dialect: Dialect) -> Form | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
