"""What can go wrong with the database, in plain words; never a value, an address or a password."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, PendingRollbackError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.domain.errors import Outdated, QuorateError, TryAgain

BUSY = "The database is busy. Nothing was saved. Try again in a moment."
DOWN = "The database cannot be reached. Nothing was saved. Try again in a few minutes."
IN_DOUBT = "The database was lost while saving. Look whether it was saved before you try again."
BEHIND = "The database is behind this release. Nothing was saved. Whoever looks after Quorate: run `quorate migrate`."
UPDATING = "Quorate is being updated. Nothing was saved. Try again in a minute."
NEWER = "The database was made by a newer release of Quorate. Install that release."
FULL = (
    "The database takes no changes: its disk is full, or it is read-only. Nothing was saved. Try again in a few "
    "minutes, and tell whoever looks after Quorate."
)
REPLACED = (
    "The database file was replaced or removed while Quorate ran. Nothing was saved. Whoever looks after Quorate: "
    "stop it, put the right file in its place, and start it again."
)
DAMAGED = "The database file is damaged. Stop Quorate and restore the last backup into a new file: `quorate restore`."
WRONG_KEY = "A private field cannot be read with the encryption keys given. Add the key it was written with."
NOT_ITS_OWN = "A private field was changed or moved inside the database: do not trust it. Restore the last backup."
DESTROYED = "What was private of this case has been destroyed at the end of its time. Nobody can read it any more."
KEY_MISSING = (
    "QUORATE_KEYS lacks a key that part of the database is still sealed with. Put it back, after the newest one; "
    "`quorate rekey` then moves everything under the newest."
)
KEY_RETIRED = (
    "The first key of QUORATE_KEYS has been replaced. Put the newest key first and start Quorate again. "
    "Nothing was saved."
)

# https://www.sqlite.org/rescode.html: BUSY, LOCKED / IOERR, CANTOPEN / READONLY, FULL / CORRUPT, NOTADB
_SQLITE_BUSY = {5, 6}
_SQLITE_DOWN = {10, 14}
_SQLITE_FULL = {8, 13}
_SQLITE_DAMAGED = {11, 26}
# serialization failure, deadlock / lock not available, statement timeout
_PG_CLASH = {"40001", "40P01"}
_PG_BUSY = {"55P03", "57014"}
# class 08 is a lost connection, 57P0x a server that stops or starts, 53 one that is full
_PG_DOWN = ("08", "57P0", "53")
# a standby, or a server that keeps the rest of its disk for itself
_PG_READ_ONLY = "25006"


class StorageError(QuorateError):
    """The database refused something. `code` is the database's own code, for logs and tests."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class StorageBusy(StorageError):
    """Locked by another for longer than anybody should wait: tell the person, who tries again."""


class StorageOutdated(StorageError, Outdated):
    """A newer release has said that this one must stop."""


class StorageClash(StorageBusy, TryAgain):
    """Deadlocked with, or overtaken by, another transaction, and rolled back: try the whole command again at once."""


class StorageDown(StorageError):
    """The database cannot be reached. `in_doubt` when it was lost during a commit, which may have happened."""

    def __init__(self, message: str, code: str = "", *, in_doubt: bool = False) -> None:
        super().__init__(message, code)
        self.in_doubt = in_doubt


def plain(error: Exception, *, committing: bool = False) -> Exception:
    """What to raise in place of a driver's error, whose own text can hold a row's values."""
    if isinstance(error, PoolTimeout):
        return StorageBusy(BUSY, "pool")
    if isinstance(error, DBAPIError):
        return _of_driver(error, committing)
    if isinstance(error, PendingRollbackError):
        return StorageDown(DOWN, "lost")
    if isinstance(error, StatementError) and isinstance(error.orig, Exception):
        return error.orig
    return error


def _of_driver(error: DBAPIError, committing: bool) -> StorageError:
    number = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None) or ""
    code = getattr(error.orig, "sqlite_errorname", None) or state or type(error.orig).__name__
    kind = 0 if number is None else number & 0xFF
    if state in _PG_CLASH:
        return StorageClash(BUSY, code)
    if kind in _SQLITE_BUSY or state in _PG_BUSY:
        return StorageBusy(BUSY, code)
    if kind in _SQLITE_DAMAGED:
        return StorageError(DAMAGED, code)
    if kind in _SQLITE_FULL or state == _PG_READ_ONLY:
        return StorageDown(FULL, code)
    if kind in _SQLITE_DOWN or state.startswith(_PG_DOWN) or _lost(error, state, number):
        return StorageDown(IN_DOUBT if committing else DOWN, code, in_doubt=committing)
    return StorageError(f"The database refused a change ({code}). Nothing was saved.", code)


def _lost(error: DBAPIError, state: str, number: int | None) -> bool:
    """True for a connection that broke or was never made: such an error carries no code of the server's."""
    if error.connection_invalidated:
        return True
    return not state and number is None and type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")
