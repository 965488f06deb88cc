"""The little Markdown that Teams draws in messages and text blocks."""

import re

LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(((?:\\.|[^)\\\s])+)\)")
EMPHASIS = re.compile(r"(?<![\\\w])(\*\*|__|\*|_)(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")


def plain(text: str) -> str:
    """The text as a person sees it: no marks of emphasis, links by their label, escapes undone."""
    text = LINK.sub(lambda match: match.group(1), text)
    for _ in range(2):
        text = EMPHASIS.sub(lambda match: match.group(2), text)
    return ESCAPE.sub(lambda match: match.group(1), text)


def links(text: str) -> list[str]:
    """The addresses that a person could follow from this text."""
    return [match.group(2) for match in LINK.finditer(text)]
