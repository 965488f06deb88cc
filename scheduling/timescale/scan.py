"""One pass over a text: at each word, only the readers that could begin there are tried."""

from __future__ import annotations

import re

from scheduling.timescale import happenings
from scheduling.timescale.context import Context
from scheduling.timescale.items import Item, Length
from scheduling.timescale.openings import AT_A_FIGURE, AT_A_WORD, Reader
from scheduling.timescale.words import word_set

_TOKEN = re.compile(r"\d+|[a-z][a-z']*")
_ROW_OF_FIGURES = re.compile(r"\d+\s+\d")
_RUN = re.compile(r"[\d/.:\-]*\d")
# What makes a figure the name of something: "section 47", "Year 7", "level 3".
_LABELS = tuple(
    f" {word}"
    for word in word_set(
        "section sec sect reg regulation year level part age aged para tier stage band grade article schedule room "
        "flat ward bay form s s."
    )
)
_TIGHT = re.compile(r"[a-z£$#/]$|\bs\.$|\d[.:\-]$")

# The commonest words are worth a look only before one of these.
_COMMON = frozenset(["the", "a", "an"])
_LIKELY_NEXT = re.compile(
    r"\.?[mscd]\b|\s?(?:\d|end|day|clos|start|wee|work|wk|few|sev|next|fol|com|mid|ear|lat|sam|mon|tue|wed|thu|fri|sat|sun|cou|hou|min"
    r"|fort|year|mat|num|tim|pri|reg|sho|lon|nea|for|beg|eas|sum|chr|xmas|sch|hal|hol|oct|feb|may|ter|mor|aft|eve|nig|hig|top|ful|cal|cle"
    r"|bus|off|rea|mom|app|\w+ (?:month|moment|opp|con|date|time))"
)


def scan(text: str, context: Context) -> list[Item]:
    """The pieces of a plain lower-case text that might be timescales, in order, without overlaps.

    In a very long text full of likely words the middle is given up: people write the time first or last.
    """
    items: list[Item] = []
    free_from, tries = 0, 0
    for token in _TOKEN.finditer(text):
        at, word = token.start(), token[0]
        if at < free_from or (tries > context.limits.most_tries and at < len(text) - context.limits.tail):
            continue
        figures = word[0].isdigit()
        readers = AT_A_FIGURE if figures else AT_A_WORD.get(word)
        if readers is None or (word in _COMMON and not _LIKELY_NEXT.match(text, token.end())):
            continue
        if figures and _ROW_OF_FIGURES.match(text, at):
            continue
        tries += 1
        item = _figures(text, at, context) if figures else _first(readers, text, at, context)
        if item is not None:
            items.append(happenings.hangs_on(text, item) if isinstance(item, Length) else item)
            free_from = items[-1].end
            if len(items) >= context.limits.most_items:
                break
        elif figures and (run := _RUN.match(text, at)):
            free_from = run.end()
    return items


def _figures(text: str, at: int, context: Context) -> Item | None:
    head = text[max(0, at - 12) : at].rstrip(" ")
    if head and not _ends_a_clause(text, at) and (head.endswith(_LABELS) or _TIGHT.search(text, max(0, at - 3), at)):
        return None
    return _first(AT_A_FIGURE, text, at, context)


def _ends_a_clause(text: str, at: int) -> bool:
    return text[at - 2 : at - 1].isspace() and text[at - 1] in "-:."


def _first(readers: tuple[Reader, ...], text: str, at: int, context: Context) -> Item | None:
    for reader in readers:
        item = reader(text, at, context)
        if item is not None:
            return item
    return None
