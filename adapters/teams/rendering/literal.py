"""Text from people, shown as it was written: never as markup, a mention, a link or a formula."""

from __future__ import annotations

import re

ELLIPSIS = "…"
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HAIR_SPACE = "\u200a"
JOINER = "\u2060"
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~&])")
SLOPED = re.compile(r"([*_~<\\])(?=\S)")
ENTITY = re.compile(r"&(?=[#\w]{1,32};)")
FORMULA = re.compile(r"\{(?=\{)")
LIST_MARK = re.compile(r"^(?=\s{0,3}([-+*>#]|\d{1,9}[.)])\s)")


def clean(text: str) -> str:
    """Without control characters, broken surrogates and marks that reverse the reading direction."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def shorten(text: str, longest: int) -> str:
    """At most this many characters, the last one a visible "…" when something is left out."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)].rstrip() + ELLIPSIS


def run(text: str, longest: int) -> str:
    """For a TextRun, which knows no markdown; only Teams' date formulas (`{{DATE(…)}}`) are broken up."""
    return FORMULA.sub("{" + JOINER, shorten(clean(shorten(text, 4 * longest)), longest))


def one_line(text: str, longest: int) -> str:
    """The same on a single line."""
    return run(" ".join(clean(shorten(text, 4 * longest)).split()), longest)


def label(text: str, longest: int) -> str:
    """For titles of buttons and choices, which some clients read as markdown and some do not.

    A backslash would show in the latter, so what would be markup is pulled apart by a hair's breadth.
    """
    text = one_line(text, longest).replace("](", "]" + JOINER + "(").replace("`", "ˋ")
    text = SLOPED.sub(r"\1" + HAIR_SPACE, text)
    return LIST_MARK.sub(JOINER, ENTITY.sub("&" + JOINER, text))


def markdown(text: str, longest: int) -> str:
    """For a TextBlock, which does read markdown: every mark escaped."""
    return MARKDOWN.sub(r"\\\1", one_line(text, longest))


def address(url: str) -> str:
    """A web address that cannot end its markdown link early; "" unless it is plain https."""
    url = clean(url).strip()
    if not url.startswith("https://") or len(url) > 1500 or any(each.isspace() for each in url):
        return ""
    for each, coded in (("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C"), ('"', "%22")):
        url = url.replace(each, coded)
    return url
