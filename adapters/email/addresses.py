"""Mail addresses, as we write them into headers and envelopes: plain, in ASCII, and nothing that could be more."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN = re.compile(rf"(?=.{{3,254}}\Z)(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_NAMED = re.compile(r'\s*(?:"?(?P<name>[^"<>\\\x00-\x1f\x7f]{1,100}?)"?\s*)?<(?P<address>[^<>]+)>\s*')


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a message is from: the words that people see, and the address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What our message ids end in."""
        return self.address.rpartition("@")[2]


def is_plain(address: str) -> bool:
    """True for one address that is safe in any header: no quotes, comments, line ends or other letters."""
    return _PLAIN.fullmatch(address) is not None


def sender_of(text: str) -> Sender | None:
    """A sender written as "Name <address>" or as the address alone; None when it is neither."""
    found = _NAMED.fullmatch(text)
    name, address = ((found["name"] or "").strip(), found["address"].strip()) if found else ("", text.strip())
    return Sender(name, address) if is_plain(address) else None
