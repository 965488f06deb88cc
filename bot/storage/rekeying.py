"""Moving everything under the newest key, a few rows at a time, while others work: so that an old key can be removed.

Killed anywhere it has lost nothing; run again it finds what is left. An older key counts as in use until the last row
has been moved. Nobody can write with it meanwhile: a transaction that seals holds its key's proof, and this waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Text, and_, bindparam, not_, or_, select, type_coerce

from bot.failpoints import reach
from bot.storage.case_key import MARK, CaseKey
from bot.storage.columns import OfCase, Private
from bot.storage.crypto import Keys
from bot.storage.errors import StorageBusy, StorageError
from bot.storage.private_places import case_column, place
from bot.storage.tables import METADATA, table
from bot.storage.tables import keys as rows
from bot.storage.transaction import Transaction

T = TypeVar("T")
Write = Callable[[], AbstractAsyncContextManager[Transaction]]
MOST = 100
# Somebody's click comes first: a pause after each batch, and patience with whoever is at work.
_PAUSE = 0.01
_TRIES = 40
_TRY_AGAIN_AFTER = 0.25
_KEY, _PROOF = table(rows.CaseKeyRow), table(rows.KeyProofRow)


@dataclass(frozen=True, slots=True)
class Moved:
    """How many keys of cases and other fields were moved under the newest key; how many rows under their case's."""

    keys: int = 0
    fields: int = 0
    rows: int = 0

    def __add__(self, more: Moved) -> Moved:
        return Moved(self.keys + more.keys, self.fields + more.fields, self.rows + more.rows)


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a few rows; `last` is the id to go on after, None when there are no more."""

    last: str | None
    moved: Moved


async def rekey(write: Write, keys: Keys) -> Moved:
    """Move everything, and forget the older keys. StorageError when it cannot go on; what was moved stays moved."""
    await _patiently(write, lambda transaction: _retire(transaction, keys))
    moved = Moved()
    for step in _steps(keys):
        async for batch in _batches(write, step):
            moved += batch.moved
    await _patiently(write, lambda transaction: transaction.change(_PROOF.delete().where(_PROOF.c.retiring)))
    return moved


Step = Callable[[Transaction, str], Awaitable[Batch]]


def _steps(keys: Keys) -> Iterator[Step]:
    """What is to be done with a few rows after a given one, for each place where anything sealed is kept."""
    yield partial(_renew, keys, _KEY.c.meeting_id, _KEY.c.sealed)
    for kept in METADATA.sorted_tables:
        private = [column for column in kept.c if isinstance(column.type, Private)]
        of_case = [column for column in private if isinstance(column.type, OfCase)]
        for column in private:
            if not isinstance(column.type, OfCase):
                yield partial(_renew, keys, kept.c.id, column)
        if of_case:
            yield partial(_give_to_case, keys, of_case)


async def _batches(write: Write, step: Step) -> AsyncIterator[Batch]:
    after: str | None = ""
    while after is not None:
        batch = await _patiently(write, partial(_next, step, after))
        yield batch
        after = batch.last
        await asyncio.sleep(_PAUSE)


async def _next(step: Step, after: str, transaction: Transaction) -> Batch:
    return await step(transaction, after)


async def _patiently(write: Write, work: Callable[[Transaction], Awaitable[T]]) -> T:
    """The work, committed; again when somebody else was in the way. StorageBusy after ten seconds of that."""
    left = _TRIES
    while True:
        try:
            async with write() as transaction:
                done = await work(transaction)
                await transaction.commit()
                return done
        except StorageBusy:
            left -= 1
            if not left:
                raise
        await asyncio.sleep(_TRY_AGAIN_AFTER)


async def _retire(transaction: Transaction, keys: Keys) -> None:
    """From now on only the newest key writes; whoever is writing with another is waited for."""
    await transaction.cases.may_seal()
    older = [row.id for row in await transaction.rows(_PROOF.select()) if keys.which(row.word) != 0]
    if older:
        await transaction.change(_PROOF.update().where(_PROOF.c.id.in_(older)).values(retiring=True))


async def _renew(keys: Keys, row_id: Column[Any], column: Column[Any], transaction: Transaction, after: str) -> Batch:
    """Seal a few values of a column anew that an older key sealed."""
    found: Sequence[Any] = await transaction.rows(_after(row_id, [column], after))
    kept, count = column.table, 0
    for its_id, sealed in found:
        anew = keys.renewed(sealed)
        if anew is not None:
            await transaction.change(kept.update().where(row_id == its_id).values({column.key: _as_it_is(anew)}))
            reach("rekey_after_k")
            count += 1
    return Batch(_last(found), Moved(keys=count) if kept is _KEY else Moved(fields=count))


async def _give_to_case(keys: Keys, columns: Sequence[Column[Any]], transaction: Transaction, after: str) -> Batch:
    """Seal a few rows from before cases had keys with their case's key; of a destroyed one they are destroyed too."""
    kept = columns[0].table
    old = or_(*(and_(_raw(each) != "", not_(_raw(each).startswith(MARK))) for each in columns))
    found: Sequence[Any] = await transaction.rows(
        _after(kept.c.id, [kept.c[case_column(kept)], *columns], after).where(old)
    )
    for its_id, case, *sealed in found:
        old_ones = {
            str(column.key): keys.unseal(text)
            for column, text in zip(columns, sealed, strict=True)
            if text and not text.startswith(MARK)
        }
        anew = {
            name: await _sealed(transaction, case, place(kept.name, name, its_id), words)
            for name, words in old_ones.items()
        }
        await transaction.change(kept.update().where(kept.c.id == its_id).values(anew))
        reach("rekey_after_k")
    return Batch(_last(found), Moved(rows=len(found)))


async def _sealed(transaction: Transaction, case: str, where: str, words: str) -> str:
    try:
        await transaction.cases.have({case})
    except StorageError as wrong:
        if wrong.code != "destroyed":
            raise
        return CaseKey.made().seal(where, words)
    return transaction.cases.seal(case, where, words)


def _after(row_id: Column[Any], columns: Sequence[Column[Any]], after: str) -> Any:
    found = select(row_id, *map(_raw, columns)).where(row_id > after).order_by(row_id).limit(MOST)
    return found.with_for_update()


def _raw(column: Column[Any]) -> ColumnElement[str]:
    return type_coerce(column, Text())


def _as_it_is(text: str) -> ColumnElement[str]:
    return bindparam(None, text, type_=Text())


def _last(found: Sequence[Any]) -> str | None:
    return str(found[-1][0]) if len(found) == MOST else None
