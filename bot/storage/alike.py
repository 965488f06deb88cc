"""Many new rows that differ in a few fields only: one statement for all, and one value for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Executable, bindparam, func, select, true
from sqlalchemy import Text as Words
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import cast

from bot.storage.columns import dump
from bot.storage.mapping import Mapped
from bot.storage.rows import DIALECTS, upsert
from bot.storage.transaction import Transaction


class Alike:
    """Inserts rows like a given one. `differing` are text columns; a row whose `once` is kept already is left out."""

    def __init__(self, mapped: Mapped[Any], differing: tuple[str, ...], once: str) -> None:
        self._mapped, self._differing = mapped, differing
        self._insert = {dialect: self._statement(dialect, once) for dialect in DIALECTS}

    async def add(self, transaction: Transaction, template: Any, rows: Sequence[tuple[str, ...]]) -> None:
        """Keep them: each row gives the differing columns, as text, in their order."""
        values = self._mapped.values(template)
        given = {f"its_{name}": value for name, value in values.items() if name not in self._differing}
        await transaction.change(self._insert[transaction.dialect], given | {"rows": dump(rows)})

    def _statement(self, dialect: str, once: str) -> Executable:
        table = self._mapped.table
        differing = dict(zip(self._differing, _parts(dialect, len(self._differing)), strict=True))
        columns: Mapping[str, ColumnElement[Any]] = {
            column.name: bindparam(f"its_{column.name}", type_=column.type) for column in table.columns
        } | differing
        found = select(*columns.values()).where(true())
        return upsert(table, dialect).from_select(list(columns), found).on_conflict_do_nothing(index_elements=[once])


def _parts(dialect: str, count: int) -> list[ColumnElement[Any]]:
    rows = bindparam("rows", type_=Words())
    if dialect == "postgresql":
        row = func.jsonb_array_elements(cast(rows, JSONB)).table_valued("value").c.value
        return [func.jsonb_extract_path_text(row, str(part)) for part in range(count)]
    row = func.json_each(rows).table_valued("value").c.value
    return [func.json_extract(row, f"$[{part}]") for part in range(count)]
