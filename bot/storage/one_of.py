"""A column's value is one of many: as one parameter, so that no count of people is too many for a database.

`IN` takes a parameter for each value: SQLite refuses 32,767 of them (999 before 3.32), PostgreSQL 65,536, and each
count is another statement to prepare.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Text, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel.sql.sqltypes import AutoString


class Many(TypeDecorator[list[str]]):
    """Texts: an array, or as JSON where there are none."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """How this database takes it."""
        return dialect.type_descriptor(postgresql.ARRAY(Text) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> Any:
        """The values as one."""
        return value if dialect.name == "postgresql" else json.dumps(value)


class Condition(FunctionElement[bool]):
    """A condition that SQLite gets as it is: told `... = 1`, as SQLAlchemy would have it, no index serves it."""

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002 - SQLAlchemy's own question
        """It brings its own brackets."""
        return self


class _OneOf(Condition):
    inherit_cache = True


@compiles(_OneOf)
def _elsewhere(element: _OneOf, compiler: Any, **how: Any) -> str:
    column, values = (compiler.process(each, **how) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"  # noqa: S608  # both are the compiler's own words


@compiles(_OneOf, "postgresql")
def _on_postgresql(element: _OneOf, compiler: Any, **how: Any) -> str:
    column, values = (compiler.process(each, **how) for each in element.clauses)
    return f"({column} = ANY({values}))"


def one_of(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """The column holds one of these values; where they are not plain text, with a parameter each."""
    if isinstance(column.type, AutoString):
        return is_one_of(column, bindparam(None, sorted(set(values)), Many()))
    return column.in_(tuple(values))


def is_one_of(column: ColumnElement[Any], values: ColumnElement[list[str]]) -> ColumnElement[bool]:
    """The same for a parameter of the type `Many`, in a statement that is written once."""
    return _OneOf(column, values)
