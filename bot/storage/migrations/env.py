"""What Alembic runs: always on a connection that `bot.storage.migrate` has opened."""

from __future__ import annotations

from typing import Any

from alembic import context

from bot.failpoints import reach
from bot.storage.tables import METADATA
from bot.storage.tables.owed import ONLY


def belongs_here(thing: Any, _name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """False for an index that is meant for the other database."""
    return kind != "index" or thing.info.get(ONLY, connection.dialect.name) == connection.dialect.name


def one_done(*_: Any, **__: Any) -> None:
    """One migration has run; nothing is kept before the last has."""
    reach("migration_step")


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    compare_type=True,
    include_object=belongs_here,
    on_version_apply=one_done,
)
with context.begin_transaction():
    context.run_migrations()
