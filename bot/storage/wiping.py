"""Leaving nothing of what was deleted in the database's own files."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.tables import METADATA

_PATIENCE = "60s"
_ALSO = ("meeting", "conflict", "case_key")


async def wiped(engine: AsyncEngine) -> None:
    """Clean up after deletions. What was deleted has been written over in SQLite's file, but not in its log."""
    async with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            await _empty_the_log(connection)
        else:
            await _vacuum(connection)


async def _empty_the_log(connection: AsyncConnection) -> None:
    """By the driver itself: SQLAlchemy would begin a transaction, and then there is nothing to fold."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    await cursor.close()


async def _vacuum(connection: AsyncConnection) -> None:
    """Dead rows are only marked as such until somebody cleans up: not every update is worth it, a deletion is."""
    connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
    await connection.exec_driver_sql(f"SET statement_timeout = '{_PATIENCE}'")
    try:
        for table in METADATA.sorted_tables:
            if "meeting_id" in table.c or table.name in _ALSO:
                await connection.execute(text(f"VACUUM {table.name}"))
    finally:
        await connection.exec_driver_sql("SET statement_timeout = 2500")
