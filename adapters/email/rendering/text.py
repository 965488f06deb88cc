"""A letter as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.email.rendering.passages import Passage

_WIDTH = 72


def as_text(written: Sequence[Passage]) -> str:
    """The whole letter; an empty line between what belongs apart."""
    parts: list[str] = []
    before = ""
    for each in written:
        close = each.kind == before and each.kind in ("fact", "item")
        parts.append(("" if not parts else "\n" if close else "\n\n") + _lines(each))
        before = each.kind
    return "".join(parts) + "\n"


def _lines(passage: Passage) -> str:
    match passage.kind:
        case "title":
            # The long line keeps what follows it out of a list of messages, which shows the first words.
            return f"{passage.words}\n{'=' * _WIDTH}"
        case "heading":
            return f"{passage.words}\n{'-' * len(passage.words[:_WIDTH])}"
        case "item":
            return "- " + passage.words.replace("\n", "\n  ")
        case "fact":
            return f"{passage.label}: {passage.words}" + (f"\n  {passage.url}" if passage.url else "")
        case "page":
            return f"{passage.words}:\n{passage.url}"
        case "rule":
            return "-" * _WIDTH
    return passage.words
