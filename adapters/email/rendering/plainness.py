"""Text as it may stand in a message: no control characters, nothing that turns the direction of reading."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from bot.domain.this_machine import is_loopback

# Embeddings and overrides make a reader see other words than those that are there.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
_LINE_ENDS = re.compile(r"\r\n?|\x85|\u2028|\u2029|\v|\f")
_UNSAFE_IN_URL = re.compile(r"[\s<>\"'\\`{}|^\x00-\x1f\x7f]")
LONGEST_SUBJECT = 200


def plain(text: str) -> str:
    """The same words, line breaks kept."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join(
        each
        for each in text
        if each == "\n" or (unicodedata.category(each) not in ("Cc", "Cs") and each not in _TURNS)
    )


def one_line(text: str) -> str:
    """The same words on one line."""
    return " ".join(plain(text).split())


def subject(text: str) -> str:
    """The words of a subject, cut with a visible mark when they are too long for one."""
    words = one_line(text)
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1].rstrip() + "…"


def safe_url(url: str) -> bool:
    """True for a plain https address (http for this machine alone); anything else is shown as words, never a link."""
    if len(url) > 2000 or not url.isascii() or _UNSAFE_IN_URL.search(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
