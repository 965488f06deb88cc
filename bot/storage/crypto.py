"""Private fields at rest: the newest key writes, every key reads (so that a key can be changed without a stop).

What belongs to a case is sealed with that case's own key instead, which lies in the database under these keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.engine import Dialect

from bot.storage.case_key import KnownKeys
from bot.storage.errors import WRONG_KEY, StorageError


class Keys:
    """The process's keys for one database, the newest first, and the keys of cases it has met there."""

    def __init__(self, every: MultiFernet, each: Sequence[Fernet]) -> None:
        self.every, self.each = every, tuple(each)
        self.cases = KnownKeys()

    def seal(self, words: str) -> str:
        """The words, unreadable. Nothing stays nothing: an empty field hides no words."""
        return self.every.encrypt(words.encode()).decode() if words else ""

    def unseal(self, sealed: str) -> str:
        """The words again. StorageError when none of the keys opens them."""
        if not sealed:
            return ""
        try:
            return self.every.decrypt(sealed).decode()
        except InvalidToken:
            pass
        raise StorageError(WRONG_KEY, "wrong_key")

    def which(self, sealed: str) -> int | None:
        """Which key opens it: 0 is the newest; None when none does."""
        return next((place for place, key in enumerate(self.each) if _opens(key, sealed)), None)

    def renewed(self, sealed: str) -> str | None:
        """The same words under the newest key; None when they are under it already, or when there are none."""
        return self.seal(self.unseal(sealed)) if sealed and self.which(sealed) != 0 else None


# A column type only sees its engine's dialect, of which every engine has its own: so the keys hang on that,
# and two databases with different keys can be open in one process.
_KEYS: WeakKeyDictionary[Dialect, Keys] = WeakKeyDictionary()
_ALIKE: dict[tuple[str, MultiFernet | None], Dialect] = {}


def read_keys(keys: Sequence[str]) -> Keys:
    """The keys, checked. StorageError when there is none or one is not a key; never shows one."""
    if not keys:
        raise StorageError("No encryption key is set. `quorate init` makes one.")
    try:
        return Keys(*_read(tuple(keys)))
    except ValueError:
        pass
    raise StorageError("An encryption key is not 32 bytes in URL-safe base64. `quorate init` makes one.")


def use_keys(dialect: Dialect, keys: Keys) -> None:
    """Let this engine read and write private fields with these keys."""
    _KEYS[dialect] = keys


def keys_of(dialect: Dialect) -> Keys:
    """The keys this engine was told to use."""
    return _KEYS[dialect]


def alike(dialect: Dialect) -> Dialect:
    """One dialect for all engines of its kind with these keys: what is prepared for it serves them all."""
    keys = _KEYS.get(dialect)
    return _ALIKE.setdefault((dialect.name, keys.every if keys else None), dialect)


@lru_cache(maxsize=4)
def _read(keys: tuple[str, ...]) -> tuple[MultiFernet, tuple[Fernet, ...]]:
    each = tuple(Fernet(key) for key in dict.fromkeys(keys))
    return MultiFernet(each), each


def _opens(key: Fernet, sealed: str) -> bool:
    try:
        key.decrypt(sealed)
    except InvalidToken:
        return False
    return True
