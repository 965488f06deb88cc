"""Looking whether a database is well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import Connection, text

from bot.app.ports import Finding
from bot.storage.engines import Engines
from bot.storage.errors import DAMAGED, StorageError
from bot.storage.transaction import told_plainly

_CHECKED_BELOW = 1_000_000_000
_PRAGMAS = {"journal_mode": ("wal", "memory"), "synchronous": (2,), "foreign_keys": (1,), "busy_timeout": (2000,)}


async def look(
    engines: Engines, ready: Callable[[], Awaitable[None]], older_keys_used: Callable[[], Awaitable[bool]]
) -> list[Finding]:
    """Findings: reachable and up to date, then, once it is, keys, writable, SQLite's settings and soundness."""
    trouble = await _trouble(ready())
    if trouble:
        return [Finding("database", False, trouble, "Mend this first; the other checks need it.")]
    findings = [Finding("database", True, "The database answers and is up to date.")]
    findings.append(await _keys(older_keys_used))
    trouble = await _trouble(_write_and_undo(engines))
    if trouble:
        mend = "Look at the disk's free space and at who may write the database."
        return [*findings, Finding("database writing", False, trouble, mend)]
    findings.append(Finding("database writing", True, "The database can be written."))
    return findings + (await _of_sqlite(engines) if engines.writer.dialect.name == "sqlite" else [])


def refuse_damage(connection: Connection) -> None:
    """StorageError when SQLite's quick check finds damage; files from 1 GB on are not looked through."""
    if connection.dialect.name != "sqlite":
        return
    path = connection.engine.url.database or ""
    if path != ":memory:" and Path(path).stat().st_size >= _CHECKED_BELOW:
        return
    if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
        raise StorageError(DAMAGED, "quick_check")


async def _keys(older_keys_used: Callable[[], Awaitable[bool]]) -> Finding:
    about = "encryption keys"
    try:
        older = await told_plainly(older_keys_used())
    except StorageError as wrong:
        return Finding(about, False, str(wrong), "Correct QUORATE_KEYS in .env.")
    words = "An older key is still used; `quorate rekey` moves everything under the newest." if older else ""
    return Finding(about, True, words or "Everything is under the newest key.")


async def _trouble(work: Awaitable[None]) -> str:
    try:
        await told_plainly(work)
    except StorageError as wrong:
        return str(wrong)
    return ""


async def _write_and_undo(engines: Engines) -> None:
    async with engines.writer.connect() as connection:
        await connection.execute(text("INSERT INTO counter (council, number) VALUES ('quorate doctor', 0)"))
        await connection.rollback()


async def _of_sqlite(engines: Engines) -> list[Finding]:
    found: list[Finding] = []

    async def look_inside() -> None:
        async with engines.reader.connect() as connection:
            found.append(await connection.run_sync(_settings))
            await connection.run_sync(refuse_damage)

    trouble = await _trouble(look_inside())
    mend = "`quorate restore` brings the last backup back." if trouble else ""
    return [*found, Finding("database file", not trouble, trouble or "The database file is sound.", mend)]


def _settings(connection: Connection) -> Finding:
    wrong = [
        name for name, right in _PRAGMAS.items() if connection.execute(text(f"PRAGMA {name}")).scalar() not in right
    ]
    if not wrong:
        return Finding("database settings", True, "Nothing saved is lost when the power goes.")
    mend = "Keep the database file on a local disk: a shared folder cannot hold SQLite safely."
    return Finding("database settings", False, f"SQLite refused: {', '.join(wrong)}.", mend)
