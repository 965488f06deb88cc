"""Our own signature on what leaves the house and comes back: links, codes, the buttons of a page.

Whoever holds such a text can neither change it nor make another. It proves nothing about who brings it.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

_MARK = 6
_SEAL = 18
_PART = "\x1f"


class Seals:
    """Seals made from the process's keys, the newest first: the first one seals, every one is recognised.

    So a key can be changed without a stop, and what was sealed with the older one holds until that key goes
    (OWASP ASVS 9.2). A seal made for one purpose is worth nothing for another.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        derived = [hmac.digest(key.encode(), b"quorate seals 1", sha256) for key in keys]
        self._keys = {_text(sha256(key).digest()[:_MARK]): key for key in derived}
        self._first = next(iter(self._keys), "")
        if not self._first:
            raise ValueError("Seals need a key.")

    def seal(self, purpose: str, *words: str) -> str:
        """The seal of these words: short, and fit to stand in an address or a form."""
        return self._first + self._of(self._first, purpose, words)

    def holds(self, seal: str, purpose: str, *words: str) -> bool:
        """True when this seal was made by us for this purpose and exactly these words."""
        mark, rest = seal[: len(self._first)], seal[len(self._first) :]
        return mark in self._keys and hmac.compare_digest(self._of(mark, purpose, words).encode(), rest.encode())

    def token(self, purpose: str, *words: str) -> str:
        """The words themselves with their seal, as one text for an address. It hides nothing: ids alone go in."""
        return f"{_text(_PART.join(words).encode())}.{self.seal(purpose, *words)}"

    def read(self, purpose: str, token: str) -> tuple[str, ...] | None:
        """The words of a token of ours, or None for anything else."""
        body, dot, seal = token.partition(".")
        if not dot or len(token) > 1000 or not token.isascii():
            return None
        try:
            words = tuple(urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode().split(_PART))
        except ValueError:
            return None
        # One text for one token: what merely decodes to the same is not it.
        return words if _text(_PART.join(words).encode()) == body and self.holds(seal, purpose, *words) else None

    def number(self, purpose: str, *words: str, digits: int = 6) -> str:
        """A short number that only we can work out, such as a code to be typed. To be tried a few times at most."""
        made = hmac.digest(self._keys[self._first], _joined(f"number {purpose}", words), sha256)
        return f"{int.from_bytes(made[:8]) % 10**digits:0{digits}}"

    def _of(self, mark: str, purpose: str, words: Sequence[str]) -> str:
        return _text(hmac.digest(self._keys[mark], _joined(purpose, words), sha256)[:_SEAL])


def _joined(purpose: str, words: Sequence[str]) -> bytes:
    return b"".join(len(part).to_bytes(4) + part for part in (each.encode() for each in (purpose, *words)))


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
