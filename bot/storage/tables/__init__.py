"""The tables. Importing this package makes every one of them known to `METADATA`."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from bot.storage.tables import (
    diaries,
    directory,
    handovers,
    installation,
    keys,
    ledger,
    meetings,
    owed,
    people,
    phone,
    police,
    releases,
    retention,
    visits,
    watching,
)

__all__ = [
    "METADATA",
    "diaries",
    "directory",
    "handovers",
    "installation",
    "keys",
    "ledger",
    "meetings",
    "owed",
    "people",
    "phone",
    "police",
    "releases",
    "retention",
    "table",
    "visits",
    "watching",
]

METADATA: MetaData = SQLModel.metadata


def table(row: type[SQLModel]) -> Table:
    """The table behind a row class."""
    return METADATA.tables[str(row.__tablename__)]
