"""Many new rows that differ in a few fields only: on PostgreSQL one statement for all of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, bindparam, func, select, true
from sqlalchemy import Text as Words
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import cast

SAME = "its_"
"""Begins the name of a value that all rows have; those that differ come together, as JSON, as `rows`."""


def all_at_once(into: Table, differing: tuple[str, ...], once: str) -> Executable:
    """Inserts them; `differing` are text columns, and a row whose `once` is kept already is left out."""
    row = func.jsonb_array_elements(cast(bindparam("rows", type_=Words()), JSONB)).table_valued("value").c.value
    columns: dict[str, ColumnElement[Any]] = {
        column.name: bindparam(f"{SAME}{column.name}", type_=column.type) for column in into.columns
    }
    columns |= {name: func.jsonb_extract_path_text(row, str(part)) for part, name in enumerate(differing)}
    found = select(*columns.values()).where(true())
    return postgresql.insert(into).from_select(list(columns), found).on_conflict_do_nothing(index_elements=[once])
