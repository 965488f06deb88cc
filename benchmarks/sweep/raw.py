"""The obvious way, without an application: the due rows updated where they lie, and a row into an outbox for each.

Kinder than an application could be: no digest, no audit, no check of anything, one index, straight on the driver.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from benchmarks.sweep.ground import COUNCIL, LADDER, LATER, MORNINGS, Ground, Size
from benchmarks.sweep.spent import Clock, Spent
from bot.storage.tables.owed import rung_text

_TABLES = (
    "CREATE TABLE raw_obligation (id TEXT PRIMARY KEY, council TEXT, subject_id TEXT, meeting_id TEXT, state TEXT,"
    " opened_at TEXT, due_at TEXT, person_id TEXT, step INTEGER, ladder TEXT)",
    "CREATE TABLE raw_outbox (id TEXT PRIMARY KEY, person_id TEXT, subject_id TEXT, due_at TEXT, state TEXT)",
    "CREATE INDEX raw_due ON raw_obligation (due_at) WHERE state = 'open'",
    "CREATE INDEX raw_outbox_due ON raw_outbox (due_at) WHERE state = 'pending'",
)
_STEP = (
    "UPDATE raw_obligation SET due_at = ?, step = step + 1 WHERE id IN"
    " (SELECT id FROM raw_obligation WHERE state = 'open' AND due_at <= ? ORDER BY due_at LIMIT ?{})"
    " RETURNING id, person_id, subject_id"
)
_OUT = "INSERT INTO raw_outbox (id, person_id, subject_id, due_at, state) VALUES (?, ?, ?, ?, 'pending')"
_ROW = {
    "id": "ID(n)",
    "council": f"'{COUNCIL}'",
    "subject_id": "'a' || ID(n)",
    "meeting_id": "'m' || n / 5",
    "state": "'open'",
    "opened_at": "?",
    "due_at": "?",
    "step": "1",
    "ladder": "?",
}


def fill_raw(ground: Ground, size: Size, mornings: int) -> None:
    """The same obligations in a table of the obvious form."""
    row = _ROW | {"person_id": f"'p' || (n % {size.people})"}
    with ground.plainly() as connection:
        for table in _TABLES:
            connection.execute(table)
        connection.execute("BEGIN")
        spans = [(n * size.due, (n + 1) * size.due, rung_text(MORNINGS[n])) for n in range(mornings)]
        for first, end, at in (*spans, (mornings * size.due, size.open, rung_text(LATER))):
            ground.put(connection, "raw_obligation", row, first, end, (at, at, LADDER))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def raw_sweep(ground: Ground, morning: datetime, many: int) -> Spent:
    """What fell due this morning, so many in a transaction."""
    held = " FOR UPDATE SKIP LOCKED" if ground.dialect == "postgresql" else ""
    step, out = ground.marked(_STEP.format(held)), ground.marked(_OUT)
    with ground.plainly() as connection:
        cursor = connection.cursor()
        clock, taken = Clock(), 0
        while found := _batch(cursor, ground, step, out, morning, many):
            taken += found
        return clock.spent(taken)


def _batch(cursor: Any, ground: Ground, step: str, out: str, morning: datetime, many: int) -> int:
    now = rung_text(morning)
    cursor.execute("BEGIN IMMEDIATE" if ground.dialect == "sqlite" else "BEGIN")
    found = cursor.execute(step, (rung_text(LATER), now, many)).fetchall()
    cursor.executemany(out, [(f"{row}{now}", person, subject, now) for row, person, subject in found])
    cursor.execute("COMMIT")
    return len(found)
