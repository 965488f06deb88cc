"""The rows of a table as lines, the same from either database, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, inspect, types

from bot.storage.backup.manifest import Kind

Columns = Sequence[tuple[str, Kind]]
BATCH = 1000
# Migrations write their own two, of which the manifest's `migration` tells; keys of cases lie in a file of their own.
APART = frozenset({"alembic_version", "release_floor", "case_key"})


def tables_of(connection: Connection) -> list[str]:
    """Every table that a backup's folder holds, by name."""
    return sorted(set(inspect(connection).get_table_names()) - APART)


def columns_of(connection: Connection, table: str) -> tuple[tuple[str, Kind], ...]:
    """Its columns as they are in this database."""
    found = inspect(connection).get_columns(table)
    return tuple((str(each["name"]), _kind(each["type"])) for each in sorted(found, key=lambda each: each["name"]))


def _kind(kind: types.TypeEngine[Any]) -> Kind:
    if isinstance(kind, types.DateTime):
        return "instant"
    if isinstance(kind, types.Boolean):
        return "yes_no"
    if isinstance(kind, types.LargeBinary):
        return "bytes"
    return "number" if isinstance(kind, types.Integer | types.Numeric) else "text"


def lines_of(connection: Connection, table: str, columns: Columns) -> Iterator[str]:
    """A line a row, in the order of its key; the database itself writes the JSON."""
    order = inspect(connection).get_pk_constraint(table)["constrained_columns"] or [name for name, _ in columns]
    if connection.dialect.name == "postgresql":
        return _from_server(connection, table, columns, order)
    return _from_file(connection, table, columns, order)


def _from_file(connection: Connection, table: str, columns: Columns, order: Sequence[str]) -> Iterator[str]:
    values = ", ".join(f'hex("{name}")' if kind == "bytes" else f'"{name}"' for name, kind in columns)
    by = ", ".join(f'"{each}"' for each in order)
    sql = f'SELECT json_array({values}) FROM "{table}" ORDER BY {by}'  # noqa: S608  # names from the database itself
    for (line,) in connection.connection.driver_connection.execute(sql):  # type: ignore[union-attr]
        yield line


def _from_server(connection: Connection, table: str, columns: Columns, order: Sequence[str]) -> Iterator[str]:
    kinds = dict(columns)
    values = " || ',' || ".join(f"coalesce(to_json({_told(name, kind)})::text, 'null')" for name, kind in columns)
    by = ", ".join(f'"{each}"' + (' COLLATE "C"' if kinds[each] == "text" else "") for each in order)
    sql = f"COPY (SELECT '[' || {values} || ']' FROM \"{table}\" ORDER BY {by}) TO STDOUT"  # noqa: S608  # as above
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(sql) as copy:
        copy.set_types(["text"])
        for (line,) in copy.rows():
            yield line


def _told(name: str, kind: Kind) -> str:
    if kind == "instant":
        return f"to_char(\"{name}\" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    if kind == "bytes":
        return f"upper(encode(\"{name}\", 'hex'))"
    return f'"{name}"::int' if kind == "yes_no" else f'"{name}"'


def load(connection: Connection, table: str, columns: Columns, lines: Iterable[str]) -> int:
    """Put the rows there; how many there are now. What a migration put there before makes room for them."""
    if _count(connection, table):
        connection.exec_driver_sql(f'DELETE FROM "{table}"')  # noqa: S608  # a name from a manifest that was checked
    names = ", ".join(f'"{name}"' for name, _ in columns)
    rows = (_row(line, columns, connection.dialect.name) for line in lines)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608  # as above
        connection.connection.driver_connection.executemany(sql, rows)  # type: ignore[union-attr]
    return _count(connection, table)


def _count(connection: Connection, table: str) -> int:
    sql = f'SELECT count(*) FROM "{table}"'  # noqa: S608  # as above
    return int(connection.exec_driver_sql(sql).scalar_one())


def _row(line: str, columns: Columns, dialect: str) -> list[Any]:
    return [_value(value, kind, dialect) for value, (_, kind) in zip(json.loads(line), columns, strict=True)]


def _value(value: Any, kind: Kind, dialect: str) -> Any:
    if value is None:
        return None
    if kind == "bytes":
        return bytes.fromhex(value)
    if dialect == "postgresql":
        return bool(value) if kind == "yes_no" else f"{value}+00" if kind == "instant" else value
    return value
