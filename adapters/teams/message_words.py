"""A message's body as a person reads it: Teams sends HTML, of which only the words are kept."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"(</?[a-zA-Z!?][^<>]*>)")
_NAME = re.compile(r"<(/?)([a-zA-Z0-9]*)")
_ALT = re.compile(r"\balt=\"([^\"<>]{0,40})\"", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "attachment", "systemeventmessage"})
_ENDS_A_LINE = frozenset({"br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST = 40_000


def message_words(payload: object) -> str:
    """The words of a `messagePayload`; "" when it has none. Never raises, whatever it holds."""
    body = payload.get("body") if isinstance(payload, dict) else None
    content = body.get("content") if isinstance(body, dict) else None
    if not isinstance(content, str):
        return ""
    content = content[:LONGEST]
    if body is not None and body.get("contentType") == "html":
        content = _without_tags(content)
    lines = (" ".join(line.split(" ")).strip() for line in content.replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)


def _without_tags(content: str) -> str:
    words: list[str] = []
    unseen = ""
    for place, piece in enumerate(_TAG.split(content)):
        if place % 2 == 0:
            words.append("" if unseen else piece)
            continue
        closing, name = _of_tag(piece)
        if name in _UNSEEN:
            unseen = "" if closing or piece.endswith("/>") else name
        elif not unseen:
            words.append(_instead(piece, name, closing=closing))
    # Once only: what was written as text ("&lt;b&gt;") stays text.
    return html.unescape("".join(words))


def _of_tag(piece: str) -> tuple[bool, str]:
    found = _NAME.match(piece)
    return (found[1] == "/", found[2].lower()) if found else (False, "")


def _instead(piece: str, name: str, *, closing: bool) -> str:
    """What a tag stands for in plain text: the end of a line or of a cell, or a picture's own words."""
    if name in _ENDS_A_LINE and (closing or name == "br"):
        return "\n"
    if name in ("td", "th") and closing:
        return "\t"
    alt = _ALT.search(piece) if name in ("img", "emoji") else None
    return alt[1] if alt else ""
