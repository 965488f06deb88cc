"""Text made fit for Slack: nothing in it is markup, nothing is longer than Slack takes."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

ELLIPSIS = "…"
NOTHING = "–"
# Control characters, halves of surrogate pairs, and marks that turn the direction of what follows.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The text without what no person can read; line breaks are kept."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def size(text: str) -> int:
    """Its length as Slack's own JavaScript counts it (UTF-16 units), which is never less than Python's."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """At most `most` characters; what is missing shows as "…"."""
    if size(text) <= most:
        return text
    kept = text[: most - 1]
    while size(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def split(text: str, most: int) -> list[str]:
    """The whole text in parts of at most `most` characters, broken at a line or a space where there is one."""
    parts = []
    while size(text) > most:
        window = text[: most - (size(text[:most]) - len(text[:most]))]
        at = max(window.rfind("\n"), window.rfind(" "))
        end = at if at > most // 2 else len(window)
        parts.append(text[:end])
        text = text[end:].strip()
    return [part for part in (*parts, text) if part]


def plain(text: str, most: int) -> Json:
    """A text object in which everything is literal: no links, mentions, emphasis or `:emoji:`."""
    return {"type": "plain_text", "text": cut(clean(text), most) or NOTHING, "emoji": False}


def escaped(text: str) -> str:
    """For the `text` of a message, the only place where Slack reads markup from us."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_in(value: Any) -> int:
    """How many characters of text a payload carries."""
    if isinstance(value, dict):
        own = value.get("text")
        return (size(own) if isinstance(own, str) else 0) + sum(text_in(one) for one in value.values())
    if isinstance(value, list):
        return sum(text_in(one) for one in value)
    return 0


def fair_share(sizes: list[int], room: int, least: int = 120) -> int:
    """How long each may be at most so that all fit into `room`, the short ones untouched; never under `least`."""
    left = room
    for place, one in enumerate(sorted(sizes)):
        share = left // (len(sizes) - place)
        if one > share:
            return max(share, least)
        left -= one
    return max([least, *sizes])
