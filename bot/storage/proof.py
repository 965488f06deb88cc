"""Which keys are in use: a wrong or a missing one is noticed when Quorate starts, not when somebody first reads a
private field.

Each key that writes leaves a word sealed with it. Whoever cannot open every one of these words lacks a key that is
still needed. Nothing is kept from which a key could be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from bot.storage.crypto import Keys
from bot.storage.errors import KEY_MISSING, KEY_RETIRED, WRONG_KEY, StorageError
from bot.storage.tables import keys as rows
from bot.storage.tables import table

_PROOF = table(rows.KeyProofRow)
_WORD = "quorate"
# The one word of a database from before 2026-12, when only the very first key left one.
_FIRST = {"first"}


@dataclass(frozen=True, slots=True)
class InUse:
    """Which of the process's keys, 0 being the newest, are in use; `retiring` ones no longer write."""

    keys: frozenset[int]
    retiring: frozenset[int] = frozenset()
    first_only: bool = False


def prove_keys(connection: Connection, keys: Keys) -> None:
    """See that every key in use is at hand, and that the newest may write. StorageError, in words, when not."""
    known = keys_in_use(connection, keys)
    if 0 in known.retiring:
        raise StorageError(KEY_RETIRED, "key_retired")
    # What an older release wrote with a later key than its first is not known: so every key given may have written.
    wanted = range(len(keys.each)) if known.first_only else range(1)
    for place in sorted(set(wanted) - known.keys):
        word = keys.each[place].encrypt(_WORD.encode()).decode()
        connection.execute(_PROOF.insert(), {"id": uuid4().hex, "word": word, "retiring": False})


def keys_in_use(connection: Connection, keys: Keys) -> InUse:
    """The keys in use. StorageError when one of them is missing here."""
    found: Sequence[Any] = connection.execute(_PROOF.select()).all()
    places = [keys.which(row.word) for row in found]
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        raise StorageError(KEY_MISSING, "key_missing") if known else StorageError(WRONG_KEY, "wrong_key")
    retiring = [place for place, row in zip(known, found, strict=True) if row.retiring]
    return InUse(frozenset(known), frozenset(retiring), {row.id for row in found} == _FIRST)
