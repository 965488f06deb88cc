"""A message that came in, taken apart within bounds: whoever wrote it may have meant harm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from adapters.email.addresses import is_plain

LARGEST = 512 * 1024
_MOST_NESTED, _MOST_PARTS, _MOST_BLANK_LINES = 60, 1000, 5000
_LONGEST_HEADER = 4000
_LARGEST_PART = 128 * 1024
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_ONE_ADDRESS = re.compile(r"[^<>,;]*<\s*([^<>\s]+)\s*>\s*|\s*([^<>,;\s]+)\s*")


class TooMuch(ValueError):
    """More parts, one within another, than any honest message has."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message. `text` is all of it as it came, for ids that are quoted somewhere in it."""

    message: Message
    text: str

    def header(self, name: str) -> str:
        """One header's value on one line; "" when it is not there."""
        value = self.message.get(name)
        return " ".join(str(value)[:_LONGEST_HEADER].split()) if value is not None else ""

    @property
    def sender(self) -> str:
        """The one address it says it is from, lower case; "" when it says none, several, or not plainly."""
        given = self.message.get_all("From", [])
        return address_in(str(given[0])) if len(given) == 1 else ""

    def parts(self, *kinds: str) -> list[Message]:
        """Its parts of these content types, in order."""
        return [part for part in self.message.walk() if part.get_content_type() in kinds]


def taken_apart(raw: bytes) -> Incoming:
    """The message. Raises TooMuch for one that is built to cost more than it says."""
    raw = raw[:LARGEST]
    low = raw.lower()
    nested = low.count(b"boundary") + low.count(b"message/")
    parts = low.count(b"\n--")
    blank = low.count(b"\n\n") + low.count(b"\n\r\n")
    if nested > _MOST_NESTED or parts > _MOST_PARTS or blank > _MOST_BLANK_LINES:
        raise TooMuch
    return Incoming(message_from_bytes(raw, policy=compat32), raw.decode("latin-1"))


def address_in(header: str) -> str:
    """The only address in a header, lower case; "" for none, several, or one that is not plain."""
    found = _ONE_ADDRESS.fullmatch(_QUOTED.sub("", " ".join(header[:_LONGEST_HEADER].split())))
    address = ((found[1] or found[2]) if found else "").lower()
    return address if is_plain(address) else ""


def content(part: Message) -> bytes:
    """What is in a part, decoded; b"" for a part that is no leaf or too large."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) and len(payload) <= _LARGEST_PART else b""
