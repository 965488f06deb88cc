"""What a database is sent, for tests that count it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.storage.prepared import Prepared
from bot.storage.straight import Done, ToFile, ToServer


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that any database is sent meanwhile, by SQLAlchemy or past it."""
    sent: list[str] = []

    def keep(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for kind in (ToFile, ToServer):
                _watch(kind, sent, patch)
            yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


def _watch(kind: Any, sent: list[str], patch: pytest.MonkeyPatch) -> None:
    run, many = kind.run, kind.many

    async def watched_run(self: Any, ready: Prepared, values: Any) -> Done:
        sent.append(ready.sql)
        return await run(self, ready, values)

    async def watched_many(self: Any, writes: Sequence[tuple[Prepared, Sequence[Any]]]) -> list[int]:
        sent.extend(ready.sql for ready, _ in writes)
        return await many(self, writes)

    patch.setattr(kind, "run", watched_run)
    patch.setattr(kind, "many", watched_many)
