"""A database as full as a busy installation's: built by the application's migrations, filled by itself."""

from __future__ import annotations

import asyncio
import base64
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from bot.domain.obligation import Rung
from bot.storage import Storage, open_storage
from bot.storage.columns import dump
from bot.storage.tables.owed import INSTANTS, RUNGS, rung_text
from scheduling.ladder import AfterDue, AtDue, FractionToDue, Ladder, Step, to_json

KEYS = (base64.urlsafe_b64encode(b"only for the benchmarks' own use").decode(),)
COUNCIL = "EXMP"
# Nine o'clock of working days, one a round; what is due later lies far behind them.
MORNINGS = tuple(datetime(2026, 3, day, 9, tzinfo=UTC) for day in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20))
LATER = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
LADDER = dump(
    to_json(
        Ladder(
            "action",
            (
                Step(FractionToDue(0.5), ("owner",), label="half_way"),
                Step(AtDue(), ("owner",), label="due"),
                Step(AfterDue(1), ("owner", "manager"), label="tell_manager"),
                Step(AfterDue(3), ("head_of_service",), label="tell_head"),
            ),
            working_hours_only=True,
        )
    )
)
_ID = {
    "sqlite": "printf('%08x', (n * 2654435761) % 4294967296)",
    "postgresql": "lpad(to_hex((n * 2654435761) % 4294967296), 8, '0')",
}
_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE tbl_name IN ('obligation', 'timer') AND type = 'index'"
    " AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('obligation', 'timer')"
    " AND indexname NOT LIKE '%pkey'",
}
_SERIES = {
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {})",
    "postgresql": "WITH s AS (SELECT n FROM generate_series({}::bigint, {}::bigint - 1) AS n)",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is open, how much of it falls due each morning, and how many people owe what is due."""

    open: int
    due: int
    people: int


class Ground:
    """One database, `mornings` of which each have their share of what is due."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.dialect = "sqlite" if url.startswith("sqlite") else "postgresql"

    def open(self) -> Storage:
        """The application's own way in."""
        return open_storage(self.url, KEYS)

    @contextmanager
    def plainly(self) -> Iterator[Any]:
        """A driver's own connection, as durable as the application's: nothing begins or commits by itself."""
        if self.dialect == "sqlite":
            connection: Any = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
                connection.execute(f"PRAGMA {pragma}")
        else:
            connection = psycopg.connect(self.url, autocommit=True, options="-c timezone=UTC")
        try:
            yield connection
        finally:
            connection.close()

    def build(self) -> None:
        """The tables, by the application's migrations."""
        storage = self.open()

        async def migrate() -> None:
            await storage.migrate()
            await storage.close()

        asyncio.run(migrate())

    def fill(self, size: Size, mornings: int) -> None:
        """People, and obligations with their timers: so many due each morning, the rest later, all of one form."""
        with self.plainly() as connection:
            indexes = self._drop_indexes(connection)
            connection.execute("BEGIN")
            self.put(connection, "person", _PERSON, 0, size.people, ())
            for morning in range(mornings):
                first = morning * size.due
                self._owe(connection, first, first + size.due, MORNINGS[morning], size.people)
            first = mornings * size.due
            for part in range(_PARTS):
                here, there = (first + (size.open - first) * each // _PARTS for each in (part, part + 1))
                self._owe(connection, here, there, LATER + part * timedelta(days=10), size.people)
            connection.execute("COMMIT")
            for index in indexes:
                connection.execute(index)
            connection.execute("ANALYZE")

    def _drop_indexes(self, connection: Any) -> list[str]:
        """They are built at the end, all at once: what makes them again."""
        found = connection.execute(_INDEXES[self.dialect]).fetchall()
        for name, _ in found:
            connection.execute(f"DROP INDEX {name}")
        return [how for _, how in found]

    def put(
        self,
        connection: Any,
        into: str,
        values: dict[str, str],
        first: int,
        end: int,
        given: tuple[Any, ...],
        order: str = "1",
    ) -> None:
        """Rows `first` to `end`, made by the database: `values` are SQL over the number `n`, with `?` for `given`."""
        series = _SERIES[self.dialect].format(first, end)
        made = ", ".join(values.values()).replace("ID(n)", _ID[self.dialect])
        sql = f"INSERT INTO {into} ({', '.join(values)}) {series}"  # our own words
        sql += f" SELECT {made} FROM s ORDER BY {order}"
        connection.execute(self.marked(sql), given)

    def marked(self, sql: str) -> str:
        """With the driver's own mark for a value."""
        return sql if self.dialect == "sqlite" else sql.replace("%", "%%").replace("?", "%s")

    def _owe(self, connection: Any, first: int, end: int, at: datetime, people: int) -> None:
        ahead = tuple(Rung(at + timedelta(days=20 + days), step) for days, step in ((0, 2), (2, 3)))
        places = INSTANTS.write((at, *(each.due_at for each in ahead)))
        opened, due = rung_text(at - timedelta(days=10)), rung_text(at)
        owed = _OBLIGATION | {"person_id": f"'p' || (n % {people})"}
        self.put(connection, "obligation", owed, first, end, (opened, due, due, LADDER, places))
        timer = _TIMER | {"person_id": f"'p' || (n % {people})"}
        self.put(connection, "timer", timer, first, end, (due, RUNGS.write(ahead)), "2, 1")


_PARTS = 4
_PERSON = {
    "id": "'p' || n",
    **dict.fromkeys(("name", "folded", "agency"), "'Somebody'"),
    **dict.fromkeys(("team", "phone", "email", "works", "digest_at", "seats"), "''"),
    "councils": f"'[\"{COUNCIL}\"]'",
}
_OBLIGATION = {
    "id": "ID(n)",
    "council": f"'{COUNCIL}'",
    "kind": "'action'",
    "subject_id": "'a' || ID(n)",
    "meeting_id": "'m' || n / 5",
    "state": "'open'",
    "opened_at": "?",
    "due_at": "?",
    "target_at": "?",
    "step": "1",
    "ladder": "?",
    "places": "?",
}
_TIMER = {
    "id": "ID(n)",
    "person_id": "''",
    "council": f"'{COUNCIL}'",
    "subject_id": "'a' || ID(n)",
    "due_at": "?",
    "step": "1",
    "daily": "1 = 1",
    "ahead": "?",
}
