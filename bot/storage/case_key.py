"""A case's own key: whatever is private of one case is sealed with it, and unreadable once it has been destroyed."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic

from cryptography.fernet import Fernet, InvalidToken

from bot.storage.errors import NOT_ITS_OWN, StorageError

MARK = "c1:"
"""Begins what is sealed with a case's key, and never what is sealed with the process's own keys."""
MOST = 4000
# One that another process has destroyed is not kept here for longer than this, in seconds.
KEPT = 600.0


class Sealed(str):
    """A text that has been sealed: the only kind that a column of a case takes."""

    __slots__ = ()


class CaseKey:
    """Seals words into one place (table, column and row) of one case; they cannot be opened in another place."""

    __slots__ = ("_key", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._key = Fernet(text)

    @classmethod
    def made(cls) -> CaseKey:
        """A new one: 32 random bytes."""
        return cls(Fernet.generate_key().decode())

    def seal(self, place: str, words: str) -> Sealed:
        """The words, unreadable. Nothing stays nothing."""
        return Sealed(MARK + self._key.encrypt(f"{place}\n{words}".encode()).decode() if words else "")

    def unseal(self, place: str, sealed: str) -> str:
        """The words again. StorageError when they were sealed with another case's key, or into another place."""
        try:
            found, _, words = self._key.decrypt(sealed.removeprefix(MARK)).decode().partition("\n")
        except InvalidToken:
            found = words = ""
        if found != place:
            raise StorageError(NOT_ITS_OWN, "not_its_own")
        return words


class KnownKeys:
    """The keys of the cases met last, by meeting: as many as a council has open, and no more."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, CaseKey]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, case: str) -> CaseKey | None:
        """The key, if it is known and was read not long ago."""
        since, key = self._kept.get(case, (0.0, None))
        if key is None or monotonic() - since > KEPT:
            return None
        self._kept.move_to_end(case)
        return key

    def keep(self, case: str, key: CaseKey) -> None:
        """A key that stands in the database, committed."""
        self._kept[case] = (monotonic(), key)
        self._kept.move_to_end(case)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def forget(self, case: str) -> None:
        """It has been destroyed."""
        self._kept.pop(case, None)
