"""What may stand in a calendar file: no line of ours can be ended, and none begun, by what somebody has written."""

from __future__ import annotations

import re
from unicodedata import category

from bot.domain.errors import QuorateError

# Every character at which some reader of text begins a new line.
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"'|%]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_UID = re.compile(r"[\x21-\x7e]{1,250}")
LONGEST = 250
"""Of a name or a title; calendars cut what is longer in ways of their own."""


class Unwritable(QuorateError):
    """This cannot be written into a calendar; nothing is sent. The message never repeats it."""


def words(text: str) -> str:
    """Text of several lines, without control characters and without half characters."""
    return "\n".join(_printable(line).rstrip() for line in _LINE_ENDS.split(text)).strip()


def line(text: str) -> str:
    """The same on one line, not too long."""
    return " ".join(words(text).split())[:LONGEST]


def name(text: str) -> str:
    """A name for a parameter, which has no way to write a double quote that every calendar reads (RFC 5545, 3.2)."""
    return line(text).replace('"', "'").replace("^", "")


def address(email: str) -> str:
    """An e-mail address. Raises Unwritable for anything that is not plainly one."""
    if not _ADDRESS.fullmatch(email) or len(email) > LONGEST:
        raise Unwritable("That e-mail address cannot be written into a calendar. Nothing was sent.")
    return email


def uid(text: str) -> str:
    """An entry's id. Raises Unwritable for one that a calendar could not give back as it is."""
    if not _UID.fullmatch(text):
        raise Unwritable("That calendar id cannot be written. Nothing was sent.")
    return text


def _printable(text: str) -> str:
    return "".join(" " if category(each) in ("Cc", "Cs") else each for each in text)
