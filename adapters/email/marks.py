"""Message ids of ours: which letter it was, and our seal on the address it went to.

Whoever writes back, and every report of a mail server, quotes the id. So it shows, without anything being looked up,
which letter is meant and whether it ever went to the address that now speaks: a made-up id is worth nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_MARK = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ID = re.compile(r"(?P<mark>[A-Za-z0-9_-]{1,64})\.(?P<once>[0-9a-f]{16})\.(?P<seal>[A-Za-z0-9_-]{1,64})@")
_PURPOSE = "letter"
_NO_MARK, _NO_SEAL = "none", "0"
_MOST = 50

Seal = Callable[..., str]
Sealed = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Quoted:
    """An id of ours' form, as somebody quotes it; not yet known to be ours."""

    mark: str
    once: str
    seal: str


def no_seal(*_words: str) -> str:
    """For a process without keys for links: nothing that quotes such an id is believed."""
    return _NO_SEAL


def new_id(seal: Seal, mark: str, to: str, domain: str) -> str:
    """A new message id, without its angle brackets."""
    mark = mark if _MARK.fullmatch(mark) else _NO_MARK
    once = secrets.token_hex(8)
    return f"{mark}.{once}.{seal(_PURPOSE, mark, once, to.lower()) or _NO_SEAL}@{domain}"


def quoted_in(text: str) -> Iterator[Quoted]:
    """Every id of ours' form in a header or a report, each once, the first ones only."""
    seen: set[Quoted] = set()
    for found in _ID.finditer(text):
        quoted = Quoted(found["mark"], found["once"], found["seal"])
        if quoted not in seen and len(seen) < _MOST:
            seen.add(quoted)
            yield quoted


def mark_of(sealed: Sealed, quoted: Iterable[Quoted], addresses: Iterable[str]) -> tuple[str, str]:
    """The letter that we did send to one of these addresses, and that address; two empty texts for none of ours."""
    known = [each.strip().lower() for each in addresses][:_MOST]
    for each in quoted:
        for to in known if each.mark != _NO_MARK else ():
            if sealed(each.seal, _PURPOSE, each.mark, each.once, to):
                return each.mark, to
    return "", ""
