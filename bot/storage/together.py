"""Several statements in one go: on SQLite in a single trip to its thread, each prepared once and for all.

A trip, and SQLAlchemy on both of its sides, costs more than a statement over a hundred rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from bot.storage.alike import SAME
from bot.storage.columns import dump
from bot.storage.mapping import Values
from bot.storage.prepared import prepared

Row = Sequence[Any]


class Line(Protocol):
    """A connection while a question of several statements has it. Statements must be made once, not for each call."""

    dialect: str

    def rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        """What a question, or a change that returns something, finds: on SQLite as the database tells it."""
        ...

    def change(self, statement: Executable, values: Values) -> None:
        """A change."""
        ...

    def many(self, statement: Executable, alike: Values, differing: Sequence[str], rows: Iterable[Row]) -> None:
        """The same statement for many rows, which are alike but for a few values."""
        ...


class ServerLine:
    """PostgreSQL, through SQLAlchemy."""

    dialect = "postgresql"

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        """What it finds."""
        return self._connection.execute(statement, values).all()

    def change(self, statement: Executable, values: Values) -> None:
        """A change."""
        self._connection.execute(statement, values)

    def many(self, statement: Executable, alike: Values, differing: Sequence[str], rows: Iterable[Row]) -> None:
        """One change for all rows; see `all_at_once`."""
        same = {f"{SAME}{name}": value for name, value in alike.items() if name not in differing}
        self._connection.execute(statement, same | {"rows": dump(rows)})


class FileLine:
    """SQLite's own connection, on its own thread."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection, dialect: Dialect) -> None:
        self._connection, self._sqlalchemy = connection, dialect

    def rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        """What it finds."""
        ready = prepared(statement, self._sqlalchemy, values)
        return self._connection.execute(ready.sql, ready.bound(values)).fetchall()

    def change(self, statement: Executable, values: Values) -> None:
        """A change."""
        self.rows(statement, values)

    def many(self, statement: Executable, alike: Values, differing: Sequence[str], rows: Iterable[Row]) -> None:
        """A change for each row."""
        ready = prepared(statement, self._sqlalchemy, alike)
        same = ready.bound(alike)
        places = [(ready.order.index(name), ready.into.get(name, _as_it_is)) for name in differing]
        self._connection.executemany(ready.sql, [_with(same, places, row) for row in rows])


def _with(same: list[Any], places: Sequence[tuple[int, Callable[[Any], Any]]], row: Row) -> list[Any]:
    one = same.copy()
    for (place, form), value in zip(places, row, strict=True):
        one[place] = form(value)
    return one


def _as_it_is(value: Any) -> Any:
    return value


def on_file(connection: sqlite3.Connection, dialect: Dialect, work: Callable[[Line], Any]) -> Any:
    """Do this with SQLite's connection; what goes wrong is said as SQLAlchemy would say it."""
    try:
        return work(FileLine(connection, dialect))
    except sqlite3.Error as error:
        wrong = DBAPIError("", {}, error)
    raise wrong
