"""Private fields at rest: the first key writes, every key reads (so that a key can be changed without a stop)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.engine import Dialect

from bot.storage.errors import WRONG_KEY, StorageError

# A column type only sees its engine's dialect, of which every engine has its own: so the keys hang on that,
# and two databases with different keys can be open in one process.
_KEYS: WeakKeyDictionary[Dialect, MultiFernet] = WeakKeyDictionary()
_ALIKE: dict[tuple[str, MultiFernet | None], Dialect] = {}


def read_keys(keys: Sequence[str]) -> MultiFernet:
    """The keys, checked. StorageError when there is none or one is not a key; never shows one."""
    if not keys:
        raise StorageError("No encryption key is set. `quorate init` makes one.")
    try:
        return _read(tuple(keys))
    except ValueError:
        pass
    raise StorageError("An encryption key is not 32 bytes in URL-safe base64. `quorate init` makes one.")


def use_keys(dialect: Dialect, keys: MultiFernet) -> None:
    """Let this engine read and write private fields with these keys."""
    _KEYS[dialect] = keys


def alike(dialect: Dialect) -> Dialect:
    """One dialect for all engines of its kind with these keys: what is prepared for it serves them all."""
    return _ALIKE.setdefault((dialect.name, _KEYS.get(dialect)), dialect)


@lru_cache(maxsize=4)
def _read(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(dialect: Dialect, words: str) -> str:
    """The words, unreadable. Nothing stays nothing: an empty field hides no words."""
    return _KEYS[dialect].encrypt(words.encode()).decode() if words else ""


def unseal(dialect: Dialect, sealed: str) -> str:
    """The words again. StorageError when none of the keys opens them."""
    if not sealed:
        return ""
    try:
        return _KEYS[dialect].decrypt(sealed).decode()
    except InvalidToken:
        pass
    raise StorageError(WRONG_KEY, "wrong_key")
