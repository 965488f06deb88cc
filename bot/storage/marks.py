"""Marks: what stands for a child's reference where it must be found and must not be read.

The same reference of one council always has the same mark. Without the secret, which is sealed like everything
private, nobody can try references until one fits (a plain hash could be tried out: references are short).
"""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import select
from sqlalchemy.engine import Dialect

from bot.domain.meeting import Meeting
from bot.storage.rows import DIALECTS, TableRows, insert_once
from bot.storage.tables import retention, table
from bot.storage.transaction import Transaction

_KEY = table(retention.MarkingKeyRow)
_ID = "first"
_MAKE = {dialect: insert_once(_KEY, dialect, "id") for dialect in DIALECTS}
_READ = select(_KEY.c.word).where(_KEY.c.id == _ID)
# Known of an engine once it has been read from its database, as committed by somebody.
_KNOWN: WeakKeyDictionary[Dialect, bytes] = WeakKeyDictionary()
# Those that made it themselves: should one of them be undone, the next one makes another.
_MAKERS: WeakSet[Transaction] = WeakSet()
# Where a worked case numbers its children instead of naming a reference, the number says nothing.
_NUMBERED = re.compile(r"\d{1,2}")


async def marking_key(transaction: Transaction) -> bytes:
    """The secret; a writing transaction makes it where there is none yet. Empty where there is none to read."""
    known = _KNOWN.get(transaction.kept_for)
    if known is not None:
        return known
    found = await transaction.rows(_READ)
    if found and transaction in _MAKERS:
        return str(found[0].word).encode()
    if found:
        return _KNOWN.setdefault(transaction.kept_for, found[0].word.encode())
    if transaction.remembers:
        return b""
    _MAKERS.add(transaction)
    await transaction.change(_MAKE[transaction.dialect], {"id": _ID, "word": secrets.token_urlsafe(32)})
    return str((await transaction.rows(_READ))[0].word).encode()


def mark_of(key: bytes, council: str, reference: str) -> str:
    """The mark of one reference, however it was written; "" for a mere number."""
    written = reference.strip().upper()
    if not written or _NUMBERED.fullmatch(written):
        return ""
    return hmac.digest(key, f"{council}\x1f{written}".encode(), sha256).hex()[:32]


def marks_of(key: bytes, meeting: Meeting) -> str:
    """The marks of a meeting's children, those out of its scope too, with a blank between."""
    found = {mark_of(key, meeting.council, child.reference) for child in meeting.facts.children}
    return " ".join(sorted(found - {""}))


class MeetingRows(TableRows[Meeting]):
    """Meetings, with the marks by which a case is found again."""

    async def add(self, thing: Meeting) -> None:
        """Keep a new meeting."""
        values = self._mapped.values(thing) | {"case_marks": await self._marks(thing)}
        self._transaction.queue(self._mapped.insert, self._name, values)

    async def save(self, thing: Meeting) -> None:
        """Write every field; when the meeting is gone, the next read or commit says so."""
        values = self._mapped.changes(thing) | {"case_marks": await self._marks(thing)}
        self._transaction.queue(self._mapped.update, self._name, values, each=True)

    async def _marks(self, thing: Meeting) -> str:
        return marks_of(await marking_key(self._transaction), thing)
