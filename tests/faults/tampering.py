"""Somebody at the database itself, with every right there is: raw SQL past Quorate, and past the tables' triggers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import psycopg

from bot.app.store import Units
from bot.domain.audit import AuditEntry
from tests.kit.world import TUESDAY

_QUIET = "-c session_replication_role=replica"


def tamper(address: str, *statements: str) -> None:
    """Run these, with the triggers that guard the audit asleep."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as file:
            triggers = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                file.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                file.execute(statement)
            for _, sql in triggers:
                file.execute(sql)
            file.commit()
        return
    with psycopg.connect(address, options=_QUIET) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def refused(address: str, statement: str) -> bool:
    """True when the database itself will not do this, whoever asks."""
    try:
        if address.startswith("sqlite"):
            with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as file:
                file.execute(statement)
        else:
            with psycopg.connect(address) as connection:
                connection.execute(statement.encode())
    except (sqlite3.IntegrityError, psycopg.errors.RaiseException) as error:
        return "only grows" in str(error)
    return False


def asked(address: str, question: str) -> list[tuple[object, ...]]:
    """What the database says."""
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as file:
            return file.execute(question).fetchall()
    with psycopg.connect(address) as connection:
        return connection.execute(question.encode()).fetchall()


def entry(number: int, minutes: int | None = None, **detail: object) -> AuditEntry:
    """An entry; its id says which, and by default its time as well."""
    at = TUESDAY + timedelta(minutes=number if minutes is None else minutes)
    return AuditEntry(f"e{number:06}", "EXMP", at, "sam", "called", f"s{number}", "m", "slack", dict(detail))


async def written(units: Units, *entries: AuditEntry) -> None:
    """Committed together."""
    async with units.write() as uow:
        for each in entries:
            await uow.audit.add(each)
        await uow.commit()
