"""Where a statement reads and writes what is sealed with a case's key, and of which case and row each value is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from bot.storage.columns import OfCase

_CASE, _ID = "meeting_id", "id"


@dataclass(frozen=True, slots=True)
class Place:
    """A sealed value at `at` of a row found; where in that row its case and its own row's id stand."""

    at: int
    kind: OfCase
    name: str
    case: int
    row: int

    def of(self, row: Sequence[Any]) -> str:
        """The place that the words were sealed into."""
        return f"{self.name}:{row[self.row]}"


@dataclass(frozen=True, slots=True)
class Writing:
    """The sealed columns that a statement writes, and the names under which it is told the case and the row."""

    kinds: Mapping[str, OfCase]
    table: str
    case: str
    row: str

    @property
    def of_new_cases(self) -> bool:
        """Whether the rows are meetings that nobody else can know yet."""
        return self.case == _ID

    def texts(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What is to be sealed, by column; nothing hides no words and is left as it is."""
        return {name: kind.text(values[name]) for name, kind in self.kinds.items()}

    def place(self, name: str, values: Mapping[str, Any]) -> str:
        """The place that this column's words are sealed into."""
        return place(self.table, name, values[self.row])


def place(table: str, column: str, row_id: str) -> str:
    """A column of one row of a table: words that were sealed into it cannot be read anywhere else."""
    return f"{table}.{column}:{row_id}"


def case_column(table: Table) -> str:
    """The column that says which case a row belongs to: a meeting is its own."""
    return _CASE if _CASE in table.c else _ID


def places(columns: Sequence[Any]) -> tuple[Place, ...]:
    """The sealed values among these. ValueError when their case or their row's id is not asked for beside them."""
    bases = [next(iter(column.base_columns)) for column in columns]
    found = []
    for at, (column, base) in enumerate(zip(columns, bases, strict=True)):
        if isinstance(column.type, OfCase):
            table = base.table
            beside = [_at(bases, table.c[name]) for name in (case_column(table), _ID)]
            found.append(Place(at, column.type, f"{table.name}.{base.name}", *beside))
    return tuple(found)


def writing(statement: Any, given: Collection[str]) -> Writing | None:
    """What a change writes that is sealed with a case's key; None when there is nothing."""
    if not statement.is_dml:
        return None
    table: Table = statement.table
    kinds = {name: table.c[name].type for name in given if name in table.c}
    private = {name: kind for name, kind in kinds.items() if isinstance(kind, OfCase)}
    row = f"this_{_ID}" if f"this_{_ID}" in given else _ID
    return Writing(private, table.name, _CASE if _CASE in table.c else row, row) if private else None


def _at(bases: Sequence[Any], wanted: Any) -> int:
    for at, base in enumerate(bases):
        if base is wanted:
            return at
    raise ValueError(f"Private fields of {wanted.table.name} are read together with its {wanted.name}.")
