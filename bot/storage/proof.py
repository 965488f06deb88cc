"""Noticing a wrong key when Quorate starts, not when somebody first reads a private field."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.storage.tables import ledger, table

_PROOF = table(ledger.KeyProofRow)
_ID = "first"


def prove_keys(connection: Connection) -> None:
    """Read the word sealed when this database was new; seal it when there is none. StorageError for a wrong key."""
    if connection.execute(select(_PROOF.c.word).where(_PROOF.c.id == _ID)).first() is None:
        connection.execute(_PROOF.insert(), {"id": _ID, "word": "quorate"})
